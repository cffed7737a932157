import { describe, expect, it } from 'vitest'
import { isKioskKey, type PressedKey, zoomKey } from './kiosk-keys.ts'

/** `Ctrl+Shift+I` as the event of it. */
function pressed(chord: string): PressedKey {
  const key = /(?<=\+)\+$|[^+]*$|^\+$/.exec(chord)?.[0] ?? ''
  const has = (name: string) => chord.slice(0, -key.length).split('+').includes(name)
  return {
    key: chord === '+' ? '+' : key,
    control: has('Ctrl'),
    alt: has('Alt'),
    meta: has('Meta'),
    shift: has('Shift'),
  }
}

describe('isKioskKey', () => {
  it.each([
    'F11',
    'F12',
    'F5',
    'Ctrl+W',
    'Ctrl+w',
    'Ctrl+R',
    'Ctrl+Shift+R',
    'Ctrl+Shift+I',
    'Ctrl+Q',
    'Ctrl+N',
    'Ctrl+P',
    'Ctrl+Tab',
    'Ctrl+F4',
    'Alt+F4',
    'Alt+ArrowLeft',
    'Alt+ ',
    'Alt+Tab',
    'Meta+d',
    'Ctrl+Alt+Delete',
    'BrowserBack',
    'ContextMenu',
    'PrintScreen',
  ])('%s is refused', (chord) => {
    expect(isKioskKey(pressed(chord))).toBe(false)
  })

  it.each([
    'a',
    'ñ',
    '7',
    ' ',
    'F1',
    'F3',
    'F4',
    'F7',
    'F9',
    'F10',
    'Enter',
    'Tab',
    'Shift+Tab',
    'Escape',
    'ArrowDown',
    'Ctrl+c',
    'Ctrl+V',
    'Ctrl+Alt+@',
    'AltGraph',
    'Dead',
  ])('%s passes', (chord) => {
    expect(isKioskKey(pressed(chord))).toBe(true)
  })
})

describe('zoomKey', () => {
  it.each([
    ['Ctrl++', 'in'],
    ['Ctrl+Shift++', 'in'],
    ['Ctrl+=', 'in'],
    ['Ctrl+-', 'out'],
    ['Ctrl+0', 'reset'],
    ['Ctrl+Shift+-', null],
    ['Ctrl+Shift+_', null],
    ['+', null],
    ['0', null],
    ['Ctrl+Alt+0', null],
  ] as const)('%s: %s', (chord, change) => {
    expect(zoomKey(pressed(chord))).toBe(change)
  })
})
