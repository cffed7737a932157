import type { Params } from '../../result.ts'
import { luhnCheckDigit } from '../luhn.ts'
import { type Barcode, type BarcodeContent, readBarcode } from './barcode.ts'

/** Why a code was taken for what it was, one fact each; a text key of the catalogues (`scanners.reason.<word>`). */
export interface CodeReason {
  readonly word: ReasonWord
  readonly params: Params
}

export const reasonWords = [
  'aim-id',
  'form-own',
  'form-gs1',
  'form-retail',
  'form-json',
  'form-digits',
  'form-text',
  'form-empty',
  'form-too-long',
  'imei-luhn-right',
  'imei-luhn-wrong',
  'imeisv',
  'iccid-luhn-right',
  'iccid-luhn-wrong',
  'unknown-ambiguous',
  'unknown-not-a-device-code',
  'unknown-iccid-letters',
  'unknown-two-imeis',
  'unknown-two-iccids',
  'unknown-damaged',
  'unknown-gs1-invalid',
] as const
export type ReasonWord = (typeof reasonWords)[number]

export interface ExplainedCode {
  readonly kind: Barcode['kind']
  /** What was read out of the code; nothing of a badge. */
  readonly values: Params
  readonly reasons: readonly CodeReason[]
}

/** What a code was taken for and why, for the person who sets up a scanner or wonders about a label. */
export function explainCode(raw: string): ExplainedCode {
  const { barcode, form, aimId } = readBarcode(raw)
  const reasons: CodeReason[] = []
  if (aimId !== null) reasons.push({ word: 'aim-id', params: { aim: aimId, symbology: barcode.symbology ?? '' } })
  reasons.push({ word: `form-${form}`, params: { length: raw.length } })
  return { kind: barcode.kind, values: valuesOf(barcode), reasons: [...reasons, ...contentReasons(barcode)] }
}

function contentReasons(barcode: BarcodeContent): CodeReason[] {
  switch (barcode.kind) {
    case 'imei':
      return imeiReasons(barcode.imei, barcode.luhn, barcode.imeisv)
    case 'iccid':
      return [luhn('iccid', barcode.iccid, barcode.luhn)]
    case 'pair':
      return [
        ...imeiReasons(barcode.imei, barcode.imeiLuhn, barcode.imeisv),
        luhn('iccid', barcode.iccid, barcode.iccidLuhn),
      ]
    case 'unknown':
      // An empty or endless code has said so by its form.
      return barcode.reason === 'empty' || barcode.reason === 'too-long'
        ? []
        : [{ word: `unknown-${barcode.reason}`, params: {} }]
    default:
      return []
  }
}

function imeiReasons(imei: string, isRight: boolean, imeisv: boolean): CodeReason[] {
  return imeisv ? [{ word: 'imeisv', params: { imei } }] : [luhn('imei', imei, isRight)]
}

function luhn(what: 'imei' | 'iccid', digits: string, isRight: boolean): CodeReason {
  return {
    word: `${what}-luhn-${isRight ? 'right' : 'wrong'}`,
    params: { digit: digits.slice(-1), due: luhnCheckDigit(digits.slice(0, -1)) },
  }
}

function valuesOf(barcode: Barcode): Params {
  switch (barcode.kind) {
    case 'badge':
    case 'unknown':
      return {}
    case 'command':
      return { command: barcode.command }
    case 'order':
      return {
        order: barcode.order,
        ...(barcode.lote !== undefined && { lote: barcode.lote }),
        ...(barcode.linea !== undefined && { linea: barcode.linea }),
      }
    case 'imei':
      return { imei: barcode.imei }
    case 'iccid':
      return { iccid: barcode.iccid }
    case 'pair':
      return { imei: barcode.imei, iccid: barcode.iccid }
    case 'defect':
    case 'unit':
      return { code: barcode.code }
    case 'parcel':
      return { number: barcode.tracking }
    default:
      return { number: barcode.number }
  }
}
