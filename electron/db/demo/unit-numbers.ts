import { luhnCheckDigit } from '../../../shared/domain/luhn.ts'
import type { DemoReference } from './references.ts'

/** Serial numbers from here on are on no unit of the demo plant: what a visitor registers. */
export const firstFreeSerial = 500_000

/** @param serial 0 … 999,999: one digit more would make an IMEISV of it */
export function demoImei(tac: string, serial: number): string {
  if (serial > 999_999) throw new Error(`the serial number ${serial} is too long for an IMEI`)
  const body = tac + String(serial).padStart(6, '0')
  return body + luhnCheckDigit(body)
}

/** A TAC's serial numbers from the middle on are a visitor's; a plant that makes more gets the reference's next TAC. */
export function unitImei(reference: DemoReference, index: number, serial: number): string {
  const first = reference.tacs[index % reference.tacs.length] ?? reference.tacs[0]
  return demoImei(tacAfter(first, Math.floor(serial / firstFreeSerial)), serial % firstFreeSerial)
}

/** Every TAC on units of a reference up to a serial number. */
export function tacsUpTo(reference: DemoReference, serial: number): string[] {
  const more = Math.floor(serial / firstFreeSerial)
  return Array.from({ length: more + 1 }, (_, count) => reference.tacs.map((tac) => tacAfter(tac, count))).flat()
}

/** Ten on: a reference may have two that are neighbours. */
function tacAfter(tac: string, count: number): string {
  return String(Number(tac) + 10 * count).padStart(8, '0')
}

/** A SIM number of 19 or 20 digits with its check digit, or null where the product has no SIM. */
export function demoIccid(reference: DemoReference, serial: number): string | null {
  const [prefix] = reference.iccid_prefixes
  return prefix === undefined ? null : iccidWith(prefix, serial)
}

/** The Spanish operators' have 19 digits, the international ones' 20. */
export function iccidWith(prefix: string, serial: number): string {
  const length = prefix.startsWith('8934') ? 19 : 20
  // Seven digits a neighbour does not share: real SIMs come from other reels than the units they go into.
  const body = prefix + String(4_000_000 + serial * 7).padStart(length - 1 - prefix.length, '0')
  return body + luhnCheckDigit(body)
}
