import { describe, expect, it } from 'vitest'
import { keyboard, type WedgeSettings } from '../../tests/support/wedge.ts'
import { framedGapMs, unframedGapMs } from './keyboard-run.ts'

describe('a keyboard scanner without prefix', () => {
  it.each([
    '861888080000009',
    'OSECUNDO',
    'BATCH:WH/MO/00123:7',
    '861888080000009|89882390000000000011',
    ']C18002861888080000009\x1d2189',
    '000000',
  ])('reads %j, and nothing of it reaches the page', (code) => {
    for (const end of ['\r', '\t']) {
      const desk = keyboard()
      desk.wait(500)
      desk.type(code + end, 5)
      desk.settle()
      expect([desk.codes, desk.page, desk.discarded, desk.focus()]).toEqual([[code], [], [], 'field'])
    }
  })

  it('gives a person every key, in order, each after its time at the latest', () => {
    const desk = keyboard()
    desk.type('hola', 150)
    expect(desk.page).toEqual(['h', 'o', 'l'])
    desk.wait(unframedGapMs - 1)
    expect(desk.page).toEqual(['h', 'o', 'l'])
    desk.wait(1)
    expect(desk.page).toEqual(['h', 'o', 'l', 'a'])
  })

  it('gives back what is held before a key that is none of a code', () => {
    const desk = keyboard()
    desk.type('ab', 10)
    desk.key({ key: 'Backspace', code: 'Backspace' }, 10)
    desk.type('c', 10)
    desk.key({ key: 'ArrowLeft', code: 'ArrowLeft' }, 10)
    desk.type('d', 10)
    desk.key({ key: 'v', code: 'KeyV', control: true }, 10)
    desk.key({ key: 'F2', code: 'F2' }, 10)
    expect(desk.page).toEqual(['a', 'b', 'Backspace', 'c', 'ArrowLeft', 'd', 'v', 'F2'])
  })

  it('lets Enter, Tab and the blank bar do their work', () => {
    const desk = keyboard()
    desk.type('\r', 500)
    desk.type('\t', 500)
    expect(desk.page).toEqual(['Enter', 'Tab'])
    desk.type(' ', 500)
    desk.type('ok\r', 20)
    expect(desk.page).toEqual(['Enter', 'Tab', ' ', 'o', 'k', 'Enter'])
  })

  it('lets a key that is kept pressed repeat', () => {
    const desk = keyboard()
    desk.type('a', 500)
    for (let times = 0; times < 10; times++) desk.key({ key: 'a', code: 'KeyA', repeat: true }, times === 0 ? 250 : 33)
    desk.settle()
    expect(desk.page).toEqual(Array.from({ length: 11 }, () => 'a'))
    expect(desk.codes).toEqual([])
  })

  it('does not hold Shift, and reads past it', () => {
    const desk = keyboard()
    for (const character of 'OSECACK') {
      desk.key({ key: 'Shift', code: 'ShiftLeft', shift: true }, 2)
      desk.type(character, 2)
    }
    desk.type('\r', 2)
    expect(desk.codes).toEqual(['OSECACK'])
    expect(desk.page.every((key) => key === 'Shift')).toBe(true)
  })

  it('swallows the LF or Tab that some scanners send behind Enter, and not the Enter of a person', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type('861888080000009\r\n\t\r', 5)
    expect(desk.codes).toEqual(['861888080000009'])
    expect(desk.page).toEqual([])
    desk.type('\r', 300)
    expect(desk.page).toEqual(['Enter'])
  })

  it('reads scans without a pause between', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type('OSECACK\r861888080000009\rOSECACK\r', 2)
    expect([desk.codes, desk.page]).toEqual([['OSECACK', '861888080000009', 'OSECACK'], []])
  })

  it('discards a scan that stops, and does not join it with the next', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type('893401000', 5)
    expect(desk.focus()).toBe('taken')
    desk.wait(300)
    expect([desk.discarded, desk.page, desk.focus()]).toEqual([['incomplete'], [], 'field'])
    desk.type('861888080000009\r', 5)
    expect(desk.codes).toEqual(['861888080000009'])
  })

  it('does not take the rest of a code for the code', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type('ab', 5)
    // An accent that the PC waits with comes without a place.
    desk.key({ key: 'Unidentified', code: '' }, 5)
    desk.type('861888080000009\r', 5)
    desk.settle()
    expect(desk.codes).toEqual([])
    expect(desk.discarded).toEqual(['incomplete'])
  })

  it('shows that a character could not be read', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type('861888080', 5)
    desk.key({ key: 'Dead', code: 'BracketLeft' }, 5)
    desk.key({ key: 'Unidentified', code: '' }, 5)
    desk.type('000009\r', 5)
    expect(desk.codes).toEqual(['861888080[\ufffd000009'])
  })

  it('reads keys that have a name and no place', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type('86188808000000', 5)
    desk.key({ key: '9', code: '' }, 5)
    desk.key({ key: 'Enter', code: '' }, 5)
    expect([desk.codes, desk.page]).toEqual([['861888080000009'], []])
  })

  it('lets a function key of the person through a scan', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type('86188808', 5)
    desk.key({ key: 'F2', code: 'F2' }, 5)
    desk.type('0000009\r', 5)
    expect(desk.codes).toEqual(['861888080000009'])
    expect(desk.page).toEqual(['F2'])
  })

  it('discards what has no end, once, and reads on', () => {
    const desk = keyboard()
    desk.wait(500)
    desk.type(`${'A'.repeat(9000)}\r`, 1)
    expect([desk.discarded, desk.codes, desk.page]).toEqual([['too-long'], [], []])
    desk.wait(500)
    desk.type('861888080000009\r', 5)
    expect(desk.codes).toEqual(['861888080000009'])
  })

  it('gives everything back, or discards it, when it ends', () => {
    const desk = keyboard()
    desk.type('ab', 10)
    expect(desk.capture.reset()).toMatchObject([{ kind: 'release', keys: [{ key: 'a' }, { key: 'b' }] }])
    desk.wait(500)
    desk.type('8618880', 5)
    const discarded = { kind: 'discarded', reason: 'incomplete', raw: '8618880' }
    expect(desk.capture.reset()).toEqual([discarded, { kind: 'freed' }])
    expect(desk.capture.expiresAt()).toBeNull()
  })
})

