import { type AimText, type Symbology, stripAim } from '../aim.ts'
import { startsLikeIccid } from '../iccid.ts'
import { parseImei } from '../imei.ts'
import { looksLikeIccid, readUnit, readUnitLabel, type UnitProblem, type UnitReading } from '../unit-label.ts'
import { readOwnCode } from './command-code.ts'
import { type Gs1Ai, groupSeparator, mod10CheckDigit, parseGs1 } from './gs1.ts'
import { readJsonCode } from './json-code.ts'
import { readOrderCode } from './order-code.ts'

/** What was scanned. `symbology` is known where the scanner sends AIM ids. */
export type Barcode = BarcodeContent & { readonly symbology?: Symbology }

export type BarcodeContent =
  /** Never shown, logged or stored. */
  | { readonly kind: 'badge'; readonly token: string }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'order'; readonly order: string; readonly lote?: number; readonly linea?: number }
  | { readonly kind: 'imei'; readonly imei: string; readonly luhn: boolean; readonly imeisv: boolean }
  | { readonly kind: 'iccid'; readonly iccid: string; readonly luhn: boolean }
  | {
      readonly kind: 'pair'
      readonly imei: string
      readonly imeiLuhn: boolean
      readonly imeisv: boolean
      readonly iccid: string
      readonly iccidLuhn: boolean
    }
  | { readonly kind: 'defect'; readonly code: string }
  | { readonly kind: 'unit'; readonly code: string }
  | { readonly kind: 'box'; readonly number: string }
  | { readonly kind: 'carton'; readonly number: string }
  | { readonly kind: 'pallet'; readonly number: string }
  | { readonly kind: 'parcel'; readonly tracking: string }
  | { readonly kind: 'unknown'; readonly reason: UnknownReason }

export type UnknownReason =
  | UnitProblem
  | 'empty'
  | 'too-long'
  /** Begins as a badge, command or defect of ours, and is not whole. */
  | 'damaged'
  | 'gs1-invalid'

/** By which of its looks a code was told. */
export type CodeForm =
  /** Begins with one of our own prefixes. */
  | 'own'
  | 'gs1'
  /** EAN or UPC, said by the AIM id. */
  | 'retail'
  | 'json'
  | 'digits'
  | 'text'
  | 'empty'
  | 'too-long'

/** What was scanned, and what made it that. */
export interface ReadBarcode {
  readonly barcode: Barcode
  readonly form: CodeForm
  /** `]C1` and its like, where the scanner sends one that is known. */
  readonly aimId: string | null
}

/** Characters; a code that is longer comes from no label of a device. */
export const longestCode = 4096

/**
 * Says what a code is. Total: any text ends in an answer, in time linear in its length. A badge is looked for before
 * anything else, so that its token cannot get into an answer of another kind.
 */
export function classify(raw: string): Barcode {
  return readBarcode(raw).barcode
}

/** The same, with what made the code what it is. */
export function readBarcode(raw: string): ReadBarcode {
  if (raw.length > longestCode) return { barcode: unknown('too-long'), form: 'too-long', aimId: null }
  const outer = trimEnds(raw)
  const aim = stripAim(outer.text)
  const inner = trimEnds(aim.text)
  const isGsOne = aim.isGsOne || outer.hadSeparator || inner.hadSeparator
  const form = inner.text === '' ? 'empty' : formOf(inner.text, aim, isGsOne)
  const aimId = aim.symbology === undefined ? null : outer.text.slice(0, 3)
  return { barcode: withSymbology(contentOf(inner.text, form), aim), form, aimId }
}

function formOf(text: string, aim: AimText, isGsOne: boolean): Exclude<CodeForm, 'empty' | 'too-long'> {
  if (readOwnCode(text) !== null) return 'own'
  if (isGsOne || text.includes(groupSeparator) || /^\([0-9]{2,4}\)/.test(text)) return 'gs1'
  // A retail code with its two-digit add-on has fifteen digits as well; the AIM id tells them apart.
  if (aim.symbology === 'ean-upc') return 'retail'
  if (text.startsWith('{')) return 'json'
  return /^[0-9]+$/.test(text) ? 'digits' : 'text'
}

function contentOf(text: string, form: Exclude<CodeForm, 'too-long'>): BarcodeContent {
  switch (form) {
    case 'empty':
      return unknown('empty')
    case 'own': {
      const own = readOwnCode(text)
      return own === null || own.kind === 'damaged' ? unknown('damaged') : own
    }
    case 'gs1':
      return fromGs1(text)
    case 'retail':
      return unknown('not-a-device-code')
    case 'json':
      return fromJson(text)
    case 'digits':
      return fromDigits(text)
    case 'text':
      return readOrderCode(text) ?? fromPrefix(text) ?? fromUnit(readUnitLabel(text))
  }
}

