import type { Device } from 'node-hid'
import type { HidDevice } from '../../shared/scanner-settings.ts'
import { usbSocketOf } from './hidraw.ts'

/** HID Point of Sale Usage Tables 1.02: page "Bar Code Scanner", application "Bar Code Scanner". */
const barcodeScannerPage = 0x8c
const barcodeScanner = 0x02
/** HID Usage Tables, page "Generic Desktop": pointer, mouse, keyboard, keypad. */
const genericDesktopPage = 0x01
const typingUsages: ReadonlySet<number> = new Set([0x01, 0x02, 0x06, 0x07])

/**
 * The HID POS scanners of this PC. Scans the whole bus and holds a libuv worker meanwhile: not to be called often.
 * No device is opened, and one that is a keyboard or mouse is not in the list.
 * @throws where node-hid's native part does not load or the bus cannot be read
 */
export async function findHidScanners(): Promise<readonly HidDevice[]> {
  const { devicesAsync } = await import('node-hid')
  return Promise.all(hidScannersAmong(await devicesAsync()).map(asHidDevice))
}

/** As `findHidScanners`, to choose from: an empty list where none can be told. */
export async function listHidScanners(): Promise<readonly HidDevice[]> {
  try {
    return await findHidScanners()
  } catch {
    return []
  }
}

type Listed = Device & { readonly path: string }

/**
 * hidapi lists a path once for each of its top-level collections. A path that is a keyboard or mouse as well is left
 * out whole: what opens it takes an operator's keys away, and on some systems reads them.
 */
export function hidScannersAmong(listed: readonly Device[]): readonly Listed[] {
  const typing = new Set(listed.filter(isTyping).map((device) => device.path))
  const scanners = new Map<string, Listed>()
  for (const device of listed) {
    const { path, usagePage, usage } = device
    if (path === undefined || usagePage !== barcodeScannerPage || usage !== barcodeScanner || typing.has(path)) continue
    if (!scanners.has(path)) scanners.set(path, { ...device, path })
  }
  return [...scanners.values()]
}

function isTyping({ usagePage, usage }: Device): boolean {
  return usagePage === genericDesktopPage && usage !== undefined && typingUsages.has(usage)
}

async function asHidDevice(device: Listed): Promise<HidDevice> {
  const { vendorId, productId, path } = device
  const serialNumber = device.serialNumber?.trim()
  return {
    vendorId,
    productId,
    ...(serialNumber && { serialNumber }),
    ...(device.manufacturer && { manufacturer: device.manufacturer }),
    ...(device.product && { product: device.product }),
    path,
    port: (await usbSocketOf(path)) ?? path,
  }
}
