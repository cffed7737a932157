import { describe, expect, it } from 'vitest'
import { type KeyboardLayout, keyboardLayouts } from '../../shared/scanner-settings.ts'
import { characterOf, isDeadKey, type PressedKey } from './keyboard-layouts.ts'

const plain = { shift: false, control: false, alt: false, meta: false, altGr: false }
const press = (code: string, more: Partial<PressedKey> = {}) => ({ ...plain, code, ...more })

describe('keyboard layouts', () => {
  it.each<readonly [KeyboardLayout, string, Partial<PressedKey>, string]>([
    ['us', 'Semicolon', { shift: true }, ':'],
    ['us', 'Backslash', { shift: true }, '|'],
    ['us', 'Slash', {}, '/'],
    ['es', 'Period', { shift: true }, ':'],
    ['es', 'Digit1', { altGr: true }, '|'],
    // Windows tells AltGr as two keys.
    ['es', 'Digit1', { control: true, alt: true }, '|'],
    ['es', 'BracketRight', { altGr: true }, ']'],
    ['es', 'Slash', {}, '-'],
    ['es', 'Digit7', { shift: true }, '/'],
    ['es', 'Quote', { altGr: true }, '{'],
    ['de', 'KeyY', { shift: true }, 'Z'],
    ['de', 'KeyZ', {}, 'y'],
    ['de', 'Digit9', { altGr: true }, ']'],
    ['de', 'IntlBackslash', { altGr: true }, '|'],
    ['uk', 'Quote', { shift: true }, '@'],
    ['uk', 'Digit2', { shift: true }, '"'],
    ['uk', 'IntlBackslash', { shift: true }, '|'],
  ])('%s %s', (layout, code, more, character) => {
    expect(characterOf(press(code, more), layout)).toBe(character)
  })

  it.each(keyboardLayouts)('%s can type every character of our codes', (layout) => {
    const codes = [
      ...[...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'].map((letter) => `Key${letter}`),
      ...[...'0123456789'].map((digit) => `Digit${digit}`),
      ...'Backquote Minus Equal BracketLeft BracketRight Backslash IntlBackslash Semicolon Quote Comma Period Slash Space'.split(
        ' ',
      ),
    ]
    const typed = new Set(
      codes.flatMap((code) =>
        [{}, { shift: true }, { altGr: true }].map((more) => characterOf(press(code, more), layout)),
      ),
    )
    for (const character of 'ABCXYZabcxyz0123456789 :;,|/-_(){}[]"=.#~') expect([...typed]).toContain(character)
  })

  it('knows the keys that are the same everywhere', () => {
    for (const layout of keyboardLayouts) {
      expect(characterOf(press('Enter'), layout)).toBe('\r')
      expect(characterOf(press('NumpadEnter'), layout)).toBe('\r')
      expect(characterOf(press('Tab'), layout)).toBe('\t')
      expect(characterOf(press('Numpad7'), layout)).toBe('7')
      expect(characterOf(press('NumpadSubtract'), layout)).toBe('-')
      expect(characterOf(press('BracketRight', { control: true }), layout)).toBe('\x1d')
      expect(characterOf(press('KeyB', { control: true }), layout)).toBe('\x02')
    }
  })

  it.each([
    press('F2'),
    press(''),
    press('constructor'),
    press('KeyA', { alt: true }),
    press('KeyA', { meta: true }),
    press('Digit1', { control: true }),
    press('Backspace'),
  ])('has no character for %j', (key) => {
    expect(characterOf(key, 'us')).toBeNull()
  })

  it('knows which accents wait', () => {
    expect(isDeadKey('^', 'de')).toBe(true)
    expect(isDeadKey('^', 'us')).toBe(false)
    expect(isDeadKey('', 'es')).toBe(false)
  })
})
