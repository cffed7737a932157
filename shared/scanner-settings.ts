import { z } from 'zod'
import {
  interByteRange,
  keyboardLayouts,
  parities,
  scannerIdForm,
  scannerLengths,
  terminators,
} from './setting-values.ts'

export { type KeyboardLayout, keyboardLayouts, type Terminator, terminators } from './setting-values.ts'

const id = z.string().regex(scannerIdForm)
/** 1 to 8 characters. In a settings file control characters are written as JSON does, e.g. `"\\u0002"`. */
const affix = z.string().min(1).max(scannerLengths.affix)

export const serialScannerSchema = z.object({
  id,
  kind: z.literal('serial'),
  /** `/dev/ttyACM0`, `/dev/serial/by-id/…`, `COM3`. */
  path: z.string().min(1).max(scannerLengths.path),
  baudRate: z.number().int().min(300).max(4_000_000).default(9600),
  dataBits: z.union([z.literal(7), z.literal(8)]).default(8),
  parity: z.enum(parities).default('none'),
  stopBits: z.union([z.literal(1), z.literal(2)]).default(1),
  terminators: z.array(z.enum(terminators)).default([...terminators]),
  /** What the scanner puts in front of a code; everything before it is noise. */
  prefix: affix.optional(),
  /** What the scanner puts behind a code. Where it is set, nothing else ends one. */
  suffix: affix.optional(),
  /** A pause inside a code that is longer discards what came before it, ms. */
  interByteMs: z.number().int().min(interByteRange.min).max(interByteRange.max).default(200),
})
export type SerialScannerSettings = z.infer<typeof serialScannerSchema>

export const keyboardScannerSchema = z.object({
  id,
  kind: z.literal('keyboard'),
  /** Without one a code is known by its speed alone; the AIM id's bracket is known without being set. */
  prefix: affix.optional(),
  /** Behind a code; Enter and Tab end one when nothing is set. */
  suffix: affix.optional(),
  /** The layout that the scanner was set to, which need not be that of the PC. */
  layout: z.enum(keyboardLayouts).default('us'),
})
export type KeyboardScannerSettings = z.infer<typeof keyboardScannerSchema>

const usbId = z.number().int().min(0).max(0xffff)

export const hidScannerSchema = z.object({
  id,
  kind: z.literal('hid'),
  // What is given must fit the device. Nothing given: the first HID POS scanner that no other entry names.
  vendorId: usbId.optional(),
  productId: usbId.optional(),
  serialNumber: z.string().min(1).max(scannerLengths.serialNumber).optional(),
  /** The USB socket (`HidDevice.port`), for two equal scanners without serial numbers. */
  port: z.string().min(1).max(scannerLengths.port).optional(),
})
export type HidScannerSettings = z.infer<typeof hidScannerSchema>

/** One HID POS scanner that is plugged in now. */
export const hidDeviceSchema = z.object({
  vendorId: usbId,
  productId: usbId,
  /** Absent where the scanner has none; some makers give the same one to many. */
  serialNumber: z.string().optional(),
  manufacturer: z.string().optional(),
  product: z.string().optional(),
  /** To open it by now; Linux numbers its devices anew at each plugging. */
  path: z.string(),
  /** The USB socket it is plugged into, which stays the same through unplugging. */
  port: z.string(),
})
export type HidDevice = Readonly<z.infer<typeof hidDeviceSchema>>

/** One scanner of this PC. */
export const scannerSettingsSchema = z
  .discriminatedUnion('kind', [serialScannerSchema, keyboardScannerSchema, hidScannerSchema])
  .refine(
    (settings) => settings.kind !== 'serial' || settings.terminators.length > 0 || settings.suffix !== undefined,
    {
      message: 'a code needs something that ends it: a terminator or a suffix',
      path: ['terminators'],
    },
  )
  .refine(
    (settings) => settings.kind !== 'hid' || settings.productId === undefined || settings.vendorId !== undefined,
    { message: 'a product is one of a vendor', path: ['productId'] },
  )
export type ScannerSettings = z.infer<typeof scannerSettingsSchema>
