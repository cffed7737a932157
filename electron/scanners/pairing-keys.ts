import { type KeyboardLayout, keyboardLayouts } from '../../shared/scanner-settings.ts'
import { characterOf, isDeadKey, type PressedKey, withoutPosition } from './keyboard-layouts.ts'
import { type Around, aroundCode, longestAffix, type PairingProblem } from './pairing-affixes.ts'

/** A key by its place, and by what the PC made of it. */
export type NamedKey = PressedKey & { readonly key: string }

export interface KeyboardReading {
  readonly layout: KeyboardLayout
  readonly prefix?: string
  readonly suffix?: string
}

export type KeysMatch =
  | {
      readonly kind: 'found'
      readonly reading: KeyboardReading
      readonly aim: string | null
      /** What ends a code: a key, or only the suffix. */
      readonly end: 'Enter' | 'Tab' | 'suffix'
    }
  | { readonly kind: 'problem'; readonly problem: PairingProblem }

/**
 * Finds the pairing code in the keys of one burst, and with it the layout that the scanner is set to: the one of which
 * these keys are the code.
 */
export function matchKeys(keys: readonly NamedKey[], code: string): KeysMatch {
  for (const wanted of [code, code.replace('#', '')]) {
    for (const layout of keyboardLayouts) {
      const around = aroundCode(textOf(keys, layout), wanted)
      // Without its `#` the code could be of a layout that has it in an ordinary place.
      if (around !== null && (wanted === code || needsAltGr.has(layout))) return readingOf(around, layout)
    }
  }
  return { kind: 'problem', problem: isAltMode(keys) ? 'alt-mode' : 'other' }
}

/** Layouts whose `#` is made with AltGr, which a PC with an English layout may keep for itself. */
const needsAltGr: ReadonlySet<KeyboardLayout> = new Set(['es'])

function textOf(keys: readonly NamedKey[], layout: KeyboardLayout): string {
  let text = ''
  for (const key of keys) {
    // On a PC whose layout has no AltGr its key is a second Alt.
    const withAltGr = key.alt ? characterOf({ ...key, altGr: true }, layout) : null
    const character = characterOf(key, layout) ?? withAltGr ?? withoutPosition(key)
    if (character === ' ' && isDeadKey(text.slice(-1), layout)) continue
    text += character ?? ''
  }
  return text
}

function readingOf({ prefix, aim, aimIsFirst, behind }: Around, layout: KeyboardLayout): KeysMatch {
  const [, printed = '', end = ''] = /^([^\r\n\t]*)([\r\n\t]*)$/.exec(behind) ?? []
  if (behind === '') return { kind: 'problem', problem: 'no-end' }
  if (aim !== null && aimIsFirst && prefix !== '') return { kind: 'problem', problem: 'prefix-behind-aim' }
  // Enter and Tab end a code by themselves; of another sequence the whole is the end.
  const isPlain = printed === '' && /^[\r\t]/.test(end)
  const suffix = isPlain ? '' : printed === '' ? behind : printed
  if (prefix.length > longestAffix || suffix.length > longestAffix) {
    return { kind: 'problem', problem: 'affix-too-long' }
  }
  return {
    kind: 'found',
    reading: { layout, ...(prefix !== '' && { prefix }), ...(suffix !== '' && { suffix }) },
    aim,
    end: end.startsWith('\t') ? 'Tab' : end === '' ? 'suffix' : 'Enter',
  }
}

/** Alt held down while numbers are pressed on the keypad. */
function isAltMode(keys: readonly NamedKey[]): boolean {
  return keys.filter((key) => key.alt && key.code.startsWith('Numpad')).length >= 6
}
