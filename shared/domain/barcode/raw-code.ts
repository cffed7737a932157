import { hiddenCharacter, maskBadgesInPlace } from './command-code.ts'

/** One byte as a person may see it. */
export interface ShownByte {
  /** Two hexadecimal digits; `••` where a badge's token stands. */
  readonly hex: string
  /** The printable ASCII character, the name of a control character, `·` for any other byte, `•` where it is hidden. */
  readonly sign: string
}

/** The two-letter and three-letter names of ASCII's control characters (ISO/IEC 646). */
const controlNames =
  'NUL SOH STX ETX EOT ENQ ACK BEL BS TAB LF VT FF CR SO SI DLE DC1 DC2 DC3 DC4 NAK SYN ETB CAN EM SUB ESC FS GS RS US'.split(
    ' ',
  )

/** The name of a control character, e.g. `GS`; null for every other. */
export function controlName(byte: number): string | null {
  return byte === 0x7f ? 'DEL' : (controlNames[byte] ?? null)
}

const hiddenByte: ShownByte = { hex: hiddenCharacter.repeat(2), sign: hiddenCharacter }

/**
 * The bytes of a code for the view of raw codes. A badge's token is hidden in both columns, also where a parity bit
 * disfigures its characters.
 * @param isPiece the code is not whole: then every longer run of letters and digits may be a piece of a token
 */
export function shownBytes(bytes: Uint8Array, isPiece: boolean): readonly ShownByte[] {
  const hidden = hiddenPlaces(bytes, isPiece)
  return [...bytes].map((byte, at) => (hidden[at] === true ? hiddenByte : shownByte(byte)))
}

function shownByte(byte: number): ShownByte {
  const isPrintable = byte >= 0x20 && byte < 0x7f
  const sign = controlName(byte) ?? (isPrintable ? String.fromCharCode(byte) : '·')
  return { hex: byte.toString(16).padStart(2, '0').toUpperCase(), sign }
}

function hiddenPlaces(bytes: Uint8Array, isPiece: boolean): readonly boolean[] {
  // Latin-1: one character per byte, so that the places stay. The second time without the eighth bit.
  const masked = [0xff, 0x7f].map((bits) => {
    const text = maskBadgesInPlace(Array.from(bytes, (byte) => String.fromCharCode(byte & bits)).join(''))
    return isPiece ? maskPieces(text) : text
  })
  return Array.from(bytes, (_, at) => masked.some((text) => text[at] === hiddenCharacter))
}

/** Six characters of a token are thirty bits of its 130; a run of digits alone is a unit's number, which is no secret. */
function maskPieces(text: string): string {
  return text.replace(/[0-9A-Za-z]{6,}/g, (run) => (/[A-Za-z]/.test(run) ? hiddenCharacter.repeat(run.length) : run))
}