/** A bare number is told by length and first digits; what could be two things is refused. */
function fromDigits(digits: string): BarcodeContent {
  switch (digits.length) {
    case 10:
      // The contract factory's work order: factory number and the eight digits of its order.
      return { kind: 'order', order: digits }
    case 15:
    case 16: {
      // No body that allocates IMEIs has the number 89; this is an ICCID of which a piece is missing.
      if (startsLikeIccid(digits) || couldBeGtin(digits)) return unknown('ambiguous')
      return fromUnit(readUnit([digits], []))
    }
    case 25:
      if (digits.startsWith('99')) return { kind: 'carton', number: digits }
      // As long as no ICCID is, though it begins like one.
      return digits.startsWith('89') ? { kind: 'box', number: digits } : unknown('not-a-device-code')
    default:
      // Scanners without AIM ids send GS1 symbols as bare digits.
      if (/^(?:8002[0-9]{15}|00[0-9]{18})$/.test(digits)) return fromGs1(digits)
      return looksLikeIccid(digits) ? fromUnit(readUnit([], [digits])) : unknown('not-a-device-code')
  }
}

/** 01 and a trade item's fourteen digits are as long as an IMEISV. */
function couldBeGtin(digits: string): boolean {
  return digits.length === 16 && digits.startsWith('01') && mod10CheckDigit(digits.slice(2, -1)) === digits.slice(-1)
}

/** The numbers of boxes, cartons, pallets and units, ours and the other program's. */
function fromPrefix(text: string): BarcodeContent | null {
  const code = text.toUpperCase()
  const carton = /^PKG:([!-~]{1,64})$/.exec(text)?.[1]
  if (carton !== undefined) return { kind: 'carton', number: carton }
  if (/^UNIT-[0-9A-Z-]{1,40}$/.test(code)) return { kind: 'unit', code }
  if (/^(?:IB-[0-9]{4}-[0-9A-Z-]{1,20}|INBX-[0-9A-Z-]{1,20})$/.test(code)) return { kind: 'box', number: code }
  const isPallet = /^(?:PAL-[0-9]{4}-[0-9A-Z-]{1,20}|T912[0-9]{13}|EST912[0-9]{10})$/.test(code)
  return isPallet ? { kind: 'pallet', number: code } : null
}

function fromGs1(text: string): BarcodeContent {
  const read = parseGs1(text)
  if (!read.ok) return unknown('gs1-invalid')
  const value = (ai: Gs1Ai) => read.elements.find((element) => element.ai === ai)?.value
  const imei = value('8002')
  if (imei !== undefined && !parseImei(imei).ok) return unknown('not-a-device-code')
  // An ICCID has no identifier of its own: it stands, by agreement, in one of those for free use.
  const iccids = read.elements
    .filter(({ ai }) => ai === '21' || ai === '250' || ai.startsWith('9'))
    .map((element) => element.value)
    .filter(looksLikeIccid)
  if (imei !== undefined || iccids.length > 0) return fromUnit(readUnit(imei === undefined ? [] : [imei], iccids))
  const order = value('400')
  if (order !== undefined) return readOrderCode(`ORDER:${order}`) ?? unknown('not-a-device-code')
  const sscc = value('00')
  return sscc === undefined ? unknown('not-a-device-code') : { kind: 'pallet', number: sscc }
}

function fromJson(text: string): BarcodeContent {
  const read = readJsonCode(text)
  return read === null ? unknown('not-a-device-code') : read.kind === 'unit' ? fromUnit(read.unit) : read
}

function fromUnit(read: UnitReading): BarcodeContent {
  if (!read.ok) return unknown(read.reason)
  const { imei, iccid } = read
  if (imei === null) return iccid === null ? unknown('not-a-device-code') : { kind: 'iccid', ...iccid }
  if (iccid === null) return { kind: 'imei', ...imei }
  return {
    kind: 'pair',
    imei: imei.imei,
    imeiLuhn: imei.luhn,
    imeisv: imei.imeisv,
    iccid: iccid.iccid,
    iccidLuhn: iccid.luhn,
  }
}

function unknown(reason: UnknownReason): { readonly kind: 'unknown'; readonly reason: UnknownReason } {
  return { kind: 'unknown', reason }
}

function withSymbology(content: BarcodeContent, { symbology }: AimText): Barcode {
  return symbology === undefined ? content : { ...content, symbology }
}

/** Without control characters and blanks at the ends; a GS among those in front says that the code is GS1. */
function trimEnds(text: string): { readonly text: string; readonly hadSeparator: boolean } {
  let start = 0
  while (start < text.length && isTrimmed(text.charCodeAt(start))) start++
  let end = text.length
  while (end > start && isTrimmed(text.charCodeAt(end - 1))) end--
  return { text: text.slice(start, end), hadSeparator: text.slice(0, start).includes(groupSeparator) }
}

function isTrimmed(code: number): boolean {
  if (code <= 0x20 || (code >= 0x7f && code <= 0xa0)) return true
  return (code >= 0x2000 && code <= 0x200f) || code === 0x2028 || code === 0x2029 || code === 0xfeff
}
