import type { SerialPort } from 'serialport'
import type { SerialScannerSettings } from '../../shared/scanner-settings.ts'
import { codeExpiry } from './code-expiry.ts'
import { deviceBehind } from './port-presence.ts'
import { createRecordedFramer, type RecordedEvent } from './recorded-framer.ts'
import type { Scanner, ScannerStatus } from './scanner.ts'
import { closePort, createPort, openPort } from './serial-port.ts'

/** Pauses between two tries to open the port, ms; the last one for ever. */
const pauses = [250, 500, 1000, 2000, 4000, 5000] as const
/**
 * How often the device is looked for while its port is open, ms. serialport tells nothing when a port dies within
 * milliseconds of a read, and on Windows nothing before the next write.
 */
const watchMs = 1000

/** A scanner on a serial line: USB-COM (CDC), Bluetooth SPP or RS-232. Opens again for as long as it takes. */
export function createSerialScanner(settings: SerialScannerSettings): Scanner {
  const { id, path } = settings
  const framer = createRecordedFramer(settings)
  const expiry = codeExpiry(framer, now, (at) => tell(framer.expire(at)))
  let listeners: Parameters<Scanner['start']> | null = null
  let port: SerialPort | null = null
  let told: ScannerStatus | null = null
  let failures = 0
  let wasOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What the timer will do; null while it is being done, when there is nothing to do sooner. */
  let lookNow: (() => void) | null = null
  /** What opens or closes now; nothing is opened before it ends. */
  let busy: Promise<void> = Promise.resolve()

  function status(next: ScannerStatus): void {
    // A lost device is told once, whatever its absence is called at each try.
    if (told?.state === next.state && (next.state !== 'failed' || told.detail === next.detail)) return
    told = next
    listeners?.[1](next)
  }

  function tell(events: readonly RecordedEvent[]): void {
    for (const event of events) {
      if (event.kind === 'discarded') listeners?.[2]?.(event.reason, event.raw)
      else listeners?.[0]({ text: event.text, at: Date.now(), scannerId: id, kind: 'serial', raw: event.raw })
    }
  }

  async function tryToOpen(): Promise<void> {
    let opened: SerialPort
    try {
      opened = await createPort(settings)
      if (listeners === null) return
      listen(opened)
      // Known before it is open, so that no byte comes from an unknown one.
      port = opened
      await openPort(opened)
    } catch (error) {
      port = null
      await explain(error)
      retry()
      return
    }
    if (listeners === null) return closePort(opened)
    failures = 0
    wasOpen = true
    status({ state: 'open' })
    const device = await deviceBehind(path)
    if (port === opened) watchSoon(opened, device)
  }

  function watchSoon(opened: SerialPort, device: string | null | undefined): void {
    lookIn(watchMs, () => void watch(opened, device))
  }

  function lookIn(ms: number, look: () => void): void {
    clearTimeout(timer)
    lookNow = () => {
      clearTimeout(timer)
      lookNow = null
      look()
    }
    timer = setTimeout(lookNow, ms)
  }

  function listen(opened: SerialPort): void {
    opened.on('data', (chunk: Buffer) => {
      if (port !== opened) return
      tell(framer.push(chunk, now()))
      expiry.watch()
    })
    opened.on('close', () => lose(opened, 'closed'))
    opened.on('end', () => lose(opened, 'ended'))
    // Stays for the object's whole life: an error that nobody listens to ends the program, and a dead port sends some.
    opened.on('error', (error) => lose(opened, error.message))
  }

  async function explain(error: unknown): Promise<void> {
    const isThere = (await deviceBehind(path)) !== null
    if (!isThere) status({ state: wasOpen ? 'lost' : 'searching' })
    else status({ state: 'failed', detail: error instanceof Error ? error.message : String(error) })
  }

  function retry(): void {
    if (listeners === null) return
    const pause = pauses[Math.min(failures, pauses.length - 1)] ?? 0
    failures += 1
    lookIn(pause, () => {
      busy = busy.then(tryToOpen)
    })
  }

  async function watch(opened: SerialPort, device: string | null | undefined): Promise<void> {
    const present = await deviceBehind(path)
    if (port !== opened) return
    if (!opened.isOpen) lose(opened, 'closed')
    else if (present === null) lose(opened, 'device gone')
    else if (present !== undefined && device !== undefined && present !== device) lose(opened, 'another device')
    else watchSoon(opened, device)
  }

  function lose(opened: SerialPort, detail: string): void {
    if (port !== opened || listeners === null) return
    port = null
    lookNow = null
    clearTimeout(timer)
    expiry.stop()
    busy = busy.then(() => closePort(opened))
    // Whatever comes after the cable was pulled is another code.
    tell(framer.reset())
    status({ state: 'lost', detail })
    retry()
  }

  return {
    id,
    kind: 'serial',
    start(...given) {
      if (listeners !== null) throw new Error(`the scanner ${id} is started already`)
      listeners = given
      busy = tryToOpen()
    },
    lookAgain() {
      failures = 0
      lookNow?.()
    },
    async stop() {
      listeners = null
      lookNow = null
      clearTimeout(timer)
      expiry.stop()
      await busy
      if (port !== null) await closePort(port)
      port = null
    },
  }
}

/** Not the wall clock, which an operator or a time server may set in the middle of a code. */
function now(): number {
  return performance.now()
}
