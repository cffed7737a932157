import { createKeyboardCapture } from '../../electron/scanners/keyboard-capture.ts'
import type { Key } from '../../electron/scanners/keyboard-layouts.ts'
import { characterOf } from '../../electron/scanners/keyboard-layouts.ts'
import type { CaptureAction } from '../../electron/scanners/keyboard-run.ts'
import type { KeyboardScannerSettings } from '../../shared/scanner-settings.ts'

export type WedgeSettings = Partial<KeyboardScannerSettings>

const usCodes = [
  ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
  ...[...'0123456789'].map((digit) => `Digit${digit}`),
  ...'Backquote Minus Equal BracketLeft BracketRight Backslash Semicolon Quote Comma Period Slash Space Enter Tab'.split(
    ' ',
  ),
]
const plain = { shift: false, control: false, alt: false, meta: false, altGr: false }
/** The keys of a US keyboard by their characters. */
export const usKeys = new Map<string, Pick<Key, 'code' | 'shift' | 'control'>>()
for (const code of usCodes) {
  for (const shift of [true, false]) {
    const character = characterOf({ ...plain, code, shift }, 'us')
    if (character !== null) usKeys.set(character, { code, shift, control: false })
  }
}
for (const [character, code] of [
  ['\x02', 'KeyB'],
  ['\x03', 'KeyC'],
  ['\x1d', 'BracketRight'],
  ['\n', 'KeyJ'],
] as const) {
  usKeys.set(character, { code, shift: false, control: true })
}

export function press(character: string, more: Partial<Key> = {}): Key {
  const found = usKeys.get(character)
  if (found === undefined) throw new Error(`no key for ${JSON.stringify(character)}`)
  const key = character === '\r' ? 'Enter' : character === '\t' ? 'Tab' : character
  return { ...plain, type: 'down', key, repeat: false, composing: false, ...found, ...more }
}

/** A page and its keyboard: what the page sees and what the scanner gives. Time is what the story says. */
export function keyboard(settings: WedgeSettings = {}) {
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
      for (const [index, character] of [...text].entries())
        down(press(character), typeof gap === 'number' ? gap : (gap[index % gap.length] ?? 0))
    },
    settle: () => wait(1000),
  }
}
