import type { HidModel } from './hid-testbed.ts'

/** A model's device and how it sends a code. None of them was at hand: where each comes from stands beside it. */
export interface ScannerModel {
  readonly device: HidModel
  /** The reports of one code. */
  reports(text: string, aim?: string): readonly Uint8Array[]
}

interface Shape {
  readonly bytes: number
  readonly length?: number
  readonly aim?: number
  readonly data: number
  readonly dataBytes: number
  readonly continued: number
}

function reportsOf(shape: Shape, text: string, aim: string): Uint8Array[] {
  const data = Buffer.from(text, 'utf8')
  const reports: Uint8Array[] = []
  for (let at = 0; at === 0 || at < data.length; at += shape.dataBytes) {
    const piece = data.subarray(at, at + shape.dataBytes)
    const report = Buffer.alloc(shape.bytes)
    report[0] = 0x02
    if (shape.length !== undefined) report[shape.length] = piece.length
    if (shape.aim !== undefined) report.write(aim, shape.aim, 'latin1')
    report.set(piece, shape.data)
    report[shape.continued] = at + shape.dataBytes < data.length ? 1 : 0
    reports.push(report)
  }
  return reports
}

function model(device: HidModel, shape: Shape): ScannerModel {
  return { device, reports: (text, aim = ']C0') => reportsOf(shape, text, aim) }
}

/** Every field by its own usage, byte count and maker's code id too; output redirection is feature report 254. */
export const honeywell = model(
  {
    vendor: '0c2e',
    product: '0b8f',
    manufacturer: 'Honeywell',
    name: 'Voyager 1400g',
    // As several published firmwares of the HHP family have it: scanned data 2, trigger 4, redirection 254, commands 253.
    descriptor:
      '058c0902a1010912a1028502150026ff00750895010501093b81029503058c09fb09fc09fd8102953809fe820201' +
      '0666ff9502090409008102058c25017501950809ff8102c00914a102850415002501750195080900095f0960090009000985' +
      '09869186c00666ff750826ff000903a10285fe95010903b28201c00901a10285fd950109219102953e0922928201c0c0',
    feature: 'FE01',
  },
  { bytes: 64, length: 1, aim: 2, data: 5, dataBytes: 56, continued: 63 },
)

/** An opaque report, the AIM id one byte later than Honeywell's: WebHidBarcodeScanner reads both, Symbol's among its vendors. */
export const zebra = model(
  {
    vendor: '05e0',
    product: '1900',
    manufacturer: 'Symbol Technologies, Inc.',
    name: 'Symbol Bar Code Scanner',
    descriptor: '058c0902a1010912a1028502150026ff007508953f09fe8102c0c0',
  },
  { bytes: 64, length: 1, aim: 3, data: 6, dataBytes: 56, continued: 63 },
)

/**
 * What a scanner says that keeps to the letter of HID Point of Sale Usage Tables 1.02: each field by its usage, no byte count, one
 * flag bit. Under Datalogic's vendor id; no descriptor of one of theirs was to be had.
 */
export const datalogic = model(
  {
    vendor: '05f9',
    product: '2207',
    manufacturer: 'Datalogic ADC, Inc.',
    name: 'Handheld Barcode Scanner',
    descriptor:
      '058c0902a1018502150026ff007508950109fb810209fc810209fd8102953809fe82020175019501250109ff810275078103c0',
  },
  { bytes: 61, aim: 1, data: 4, dataBytes: 56, continued: 60 },
)

/** No AIM id at all: Newland's manual, NLS-FM420, "Getting Scanned Data". */
export const newland = model(
  {
    vendor: '1eab',
    product: '0d10',
    manufacturer: 'Newland Auto-ID',
    name: 'NLS-FM420',
    descriptor: '058c0902a1010912a1028502150026ff007508953f09008102c0c0',
  },
  { bytes: 64, length: 1, data: 2, dataBytes: 56, continued: 63 },
)

/** A boot keyboard (HID 1.11, appendix B.1): whoever opens it is ended. */
export const keyboardModel: HidModel = {
  vendor: '046d',
  product: 'c31c',
  manufacturer: 'Logitech',
  name: 'USB Keyboard',
  descriptor: '05010906a101050719e029e71500250175019508810295017508810395067508150025650507190029658100c0',
  guarded: true,
}
