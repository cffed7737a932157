import type { HidDevice, HidScannerSettings } from '../scanner-settings.ts'

/** What of an entry says which scanner it is. */
export type HidNaming = Pick<HidScannerSettings, 'vendorId' | 'productId' | 'serialNumber' | 'port'>

/** From what many scanners share to what one alone has. */
const names = ['vendorId', 'productId', 'serialNumber', 'port'] as const

export function namesHidDevice(naming: HidNaming, device: HidDevice): boolean {
  return names.every((name) => naming[name] === undefined || naming[name] === device[name])
}

/**
 * The least that tells a scanner from the others there, and from another model in its place. By the USB socket only
 * where nothing else does: then the scanner must stay in it.
 */
export function hidNaming(device: HidDevice, there: readonly HidDevice[]): HidNaming {
  const { vendorId, productId, serialNumber, port } = device
  const others = there.filter((other) => other.path !== device.path)
  const model: HidNaming = { vendorId, productId }
  if (!others.some((other) => namesHidDevice(model, other))) return model
  const one: HidNaming = { ...model, ...(serialNumber !== undefined && { serialNumber }) }
  return others.some((other) => namesHidDevice(one, other)) ? { ...model, port } : one
}

/**
 * The device that an entry means: the first it names and no other entry names more closely. Of two entries that say
 * the same each gets another device, in the order they stand.
 * @param others what the other entries say
 */
export function hidDeviceFor(
  naming: HidNaming,
  others: readonly HidNaming[],
  there: readonly HidDevice[],
): HidDevice | null {
  const closer = others.filter((other) => closeness(other) > closeness(naming))
  return (
    there.find((device) => namesHidDevice(naming, device) && !closer.some((other) => namesHidDevice(other, device))) ??
    null
  )
}

function closeness(naming: HidNaming): number {
  return names.reduce((sum, name, index) => sum + (naming[name] === undefined ? 0 : 2 ** index), 0)
}
