import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { KeyboardScannerSettings } from '../../shared/scanner-settings.ts'
import {
  type CaptureAction,
  createKeyboardCapture,
  framedGapMs,
  type Key,
  unframedGapMs,
  unframedKeys,
} from './keyboard-capture.ts'
import { characterOf } from './keyboard-layouts.ts'

type Settings = Partial<KeyboardScannerSettings>

const usCodes = [
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
  ...[...'0123456789'].map((digit) => `Digit${digit}`),
  ...'Backquote Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Comma Period Slash Space Enter Tab'.split(' '),
]
const plain = { shift: false, control: false, alt: false, meta: false, altGr: false }
const usKeys = new Map<string, Pick<Key, 'code' | 'shift' | 'control'>>()
for (const code of usCodes) {
  for (const shift of [true, false]) {
    const character = characterOf({ ...plain, code, shift }, 'us')
    if (character !== null) usKeys.set(character, { code, shift, control: false })
  }
}
for (const [character, code] of [['\x02', 'KeyB'], ['\x03', 'KeyC'], ['\x1d', 'BracketRight'], ['\n', 'KeyJ']] as const) {
  usKeys.set(character, { code, shift: false, control: true })
}

function press(character: string, more: Partial<Key> = {}): Key {
  const found = usKeys.get(character)
  if (found === undefined) throw new Error(`no key for ${JSON.stringify(character)}`)
  const key = character === '\r' ? 'Enter' : character === '\t' ? 'Tab' : character
  return { ...plain, type: 'down', key, repeat: false, composing: false, ...found, ...more }
}

/** A page and its keyboard: what the page sees and what the scanner gives. */
function keyboard(settings: Settings = {}) {
  const capture = createKeyboardCapture({ id: 'wedge', kind: 'keyboard', layout: 'us', ...settings })
  const page: string[] = []
  const codes: string[] = []
  const discarded: string[] = []
  let focus = 'field'
  let now = 1000

  function act(actions: readonly CaptureAction[]): void {
    for (const action of actions) {
      if (action.kind === 'release') page.push(...action.keys.map((key) => key.key))
      else if (action.kind === 'code') codes.push(action.text)
      else if (action.kind === 'discarded') discarded.push(action.reason)
      else focus = action.kind === 'captured' ? 'taken' : 'field'
    }
  }

  /** Time goes on, and the timer comes when it is due. */
  function wait(ms: number): void {
    const until = now + ms
    for (let due = capture.expiresAt(); due !== null && due <= until; due = capture.expiresAt()) {
      now = due
      act(capture.expire(due))
    }
    now = until
  }

  function down(key: Key, gap: number): void {
    wait(gap)
    const { swallow, actions } = capture.key(key, now)
    act(actions)
    if (!swallow) page.push(key.key)
    const up = capture.key({ ...key, type: 'up' }, now)
    act(up.actions)
    if (up.swallow !== swallow) page.push(`${key.key} up ${up.swallow}`)
  }

  return {
    capture,
    page,
    codes,
    discarded,
    focus: () => focus,
    wait,
    key: (key: Partial<Key> & Pick<Key, 'key' | 'code'>, gap = 200) =>
      down({ ...plain, type: 'down', repeat: false, composing: false, ...key }, gap),
    type(text: string, gap: number | readonly number[]) {
      for (const [index, character] of [...text].entries()) down(press(character), typeof gap === 'number' ? gap : (gap[index % gap.length] ?? 0))
    },
    settle: () => wait(1000),
  }
}

describe('a keyboard scanner without prefix', () => {
  it.each(['861888080000009', 'OSECUNDO', 'BATCH:WH/MO/00123:7', '861888080000009|89882390000000000011', ']C18002861888080000009\x1d2189', '000000'])(
    'reads %j, and nothing of it reaches the page',
    (code) => {
      for (const end of ['\r', '\t']) {
        const desk = keyboard()
        desk.wait(500)
        desk.type(code + end, 5)
        desk.settle()
        expect([desk.codes, desk.page, desk.discarded, desk.focus()]).toEqual([[code], [], [], 'field'])
      }
    },
  )

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
    expect(desk.capture.reset()).toEqual([{ kind: 'discarded', reason: 'incomplete' }, { kind: 'freed' }])
    expect(desk.capture.expiresAt()).toBeNull()
  })
})

describe('a keyboard scanner with prefix', () => {
  it.each<readonly [string, Settings, string, string]>([
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

const printable = [...usKeys.keys()].filter((character) => character >= ' ')
const code = fc.string({ unit: fc.constantFrom(...printable), minLength: unframedKeys, maxLength: 60 })

describe('a person and a scanner at one keyboard', () => {
  // A fast typist: rollovers of two or three keys, never of more.
  const typed = fc.array(
    fc.record({
      text: fc.string({ unit: fc.constantFrom(...printable, '\r', '\t'), minLength: 1, maxLength: 3 }),
      roll: fc.integer({ min: 5, max: 39 }),
      gap: fc.integer({ min: 75, max: 400 }),
    }),
    { maxLength: 25 },
  )

  it('never takes typed text for a scan, and loses or turns round none of it', () => {
    const settings = fc.constantFrom<Settings>({}, { prefix: '~' }, { prefix: '~', suffix: '#' }, { prefix: '\x02', suffix: '\x03' })
    fc.assert(
      fc.property(settings, typed, (chosen, words) => {
        const desk = keyboard(chosen)
        for (const { text, roll, gap } of words) desk.type(text, [gap, roll, roll])
        desk.settle()
        // Behind a prefix that a person types faster than anybody does, the text may be lost, but is no scan.
        expect(desk.codes).toEqual([])
        if (chosen.prefix !== '~') {
          expect(desk.page).toEqual(words.flatMap(({ text }) => [...text].map((character) => press(character).key)))
        }
      }),
      { numRuns: 400 },
    )
  })

  it('loses no scan with prefix and suffix, at 1 to 60 ms a key, between any typing', () => {
    const sent = fc.tuple(code.filter((text) => !text.includes('#')), fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 }))
    fc.assert(
      fc.property(fc.array(fc.tuple(typed, sent), { maxLength: 4 }), (turns) => {
        const desk = keyboard({ prefix: '\x02', suffix: '\x03' })
        for (const [words, [scan, gaps]] of turns) {
          for (const { text, roll, gap } of words) desk.type(text, [gap, roll, roll])
          desk.type(`\x02${scan}\x03`, gaps)
        }
        desk.settle()
        expect(desk.codes).toEqual(turns.map(([, [scan]]) => scan))
        const text = turns.flatMap(([words]) => words.flatMap((word) => [...word.text]))
        const typedEnds = text.filter((character) => character !== '\r' && character !== '\t')
        expect(desk.page.filter((key) => key !== 'Enter' && key !== 'Tab')).toEqual(typedEnds)
      }),
      { numRuns: 300 },
    )
  })

  it('loses no scan without them, at up to 39 ms a key, after a pause', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(typed, code, fc.integer({ min: 1, max: 39 })), { maxLength: 4 }), (turns) => {
        const desk = keyboard()
        for (const [words, scan, gap] of turns) {
          for (const { text, roll, gap: pause } of words) desk.type(text, [pause, roll, roll])
          desk.wait(100)
          desk.type(`${scan}\r`, gap)
          desk.wait(100)
        }
        expect(desk.codes).toEqual(turns.map(([, scan]) => scan))
        expect(desk.page).toEqual(turns.flatMap(([words]) => words.flatMap(({ text }) => [...text].map((character) => press(character).key))))
      }),
      { numRuns: 300 },
    )
  })
})
