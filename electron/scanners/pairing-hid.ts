import { isDeepStrictEqual } from 'node:util'
import type { HidDevice, HidScannerSettings } from '../../shared/scanner-settings.ts'
import type { PairingCandidate } from '../../shared/scanner-view.ts'
import { createHidScanner } from './hid.ts'
import { aroundCode } from './pairing-affixes.ts'
import type { EarParts, PairingEar } from './pairing-ear.ts'

/** An open device holds one of Node's four workers for as long as it is read. */
export const mostHidDevices = 3

type Naming = Omit<HidScannerSettings, 'id' | 'kind'>

export interface HidEarParts extends EarParts {
  readonly device: HidDevice
  readonly number: number
  /** What the found scanner is called by in the settings. */
  readonly naming: Naming
}

/** Listens to a scanner in HID POS mode; its reports hold whole codes, so there is nothing around them to find. */
export function listenToHid({ device, number, naming, code, onHeard, onChange }: HidEarParts): PairingEar {
  let state: Pick<PairingCandidate, 'state' | 'detail'> = { state: 'opening' }
  const scanner = createHidScanner({
    id: `pairing-${number}`,
    kind: 'hid',
    vendorId: device.vendorId,
    productId: device.productId,
    port: device.port,
  })
  scanner.start(
    ({ text }) => {
      const around = aroundCode(text, code)
      if (around === null) onHeard({ kind: 'problem', problem: 'other' })
      else onHeard({ kind: 'found', aim: around.aim, settings: { kind: 'hid', ...naming } })
    },
    ({ state: next, detail }) => {
      state = { state: next === 'open' ? 'open' : 'failed', ...(detail !== undefined && { detail }) }
      onChange()
    },
  )
  return {
    candidate: () => ({ kind: 'hid', label: labelOf(device), ...state }),
    stop: () => scanner.stop(),
  }
}

/** By its serial number; where it has none of its own, by its model, and by its socket where there are two of that. */
export function namingOf(device: HidDevice, all: readonly HidDevice[]): Naming {
  const { vendorId, productId, serialNumber, port } = device
  const model: Naming = { vendorId, productId }
  const own: Naming = { ...model, ...(serialNumber !== undefined && { serialNumber }) }
  const twins = all.filter((other) => isDeepStrictEqual(own, namedAs(own, other)))
  return twins.length > 1 ? { ...own, port } : own
}

function namedAs(own: Naming, { vendorId, productId, serialNumber }: HidDevice): Naming {
  return { vendorId, productId, ...(own.serialNumber !== undefined && { serialNumber }) }
}

function labelOf({ manufacturer, product, vendorId, productId }: HidDevice): string {
  const name = [manufacturer, product].filter((part) => part !== undefined && part !== '').join(' ')
  return name === '' ? `${hex(vendorId)}:${hex(productId)}` : name
}

function hex(usbId: number): string {
  return usbId.toString(16).padStart(4, '0')
}
