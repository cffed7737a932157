import { type InputReport, inputReportsOf, type ReportField } from './hid-descriptor-fields.ts'

/** Where a scan lies in an input report: bytes from its start, its id included where it has one. */
export interface ReportLayout {
  /** First byte of the report; `null` for a device whose reports have no ids. */
  readonly id: number | null
  /** Says how many of the data bytes are the scan's; without it the zeros behind them are padding. */
  readonly length: number | null
  /** The AIM id's three bytes, `]`, `C`, `1`; `null` where the scanner tells none. */
  readonly symbology: number | null
  readonly data: number
  readonly dataBytes: number
  /** Says that the next report goes on with the same code; `null` where a code is one report at most. */
  readonly continued: { readonly at: number; readonly mask: number } | null
  /** Not told by the device: a report may lie as another maker's do. */
  readonly isAssumed: boolean
}

// HID Point of Sale Usage Tables 1.02, page 0x8C "Bar Code Scanner", and "Byte Count" of page 0x01.
const barcodeScanner = 0x8c_0002
const byteCount = 0x01_003b
const symbologyIdentifier1 = 0x8c_00fb
const symbologyIdentifier3 = 0x8c_00fd
const decodedData = 0x8c_00fe
const decodeDataContinued = 0x8c_00ff
/** `]`, with which an AIM id begins (ISO/IEC 15424). */
const bracket = 0x5d

/**
 * Honeywell's layout, whose descriptor says the same, and that of the scanners that follow it (Zebra and Datalogic in
 * HID POS mode by what WebHidBarcodeScanner reads): id, length, 3 bytes AIM id, 56 of data, 2 of the maker's code id, flags.
 */
export const usualLayout: ReportLayout = {
  id: 0x02,
  length: 1,
  symbology: 2,
  data: 5,
  dataBytes: 56,
  continued: { at: 63, mask: 0x01 },
  isAssumed: true,
}

/**
 * Newland's manual (NLS-FM420, "Getting Scanned Data"), and that of the makers of its engines: Unitech MS842N, ID Tech
 * 2DScan, Quio, Saveo. No AIM id, the data right behind the length.
 */
const newland = 0x1eab
const newlandLayout: ReportLayout = { ...usualLayout, symbology: null, data: 2, isAssumed: false }

/**
 * The layout of a scanner's reports: as its descriptor says; where there is none to be had (Windows gives none) or it
 * calls the report one opaque field, that of its maker.
 */
export function layoutFor(vendorId: number, descriptor: Uint8Array | undefined): ReportLayout {
  const own = vendorId === newland ? newlandLayout : usualLayout
  if (descriptor === undefined) return own
  const reports = inputReportsOf(descriptor).filter((report) => report.application === barcodeScanner)
  const described = reports.map(layoutOf).find((layout) => layout !== null)
  if (described !== undefined) return described
  // The longest one brings the scans; others tell of the trigger and the state.
  const longest = [...reports].sort((one, other) => other.bits - one.bits)[0]
  return longest === undefined || longest.id === own.id ? own : withId(own, longest.id)
}

/** The layout out of the descriptor's own words; `null` where this report brings no decoded data. */
function layoutOf({ id, fields }: InputReport): ReportLayout | null {
  const data = fields.find((field) => field.usage === decodedData && isBytes(field))
  if (data === undefined) return null
  const length = fields.find((field) => field.usage === byteCount && field.bits === 8 && isBytes(field))
  const first = fields.find((field) => field.usage === symbologyIdentifier1 && isBytes(field))
  // One after the other, as three fields or as one of three bytes.
  const last = fields.find((field) => field.usage === symbologyIdentifier3)
  const hasSymbology = first !== undefined && (first.bits === 24 || last?.bit === first.bit + 16)
  const flag = fields.find((field) => field.usage === decodeDataContinued)
  // All of the report called decoded data: what stands where in it is not said.
  if (length === undefined && !hasSymbology && flag === undefined) return null
  return {
    id,
    length: length === undefined ? null : length.bit / 8,
    symbology: hasSymbology ? first.bit / 8 : null,
    data: data.bit / 8,
    dataBytes: data.bits / 8,
    continued: flag === undefined ? null : { at: Math.floor(flag.bit / 8), mask: 1 << (flag.bit % 8) },
    isAssumed: false,
  }
}

/**
 * The layout of this report. An assumed one is looked at: some scanners have the AIM id and the data one byte later
 * (WebHidBarcodeScanner met them), and others than Newland lay their reports out as Newland does.
 */
export function layoutOfReport(report: Uint8Array, layout: ReportLayout): ReportLayout {
  const { symbology, data, length, isAssumed } = layout
  if (!isAssumed || symbology === null || length === null) return layout
  const asNewland: ReportLayout = { ...layout, symbology: null, data: symbology }
  if (report[symbology] === bracket) {
    // A scanner of Newland's layout that transmits the AIM id in its data: by the other layout three zeros would end it.
    const end = data + (report[length] ?? 0)
    return report.length >= end && report.subarray(end - 3, end).every((byte) => byte === 0) ? asNewland : layout
  }
  if (report[symbology + 1] === bracket) return { ...layout, symbology: symbology + 1, data: data + 1 }
  return report.subarray(symbology, data).every((byte) => byte === 0) ? layout : asNewland
}

function isBytes({ bit, bits }: ReportField): boolean {
  return bit % 8 === 0 && bits % 8 === 0
}

/** The same under another id, or one byte to the front for a device without ids. */
function withId(layout: ReportLayout, id: number | null): ReportLayout {
  if (id !== null) return { ...layout, id }
  const { length, symbology, data, continued } = layout
  return {
    ...layout,
    id,
    length: length === null ? null : length - 1,
    symbology: symbology === null ? null : symbology - 1,
    data: data - 1,
    continued: continued === null ? null : { ...continued, at: continued.at - 1 },
  }
}
