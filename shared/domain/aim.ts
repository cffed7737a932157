/** What kind of symbol a code was read from, by its AIM id (ISO/IEC 15424). */
export type Symbology = (typeof symbologies)[keyof typeof symbologies] | GsOne

type GsOne = 'gs1-128' | 'gs1-data-matrix' | 'gs1-qr' | 'gs1-databar' | 'gs1-dotcode'

const symbologies = {
  A: 'code-39',
  B: 'telepen',
  C: 'code-128',
  D: 'code-one',
  d: 'data-matrix',
  E: 'ean-upc',
  F: 'codabar',
  G: 'code-93',
  H: 'code-11',
  h: 'han-xin',
  I: 'interleaved-2-of-5',
  J: 'dotcode',
  K: 'code-16k',
  L: 'pdf417',
  M: 'msi',
  N: 'anker',
  O: 'codablock',
  o: 'ocr',
  P: 'plessey',
  Q: 'qr',
  R: 'straight-2-of-5',
  S: 'straight-2-of-5',
  s: 'super-code',
  T: 'code-49',
  U: 'maxicode',
  X: 'other',
  Y: 'expansion',
  Z: 'not-a-barcode',
  z: 'aztec',
  c: 'channel-code',
} as const

/** The modifiers that say: the data is GS1 element strings. Every GS1 DataBar (`]e…`) is. */
const gsOneIds: ReadonlyMap<string, GsOne> = new Map([
  [']C1', 'gs1-128'],
  [']d2', 'gs1-data-matrix'],
  [']Q3', 'gs1-qr'],
  [']J1', 'gs1-dotcode'],
])

export interface AimText {
  readonly text: string
  readonly symbology?: Symbology
  readonly isGsOne: boolean
}

/** Takes the AIM id `]Xn` off the front of a code and names it; a code without a known one is left as it is. */
export function stripAim(code: string): AimText {
  if (!/^\][A-Za-z][0-9A-Za-z]/.test(code)) return { text: code, isGsOne: false }
  const text = code.slice(3)
  const id = code.slice(0, 3)
  const letter = id[1] ?? ''
  const gsOne = letter === 'e' ? 'gs1-databar' : gsOneIds.get(id)
  if (gsOne !== undefined) return { text, symbology: gsOne, isGsOne: true }
  const symbology = isKnown(letter) ? symbologies[letter] : undefined
  return symbology === undefined ? { text: code, isGsOne: false } : { text, symbology, isGsOne: false }
}

function isKnown(letter: string): letter is keyof typeof symbologies {
  return Object.hasOwn(symbologies, letter)
}
