/**
 * How a text begins: with the scanner's prefix, with an AIM id, with a piece of either, or with neither.
 * An AIM id (`]` + letter + modifier, ISO/IEC 15424) needs no setting; scanners that send it send it first.
 */
export type Frame = 'prefix' | 'partly-prefix' | 'aim' | 'partly-aim' | 'none'

export function frameOf(text: string, prefix: string | undefined): Frame {
  if (prefix !== undefined && text.startsWith(prefix)) return 'prefix'
  if (/^\][A-Za-z][0-9A-Za-z]/.test(text)) return 'aim'
  if (text === '') return 'none'
  if (prefix?.startsWith(text)) return 'partly-prefix'
  return /^\][A-Za-z]?$/.test(text) ? 'partly-aim' : 'none'
}