describe('a keyboard scanner with prefix', () => {
  it.each<readonly [string, WedgeSettings, string, string]>([
    ['one character', { prefix: '~' }, '~861888080000009\r', '861888080000009'],
    ['two', { prefix: '~!' }, '~!861888080000009\r', '861888080000009'],
    ['STX … ETX', { prefix: '\x02', suffix: '\x03' }, '\x02861888080000009\x03', '861888080000009'],
    ['a suffix and Enter', { prefix: '~', suffix: '##' }, '~A#B#C##\r', 'A#B#C'],
    ['Enter as suffix', { prefix: '~', suffix: '\r' }, '~8934\t8618\r', '8934\t8618'],
    ['an AIM id behind the prefix', { prefix: '~' }, '~]Q1861888080000009\r', ']Q1861888080000009'],
    ['the bracket of the AIM id as prefix', { prefix: ']' }, ']Q1861888080000009\r', ']Q1861888080000009'],
    ['a short code', { prefix: '~' }, '~OSED1\r', 'OSED1'],
  ])('%s', (_name, settings, sent, code) => {
    for (const gap of [1, 10, 60]) {
      const desk = keyboard(settings)
      desk.wait(500)
      desk.type(sent, gap)
      desk.settle()
      expect([desk.codes, desk.page, desk.discarded]).toEqual([[code], [], []])
    }
  })

  it('reads an AIM id all the same, at the speed of any scanner', () => {
    const desk = keyboard({ prefix: '~' })
    desk.wait(500)
    desk.type(']Q1861888080000009\r', 10)
    expect([desk.codes, desk.page]).toEqual([[']Q1861888080000009'], []])
  })

  it('holds no key that does not begin like it', () => {
    const desk = keyboard({ prefix: '~' })
    desk.type('abc ', 1)
    desk.type('\r', 1)
    expect(desk.page).toEqual(['a', 'b', 'c', ' ', 'Enter'])
    expect(desk.capture.expiresAt()).toBeNull()
  })

  it('gives back a prefix that a person typed', () => {
    const desk = keyboard({ prefix: '~!' })
    desk.type('~', 100)
    desk.wait(framedGapMs)
    desk.type('~a', 50)
    desk.type('~~!', 50)
    desk.settle()
    expect(desk.page).toEqual(['~', '~', 'a', '~', '~', '!'])
    expect(desk.discarded).toEqual([])
  })

  it('takes nothing for a scan that is as slow as a person, whatever it begins with', () => {
    const desk = keyboard({ prefix: '~' })
    desk.type('~hola\r', [200, 80, 80, 110, 110, 110])
    expect([desk.codes, desk.discarded]).toEqual([[], ['incomplete']])
  })

  it('begins anew where the prefix is a control character', () => {
    const desk = keyboard({ prefix: '\x02', suffix: '\x03' })
    desk.type(']A', 200)
    desk.type('\x02861888\x02867572080000000\x03', 10)
    expect([desk.codes, desk.page, desk.discarded]).toEqual([['867572080000000'], [']', 'A'], ['incomplete']])
  })

  it('discards a code that lost its suffix', () => {
    const desk = keyboard({ prefix: '~', suffix: '#' })
    desk.wait(500)
    desk.type('~861888080000009\r\r', 5)
    expect([desk.discarded, desk.codes, desk.page]).toEqual([['incomplete'], [], []])
  })
})
