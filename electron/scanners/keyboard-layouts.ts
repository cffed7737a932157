import type { KeyboardLayout } from '../../shared/scanner-settings.ts'

/** Characters of a physical key: plain, with Shift, with AltGr. */
type KeyCharacters = readonly [plain: string, shift: string, altGr?: string]
type Layout = Readonly<Record<string, KeyCharacters>>

/** Physical keys by their UI Events `code`, which names the key of a US keyboard in that place. */
const us: Layout = {
  Backquote: ['`', '~'],
  Digit1: ['1', '!'],
  Digit2: ['2', '@'],
  Digit3: ['3', '#'],
  Digit4: ['4', '$'],
  Digit5: ['5', '%'],
  Digit6: ['6', '^'],
  Digit7: ['7', '&'],
  Digit8: ['8', '*'],
  Digit9: ['9', '('],
  Digit0: ['0', ')'],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backslash: ['\\', '|'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  IntlBackslash: ['\\', '|'],
}

const uk: Layout = {
  ...us,
  Backquote: ['`', '¬', '¦'],
  Digit2: ['2', '"'],
  Digit3: ['3', '£'],
  Digit4: ['4', '$', '€'],
  Quote: ["'", '@'],
  Backslash: ['#', '~'],
}

const european: Layout = {
  Digit1: ['1', '!', '|'],
  Digit2: ['2', '"', '@'],
  Digit3: ['3', '·', '#'],
  Digit4: ['4', '$', '~'],
  Digit5: ['5', '%', '€'],
  Digit6: ['6', '&', '¬'],
  Digit7: ['7', '/'],
  Digit8: ['8', '('],
  Digit9: ['9', ')'],
  Digit0: ['0', '='],
  IntlBackslash: ['<', '>'],
  Comma: [',', ';'],
  Period: ['.', ':'],
  Slash: ['-', '_'],
}

const es: Layout = {
  ...european,
  Backquote: ['º', 'ª', '\\'],
  Minus: ["'", '?'],
  Equal: ['¡', '¿'],
  BracketLeft: ['`', '^', '['],
  BracketRight: ['+', '*', ']'],
  Semicolon: ['ñ', 'Ñ', '~'],
  Quote: ['´', '¨', '{'],
  Backslash: ['ç', 'Ç', '}'],
  KeyE: ['e', 'E', '€'],
}

const de: Layout = {
  ...european,
  Backquote: ['^', '°'],
  Digit1: ['1', '!'],
  Digit2: ['2', '"', '²'],
  Digit3: ['3', '§', '³'],
  Digit4: ['4', '$'],
  Digit5: ['5', '%'],
  Digit6: ['6', '&'],
  Digit7: ['7', '/', '{'],
  Digit8: ['8', '(', '['],
  Digit9: ['9', ')', ']'],
  Digit0: ['0', '=', '}'],
  Minus: ['ß', '?', '\\'],
  Equal: ['´', '`'],
  BracketLeft: ['ü', 'Ü'],
  BracketRight: ['+', '*', '~'],
  Semicolon: ['ö', 'Ö'],
  Quote: ['ä', 'Ä'],
  Backslash: ['#', "'"],
  IntlBackslash: ['<', '>', '|'],
  KeyY: ['z', 'Z'],
  KeyZ: ['y', 'Y'],
  KeyQ: ['q', 'Q', '@'],
  KeyE: ['e', 'E', '€'],
}

const layouts: Readonly<Record<KeyboardLayout, Layout>> = { us, uk, es, de }

/** Accents that wait for the next letter. A scanner that means the accent itself sends a blank after it. */
const deadKeys: Readonly<Record<KeyboardLayout, string>> = { us: '', uk: '', es: '`^´¨', de: '^´`' }

const numpad: Readonly<Record<string, string>> = {
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
  NumpadDecimal: '.',
}

export interface PressedKey {
  /** UI Events `code`: the place of the key, not what the PC's layout makes of it. */
  readonly code: string
  readonly shift: boolean
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly altGr: boolean
}

/** A key as the window's page would be told of it. */
export interface Key extends PressedKey {
  readonly type: 'down' | 'up'
  /** What the PC made of it; needed to give the key back, and where the key has no place. */
  readonly key: string
  readonly repeat: boolean
  readonly composing: boolean
}

/**
 * The character that a scanner with this layout means by a key, or null when the key has none. Enter is CR, Tab is
 * TAB, Ctrl with a letter the control character, as scanners send STX, ETX and GS. Caps Lock changes nothing: it is
 * the PC's state, and the scanner does not know it.
 */
export function characterOf(key: PressedKey, layout: KeyboardLayout): string | null {
  const { code, shift } = key
  if (code === 'Enter' || code === 'NumpadEnter') return '\r'
  if (code === 'Tab') return '\t'
  if (key.meta) return null
  // Windows tells AltGr as Ctrl and Alt together.
  const altGr = key.altGr || (key.control && key.alt)
  if (!altGr && key.alt) return null
  if (!altGr && key.control) return controlCharacter(code)
  if (code === 'Space') return ' '
  const characters = Object.hasOwn(layouts[layout], code) ? layouts[layout][code] : letterOrNumpad(code)
  if (characters === undefined) return null
  const [plain, shifted, third] = characters
  return altGr ? (third ?? null) : shift ? shifted : plain
}

/** Keys that a program sends (a remote desktop, a test) may have no place on a keyboard; their name has to do. */
export function withoutPosition({ code, key }: { readonly code: string; readonly key: string }): string | null {
  if (code !== '') return null
  if (key === 'Enter') return '\r'
  return key === 'Tab' ? '\t' : [...key].length === 1 ? key : null
}

export function isDeadKey(character: string, layout: KeyboardLayout): boolean {
  return character !== '' && deadKeys[layout].includes(character)
}

function letterOrNumpad(code: string): KeyCharacters | undefined {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return [letter.toLowerCase(), letter]
  const digit = /^Numpad([0-9])$/.exec(code)?.[1] ?? (Object.hasOwn(numpad, code) ? numpad[code] : undefined)
  return digit === undefined ? undefined : [digit, digit]
}

/** Ctrl+A is 1 … Ctrl+Z 26, then the brackets: GS is Ctrl+]. */
function controlCharacter(code: string): string | null {
  const letter = /^Key([A-Z])$/.exec(code)?.[1]
  if (letter !== undefined) return String.fromCharCode(letter.charCodeAt(0) - 64)
  switch (code) {
    case 'BracketLeft':
      return '\x1b'
    case 'Backslash':
      return '\x1c'
    case 'BracketRight':
      return '\x1d'
    default:
      return null
  }
}
