import { type Iccid, parseIccid, startsLikeIccid } from './iccid.ts'
import { type Imei, parseImei } from './imei.ts'

export type UnitProblem = 'iccid-letters' | 'ambiguous' | 'not-a-device-code' | 'two-imeis' | 'two-iccids'

/** What a code says of one unit: its IMEI, its ICCID or both, or why it cannot be said. */
export type UnitReading =
  | { readonly ok: true; readonly imei: Imei | null; readonly iccid: Iccid | null }
  | { readonly ok: false; readonly reason: UnitProblem }

/** More fields than any label has; what is longer is something else. */
const mostFields = 16
const fieldSeparators = /[,;|\n\t]/
const labelled = /^([A-Za-z][0-9A-Za-z/_-]{0,15})[:=](.*)$/s
const imeiLabel = /^imei[12]?$/i
const iccidLabel = /^(?:iccid|ccid)$/i

/**
 * Reads the labels of a unit: `IMEI:…;ICCID:…;SN:…`, `IMEI|ICCID|id`, `IMEI,ICCID`, one per line, or with a blank
 * between. Order is free here, because both numbers stand in one code and cannot get apart.
 */
export function readUnitLabel(text: string): UnitReading {
  const fields = fieldsOf(text)
  if (fields === null) return refused('not-a-device-code')
  const imeis: string[] = []
  const iccids: string[] = []
  for (const [position, { label, value }] of fields.entries()) {
    if (label !== null) {
      if (imeiLabel.test(label)) imeis.push(value)
      else if (iccidLabel.test(label)) iccids.push(value)
      continue
    }
    if (looksLikeImei(value)) {
      if (startsLikeIccid(value)) return refused('ambiguous')
      imeis.push(value)
    } else if (looksLikeIccid(value)) iccids.push(value)
    // Behind both numbers the platform's label has the device's id; before that, an unreadable field may be the
    // damaged half of a pair, and half a pair must not be taken for a unit without SIM.
    else if (position < 2 && !isAbsent(value)) return refused('not-a-device-code')
  }
  return readUnit(imeis, iccids)
}

/** Joins what fields say: the same number twice is one, two different ones are refused. */
export function readUnit(imeiTexts: readonly string[], iccidTexts: readonly string[]): UnitReading {
  const imeis = new Map<string, Imei>()
  for (const text of imeiTexts.filter((value) => !isAbsent(value))) {
    const read = parseImei(text)
    if (!read.ok) return refused('not-a-device-code')
    imeis.set(read.imei, { imei: read.imei, luhn: read.luhn, imeisv: read.imeisv })
  }
  const iccids = new Map<string, Iccid>()
  for (const text of iccidTexts.filter((value) => !isAbsent(value))) {
    const read = parseIccid(text)
    if (!read.ok) return refused(read.reason === 'letters' ? 'iccid-letters' : 'not-a-device-code')
    iccids.set(read.iccid, { iccid: read.iccid, luhn: read.luhn })
  }
  if (imeis.size > 1) return refused('two-imeis')
  if (iccids.size > 1) return refused('two-iccids')
  const [imei = null] = imeis.values()
  const [iccid = null] = iccids.values()
  return imei === null && iccid === null ? refused('not-a-device-code') : { ok: true, imei, iccid }
}

export function looksLikeIccid(text: string): boolean {
  if (!startsLikeIccid(text) || !/^[0-9A-Za-z]+$/.test(text)) return false
  const read = parseIccid(text)
  return read.ok || read.reason === 'letters'
}

function looksLikeImei(text: string): boolean {
  return /^[0-9]{15,16}$/.test(text)
}

/** How labels say that a unit has no SIM. */
function isAbsent(value: string): boolean {
  return value === '' || value === '-' || /^n\/?a$/i.test(value)
}

interface Field {
  readonly label: string | null
  readonly value: string
}

function fieldsOf(text: string): Field[] | null {
  const parts = text.replaceAll('\r\n', '\n').replaceAll('\r', '\n').split(fieldSeparators)
  if (parts.length > mostFields) return null
  const fields = parts.flatMap((part) => fieldsOfPart(part.split(' ').filter((word) => word !== '')))
  return fields.length > mostFields ? null : fields
}

/** `IMEI:1`, `IMEI: 1`, `IMEI 1`, or values alone; an empty part keeps its place. */
function fieldsOfPart(words: readonly string[]): Field[] {
  if (words.length === 0) return [{ label: null, value: '' }]
  const fields: Field[] = []
  let label: string | null = null
  for (const word of words) {
    const found = labelled.exec(word)
    if (label !== null) fields.push({ label, value: found === null ? word : '' })
    const consumed = label !== null && found === null
    label = null
    if (consumed) continue
    if (found !== null && found[2] !== '') fields.push({ label: found[1] ?? '', value: found[2] ?? '' })
    else if (found !== null) label = found[1] ?? ''
    else if (imeiLabel.test(word) || iccidLabel.test(word)) label = word
    else fields.push({ label: null, value: word })
  }
  if (label !== null) fields.push({ label, value: '' })
  return fields
}

function refused(reason: UnitProblem): UnitReading {
  return { ok: false, reason }
}
