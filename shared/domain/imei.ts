import { isLuhnValid, luhnCheckDigit } from './luhn.ts'

export interface Imei {
  /** 15 digits. */
  readonly imei: string
  /** Whether the check digit is right; what follows from a wrong one is a setting. */
  readonly luhn: boolean
  /** It was read as 16 digits with a software version, and the check digit was computed here. */
  readonly imeisv: boolean
}

export type ImeiResult =
  | ({ readonly ok: true } & Imei)
  | { readonly ok: false; readonly reason: 'not-digits' | 'length' }

/**
 * Reads 15 digits, or the 16 of an IMEISV (3GPP TS 23.003 §6.2.2: TAC 8, serial number 6, software version 2, no
 * check digit): the software version changes with every update, so it cannot be part of what names the device.
 */
export function parseImei(text: string): ImeiResult {
  if (!/^[0-9]*$/.test(text)) return { ok: false, reason: 'not-digits' }
  if (text.length === 15) return { ok: true, imei: text, luhn: isLuhnValid(text), imeisv: false }
  if (text.length !== 16) return { ok: false, reason: 'length' }
  const body = text.slice(0, 14)
  return { ok: true, imei: body + luhnCheckDigit(body), luhn: true, imeisv: true }
}
