import type { HIDAsync } from 'node-hid'
import { type HidNaming, hidDeviceFor } from '../../shared/domain/hid-naming.ts'
import type { HidDevice } from '../../shared/scanner-settings.ts'
import { createLane } from '../waiting/lane.ts'
import { nothing, orAfter } from '../waiting/or-after.ts'
import { findHidScanners } from './hid-devices.ts'
import { layoutFor, type ReportLayout } from './hid-report-descriptor.ts'
import { hidDeviceBehind, reportDescriptorOf } from './hidraw.ts'

/** An enumeration scans the whole bus: what one scanner found serves the others that search. */
const listMs = 250
/** A dead device may never answer its closing; the others do not wait for it. */
const closeMs = 1000
/** node-hid reads each open device in a thread of its own. */
const mostOpen = 8

/** One scanner of the settings, as the bus knows it. */
export interface HidClaimant {
  readonly id: string
  readonly naming: HidNaming
}

export interface OpenedHid {
  readonly device: HidDevice
  readonly handle: HIDAsync
  readonly layout: ReportLayout
}

const claimants = new Set<HidClaimant>()
const holders = new Map<string, HidClaimant>()
/** One at a time: each holds one of libuv's four workers, and a second would only wait in it for the first. */
const lane = createLane()
let listed: { readonly at: number; readonly devices: readonly HidDevice[] } | null = null

/**
 * What this PC's HID POS scanners share: the bus, and which of them has which device. Linux opens a device as often as it is
 * asked to; two entries on one scanner would count everything twice.
 */
export const hidBus = {
  join(claimant: HidClaimant): void {
    claimants.add(claimant)
  },

  leave(claimant: HidClaimant): void {
    claimants.delete(claimant)
  },

  /**
   * Opens the claimant's device; `null` while it is not there.
   * @throws the reason why a device that is there cannot be opened
   */
  open(claimant: HidClaimant): Promise<OpenedHid | null> {
    return lane.run(async () => {
      const device = deviceFor(claimant, await devices())
      if (device === null) return null
      if (holders.size >= mostOpen) throw new Error(`${mostOpen} HID scanners are open already`)
      const { HIDAsync } = await import('node-hid')
      const layout = layoutFor(device.vendorId, await reportDescriptorOf(device.path))
      try {
        const handle = await HIDAsync.open(device.path)
        holders.set(device.path, claimant)
        return { device, handle, layout }
      } catch (error) {
        listed = null
        if ((await hidDeviceBehind(device.path)) === null) return null
        throw error
      }
    })
  },

  /** Resolves when the device is free for others. Never rejects. */
  close(claimant: HidClaimant, { device, handle }: OpenedHid): Promise<void> {
    return lane.run(async () => {
      await orAfter(closeMs, handle.close(), nothing).catch(nothing)
      if (holders.get(device.path) === claimant) holders.delete(device.path)
      listed = null
    })
  },

  /** Whether the device is still the claimant's: another entry may name it more closely by now. */
  isStillFor(claimant: HidClaimant, device: HidDevice): boolean {
    return hidDeviceFor(claimant.naming, namingOfOthers(claimant), [device]) !== null
  },
}

async function devices(): Promise<readonly HidDevice[]> {
  if (listed === null || performance.now() - listed.at >= listMs) {
    const found = await findHidScanners()
    listed = { at: performance.now(), devices: found }
  }
  return listed.devices
}

/** Among those that no other scanner holds. */
function deviceFor(claimant: HidClaimant, there: readonly HidDevice[]): HidDevice | null {
  return hidDeviceFor(
    claimant.naming,
    namingOfOthers(claimant),
    there.filter((device) => !holders.has(device.path)),
  )
}

function namingOfOthers(claimant: HidClaimant): readonly HidNaming[] {
  return [...claimants].filter((other) => other !== claimant).map((other) => other.naming)
}
