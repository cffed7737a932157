import { EventEmitter } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { keyboardScannerSchema } from '../../shared/scanner-settings.ts'
import { createKeyboardScanner, type KeyboardPage } from './keyboard.ts'

type Input = Parameters<Parameters<KeyboardPage['on']>[1]>[1]
type KeyboardInputEvent = Parameters<KeyboardPage['sendInputEvent']>[0]

/** As Electron's page: what is sent comes by the listeners again, at once, and only then reaches the document. */
class Page extends EventEmitter implements KeyboardPage {
  readonly seen: string[] = []
  readonly scripts: string[] = []

  sendInputEvent({ type, keyCode }: KeyboardInputEvent): void {
    if (type === 'char') this.seen.push(`char ${keyCode}`)
    else if (!this.prevented(inputOf(keyCode, '', { type }))) this.seen.push(`${type} ${keyCode}`)
  }

  executeJavaScriptInIsolatedWorld(_world: number, scripts: { code: string }[]): Promise<unknown> {
    this.scripts.push(...scripts.map(({ code }) => (code.includes('blur') ? 'blur' : 'focus')))
    return Promise.reject(new Error('the page is gone'))
  }

  press(key: string, code: string, more: Partial<Input> = {}): void {
    for (const type of ['keyDown', 'keyUp'] as const) {
      if (!this.prevented(inputOf(key, code, { ...more, type }))) this.seen.push(`native ${type} ${key}`)
    }
  }

  private prevented(input: Input): boolean {
    let isPrevented = false
    this.emit('before-input-event', { preventDefault: () => (isPrevented = true) }, input)
    return isPrevented
  }
}

function inputOf(key: string, code: string, more: Partial<Input>): Input {
  const input: Input = {
    type: 'keyDown',
    key,
    code,
    isAutoRepeat: false,
    isComposing: false,
    shift: false,
    control: false,
    alt: false,
    meta: false,
    location: 0,
    modifiers: [],
  }
  return { ...input, ...more }
}

function open(settings: object = {}) {
  const page = new Page()
  const codes: unknown[] = []
  const discarded: string[] = []
  const states: string[] = []
  const scanner = createKeyboardScanner(
    keyboardScannerSchema.parse({ id: 'wedge', kind: 'keyboard', ...settings }),
    page,
  )
  scanner.start(
    (code) => codes.push(code),
    ({ state }) => states.push(state),
    (reason) => discarded.push(reason),
  )
  return { page, codes, discarded, states, scanner }
}

/** Not in Electron's types. */
const altGr: object = { _modifiers: 1 << 15 }

const digits = (page: Page, text: string) => {
  for (const digit of text) page.press(digit, `Digit${digit}`)
}

describe('the keyboard scanner at a page', () => {
  it('gives a scan to the program, and nothing of it to the page', () => {
    const { page, codes, states, discarded } = open()
    const before = Date.now()
    digits(page, '861888080000009')
    page.press('Enter', 'Enter')
    expect(codes).toEqual([
      {
        text: '861888080000009',
        at: expect.any(Number),
        scannerId: 'wedge',
        kind: 'keyboard',
        raw: Buffer.from('861888080000009\r'),
      },
    ])
    expect(codes).toMatchObject([{ at: expect.toSatisfy((at: number) => at >= before && at <= Date.now()) }])
    expect([page.seen, page.scripts, states, discarded]).toEqual([[], ['blur', 'focus'], ['open'], []])
  })

  it('gives a person the key back as a page knows it, a character with its shift', async () => {
    const { page } = open()
    page.press('A', 'KeyA', { shift: true })
    expect(page.seen).toEqual([])
    await expect.poll(() => page.seen).toEqual(['keyDown A', 'char A', 'keyUp A'])
    page.press(' ', 'Space')
    page.press('Enter', 'Enter')
    expect(page.seen.slice(3)).toEqual([
      'keyDown Space',
      'char  ',
      'keyUp Space',
      'keyDown Enter',
      'char \r',
      'keyUp Enter',
    ])
    expect(page.scripts).toEqual([])
  })

  it('gives what is held before the key that is not', () => {
    const { page } = open()
    page.press('ñ', 'Semicolon')
    page.press('Backspace', 'Backspace')
    expect(page.seen).toEqual(['keyDown ñ', 'char ñ', 'keyUp ñ', 'native keyDown Backspace', 'native keyUp Backspace'])
  })

  it('gives back a shortcut without a character', async () => {
    const { page } = open({ prefix: '\x02' })
    page.press('b', 'KeyB', { control: true })
    await expect.poll(() => page.seen).toEqual(['keyDown b', 'keyUp b'])
  })

  it('reads AltGr of the scanner layout, which Electron tells only in its bits', () => {
    const { page, codes } = open({ layout: 'es' })
    digits(page, '861888080000009')
    page.press('|', 'Digit1', altGr)
    digits(page, '89882390000000000011')
    page.press('Enter', 'Enter')
    expect(codes).toMatchObject([{ text: '861888080000009|89882390000000000011' }])
  })

  it('discards a scan that stops, and touches no key once it was stopped itself', async () => {
    const { page, codes, discarded, scanner } = open()
    digits(page, '8618880')
    await expect.poll(() => discarded).toEqual(['incomplete'])
    expect(page.seen).toEqual([])
    page.press('a', 'KeyA')
    await scanner.stop()
    expect(page.seen).toEqual(['keyDown a', 'char a', 'keyUp a'])
    digits(page, '861888080000009')
    page.press('Enter', 'Enter')
    await sleep(60)
    expect(page.seen).toHaveLength(3 + 2 * 16)
    expect(codes).toEqual([])
  })
})
