import { isLuhnValid } from './luhn.ts'

export interface Iccid {
  /** 19 to 22 digits, without filler. */
  readonly iccid: string
  /** Whether the check digit is right; some issuers print the number without one. */
  readonly luhn: boolean
}

export type IccidResult =
  | ({ readonly ok: true } & Iccid)
  /** `letters`: a real SIM whose number holds hexadecimal letters; it exists, but the other program cannot read it. */
  | { readonly ok: false; readonly reason: 'length' | 'letters' | 'not-a-number' }

/**
 * Reads an ICCID (ITU-T E.118) as a label prints it. The filler `F` with which the SIM's memory is padded to whole
 * bytes is on the labels of older units and is not part of the number.
 */
export function parseIccid(text: string): IccidResult {
  const number = withoutFiller(text)
  if (number.length < 19 || number.length > 22) return { ok: false, reason: 'length' }
  if (/^[0-9]+$/.test(number)) return { ok: true, iccid: number, luhn: isLuhnValid(number) }
  return { ok: false, reason: /^[0-9A-Za-z]+$/.test(number) ? 'letters' : 'not-a-number' }
}

/** 89 is the industry of telecommunications (ISO/IEC 7812-1); every SIM's number begins with it. */
export function startsLikeIccid(text: string): boolean {
  return text.startsWith('89')
}

function withoutFiller(text: string): string {
  let end = text.length
  while (end > 0 && (text[end - 1] === 'F' || text[end - 1] === 'f')) end--
  return text.slice(0, end)
}
