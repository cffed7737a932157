import type { HidScannerSettings } from '../../shared/scanner-settings.ts'
import { codeExpiry } from './code-expiry.ts'
import type { FrameEvent, Framer } from './framing.ts'
import { hidBus, type OpenedHid } from './hid-bus.ts'
import { createReportReader } from './hid-reports.ts'
import { hidDeviceBehind } from './hidraw.ts'
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
  const claimant = { id, naming }
  let listeners: Parameters<Scanner['start']> | null = null
  let opened: OpenedHid | null = null
  let stopReading: () => void = () => undefined
  let told: ScannerStatus | null = null
  let failures = 0
  let wasOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What opens or closes now; nothing is opened before it ends. */
  let busy: Promise<void> = Promise.resolve()

  function status(next: ScannerStatus): void {
    // An absent device is told once, whatever its absence is called at each look.
    if (told?.state === next.state && (next.state !== 'failed' || told.detail === next.detail)) return
    told = next
    listeners?.[1](next)
  }

  function tell(events: readonly FrameEvent[]): void {
    for (const event of events) {
      if (event.kind === 'discarded') listeners?.[2]?.(event.reason)
      else listeners?.[0]({ text: event.text, at: Date.now(), scannerId: id, kind })
    }
  }

  async function tryToOpen(): Promise<void> {
    if (listeners === null) return
    try {
      const found = await hidBus.open(claimant)
      if (found === null) {
        status({ state: wasOpen ? 'lost' : 'searching' })
        retry()
        return
      }
      if (!isWanted()) return hidBus.close(claimant, found)
      opened = found
      stopReading = read(found)
      // node-hid starts to read in the next tick, and throws there if it was closed before that.
      await nextTurn()
      const refusal = await redirect(found)
      if (opened !== found) return
      failures = 0
      wasOpen = true
      status({ state: 'open', ...(refusal !== null && { detail: refusal }) })
      const present = await hidDeviceBehind(found.device.path)
      if (opened === found) timer = setTimeout(() => void watch(found, present), watchMs)
    } catch (error) {
      status({ state: 'failed', detail: reasonOf(error) })
      retry()
    }
  }

  /** A function, because TypeScript does not see that `stop` may have come meanwhile. */
  function isWanted(): boolean {
    return listeners !== null
  }

  function read(source: OpenedHid): () => void {
    const reader: Framer = createReportReader(source.layout)
    const expiry = codeExpiry(reader, now, (at) => tell(reader.expire(at)))
    // Stays for the object's whole life: an error that nobody listens to ends the program. node-hid's is a text.
    source.handle.on('error', (error: unknown) => lose(source, reasonOf(error)))
    source.handle.on('data', (report: Buffer) => {
      if (opened !== source) return
      tell(reader.push(report, now()))
      expiry.watch()
    })
    return () => {
      expiry.stop()
      // Whatever comes after the cable was pulled is another code.
      tell(reader.reset())
    }
  }

  function retry(): void {
    if (listeners === null) return
    const pause = pauses[Math.min(failures, pauses.length - 1)]
    failures += 1
    clearTimeout(timer)
    timer = setTimeout(() => {
      busy = busy.then(tryToOpen)
    }, pause)
  }

  async function watch(source: OpenedHid, before: string | null | undefined): Promise<void> {
    const { device } = source
    const present = await hidDeviceBehind(device.path)
    if (opened !== source) return
    if (present === null) lose(source, 'device gone')
    else if (present !== undefined && before !== undefined && present !== before) lose(source, 'another device')
    else if (!hidBus.isStillFor(claimant, device)) lose(source, 'another entry names this device')
    else timer = setTimeout(() => void watch(source, before), watchMs)
  }

  function lose(source: OpenedHid, detail: string): void {
    if (opened !== source || listeners === null) return
    opened = null
    clearTimeout(timer)
    stopReading()
    busy = busy.then(() => hidBus.close(claimant, source))
    status({ state: 'lost', detail })
    retry()
  }

  return {
    id,
    kind,
    start(...given) {
      if (listeners !== null) throw new Error(`the scanner ${id} is started already`)
      listeners = given
      hidBus.join(claimant)
      busy = tryToOpen()
    },
    async stop() {
      listeners = null
      clearTimeout(timer)
      hidBus.leave(claimant)
      await busy
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

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}

/** Not the wall clock, which an operator or a time server may set in the middle of a code. */
function now(): number {
  return performance.now()
}
