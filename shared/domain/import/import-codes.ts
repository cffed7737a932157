import type { LuhnMode } from '../../settings.ts'
import { parseIccid } from '../iccid.ts'
import { parseImei } from '../imei.ts'
import { type ImportCell, shownCell } from './import-cell.ts'
import type { ImportReason } from './import-reasons.ts'

export type ReadCode =
  | { readonly ok: true; readonly value: string }
  | { readonly ok: false; readonly reason: ImportReason }

const refused = (reason: ImportReason): ReadCode => ({ ok: false, reason })

/** As a spreadsheet shows a long number: most of its digits are gone, whatever stands in the file. */
const scientific = /^[+-]?\d(?:[.,]\d+)?e\+?\d{1,3}$/i

/**
 * The digits and letters of a code. A number that Excel made of it is its digits while all of them are there: 15 are,
 * 19 are not. What Excel rounded is refused and never guessed.
 */
export function codeText(cell: ImportCell): ReadCode {
  if (typeof cell === 'number') {
    return Number.isSafeInteger(cell) && cell >= 0 ? { ok: true, value: String(cell) } : refused('number-rounded')
  }
  if (typeof cell !== 'string') return refused('bad-characters')
  // `="0123"` and `'0123` are how people keep Excel from making a number of it.
  const text = cell
    .trim()
    .replace(/^="(.*)"$/, '$1')
    .replace(/^'/, '')
    .trim()
  if (scientific.test(text)) return refused('number-rounded')
  return /\p{C}/u.test(text) ? refused('bad-characters') : { ok: true, value: text }
}

export function readImei(cell: ImportCell, luhn: LuhnMode): ReadCode {
  const code = digitsOf(cell)
  if (!code.ok) return code
  const imei = parseImei(code.value)
  if (!imei.ok) return refused(imei.reason === 'length' ? 'imei-length' : 'imei-digits')
  return imei.luhn || luhn !== 'block' ? { ok: true, value: imei.imei } : refused('imei-check-digit')
}

export function readIccid(cell: ImportCell, luhn: LuhnMode): ReadCode {
  const code = digitsOf(cell)
  if (!code.ok) return code
  const iccid = parseIccid(code.value)
  if (!iccid.ok) {
    if (iccid.reason === 'length') return refused('iccid-length')
    return refused(iccid.reason === 'letters' ? 'iccid-letters' : 'iccid-digits')
  }
  return iccid.luhn || luhn !== 'block' ? { ok: true, value: iccid.iccid } : refused('iccid-check-digit')
}

/** Without the blanks and dashes of a printed number, and without the decimals that some programs add. */
function digitsOf(cell: ImportCell): ReadCode {
  const code = codeText(cell)
  if (!code.ok) return code
  return { ok: true, value: code.value.replace(/[.,]0+$/, '').replace(/[\s-]/g, '') }
}

/** What a message says was found. */
export function foundIn(cell: ImportCell): { readonly value: string } {
  return { value: shownCell(cell, 40) }
}
