import { setImmediate } from 'node:timers/promises'
import type { HidScannerSettings } from '../../shared/scanner-settings.ts'
import { codeExpiry } from './code-expiry.ts'
import type { FrameEvent, Framer } from './framing.ts'
import { type HidClaimant, hidBus, type OpenedHid } from './hid-bus.ts'
import { createReportReader } from './hid-reports.ts'
import { hidDeviceBehind } from './hidraw.ts'
import { createReopening } from './reopening.ts'
import type { Scanner, ScannerStatus } from './scanner.ts'

/** Pauses between two looks for the device, ms; the last one for ever. Each look scans the USB bus. */
const pauses = [500, 1000, 2000] as const
/** How often an open device is looked for, ms. Reading tells of an unplugged one; not of another in its place. */
const watchMs = 1000

/**
 * Honeywell and Youjie: where the HID POS interface stands beside a keyboard, scans go to the keyboard until they are
 * redirected. To be sent always, a refusal to be ignored (Hand Held Products, "USB Interfaces User's Guide", 2006).
 */
const redirected: ReadonlySet<number> = new Set([0x0c2e, 0x23d0])
/** Feature report 254, "Redirect Output": HID POS is interface 1. */
const redirectToHidPos = [254, 0x01]

/**
 * A scanner in HID POS mode (USB, usage page 0x8C). Found anew for as long as it takes; a keyboard or mouse is never
 * opened, because `hid-devices.ts` does not list any.
 */
export function createHidScanner(settings: HidScannerSettings): Scanner {
  const { id, kind, ...naming } = settings
  let listeners: Parameters<Scanner['start']> | null = null
  const device = createDevice(
    { id, naming },
    {
      onEvents(events) {
        for (const event of events) {
          if (event.kind === 'discarded') listeners?.[2]?.(event.reason)
          else listeners?.[0]({ text: event.text, at: Date.now(), scannerId: id, kind })
        }
      },
      onStatus: (status) => listeners?.[1](status),
    },
  )

  return {
    id,
    kind,
    start(...given) {
      if (listeners !== null) throw new Error(`the scanner ${id} is started already`)
      listeners = given
      device.start()
    },
    async stop() {
      listeners = null
      await device.stop()
    },
  }
}

interface DeviceListeners {
  readonly onEvents: (events: readonly FrameEvent[]) => void
  readonly onStatus: (status: ScannerStatus) => void
}

/** The device on the bus: open, read, watched and lost. */
function createDevice(claimant: HidClaimant, { onEvents, onStatus }: DeviceListeners) {
  const reopening = createReopening({ pauses, open, onStatus })
  let opened: OpenedHid | null = null
  let stopReading: () => void = () => undefined

  async function open(): Promise<void> {
    try {
      const found = await hidBus.open(claimant)
      if (found === null) {
        reopening.absent()
        reopening.retry()
        return
      }
      if (!reopening.isWanted()) return hidBus.close(claimant, found)
      opened = found
      stopReading = read(found)
      // node-hid starts to read in the next tick, and throws there if it was closed before that.
      await setImmediate()
      const refusal = await redirect(found)
      if (opened !== found) return
      reopening.opened(refusal ?? undefined)
      const present = await hidDeviceBehind(found.device.path)
      if (opened === found) watchSoon(found, present)
    } catch (error) {
      reopening.status({ state: 'failed', detail: reasonOf(error) })
      reopening.retry()
    }
  }

  function read(source: OpenedHid): () => void {
    const reader: Framer = createReportReader(source.layout)
    const expiry = codeExpiry(reader, now, (at) => onEvents(reader.expire(at)))
    // Stays for the object's whole life: an error that nobody listens to ends the program. node-hid's is a text.
    source.handle.on('error', (error: unknown) => lose(source, reasonOf(error)))
    source.handle.on('data', (report: Buffer) => {
      if (opened !== source) return
      onEvents(reader.push(report, now()))
      expiry.watch()
    })
    return () => {
      expiry.stop()
      // Whatever comes after the cable was pulled is another code.
      onEvents(reader.reset())
    }
  }

  function watchSoon(source: OpenedHid, before: string | null | undefined): void {
    reopening.watchIn(watchMs, () => void watch(source, before))
  }

  async function watch(source: OpenedHid, before: string | null | undefined): Promise<void> {
    const { device } = source
    const present = await hidDeviceBehind(device.path)
    if (opened !== source) return
    if (present === null) lose(source, 'device gone')
    else if (present !== undefined && before !== undefined && present !== before) lose(source, 'another device')
    else if (!hidBus.isStillFor(claimant, device)) lose(source, 'another entry names this device')
    else watchSoon(source, before)
  }

  function lose(source: OpenedHid, detail: string): void {
    if (opened !== source || !reopening.isWanted()) return
    opened = null
    stopReading()
    reopening.lost(detail, () => hidBus.close(claimant, source))
  }

  return {
    start(): void {
      hidBus.join(claimant)
      reopening.start()
    },
    async stop(): Promise<void> {
      hidBus.leave(claimant)
      await reopening.stop()
      stopReading()
      if (opened !== null) await hidBus.close(claimant, opened)
      opened = null
    },
  }
}

/** @returns why the scanner refused to send its codes this way; they may come all the same */
async function redirect({ device, handle }: OpenedHid): Promise<string | null> {
  if (!redirected.has(device.vendorId)) return null
  try {
    await handle.sendFeatureReport(redirectToHidPos)
    return null
  } catch (error) {
    return reasonOf(error)
  }
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** Not the wall clock, which an operator or a time server may set in the middle of a code. */
function now(): number {
  return performance.now()
}
