import type { ZoomChange } from '../../shared/domain/zoom.ts'

export interface PressedKey {
  /** As the browser names it: `a`, `F11`, `ArrowLeft`. */
  readonly key: string
  readonly control: boolean
  readonly alt: boolean
  readonly meta: boolean
  readonly shift: boolean
}

/** What is written and moved with; the station's own keys are F1 to F10, but F5. */
const plainKeys =
  /^(?:.|F[1-46-9]|F10|Enter|Tab|Backspace|Delete|Insert|Escape|Home|End|Page(?:Up|Down)|Arrow\w+|Shift|Control|Alt|AltGraph|Meta|CapsLock|NumLock|Dead|Process|Unidentified)$/u
const editing = /^[acvxyz]$/i

/**
 * Whether a key may reach the page in station mode: writing, moving, editing a field, the station's own keys. A list
 * of what is allowed, because what a browser does on a chord is more with every version. F5 would load the page anew.
 */
export function isKioskKey({ key, control, alt, meta }: PressedKey): boolean {
  if (meta && key !== 'Meta') return false
  // AltGr comes as Ctrl + Alt on Windows: @ and € of a Spanish keyboard.
  if (control && alt) return [...key].length === 1 || key === 'Control' || key.startsWith('Alt')
  if (alt) return key.startsWith('Alt')
  if (control) return key === 'Control' || editing.test(key) || /^(?:Arrow\w+|Home|End|Backspace|Delete)$/.test(key)
  return plainKeys.test(key)
}

/**
 * Ctrl with +, − or 0, with or without the keypad. Not Ctrl + Shift + −: that is how a scanner's US control character
 * comes.
 */
export function zoomKey({ key, control, alt, meta, shift }: PressedKey): ZoomChange | null {
  if (!control || alt || meta) return null
  if (key === '+' || key === '=') return 'in'
  if (key === '-' && !shift) return 'out'
  return key === '0' && !shift ? 'reset' : null
}
