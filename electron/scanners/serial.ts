import type { SerialPort } from 'serialport'
import type { SerialScannerSettings } from '../../shared/scanner-settings.ts'
import { codeExpiry } from './code-expiry.ts'
import { deviceBehind } from './port-presence.ts'
import { createRecordedFramer, type RecordedEvent } from './recorded-framer.ts'
import { createReopening } from './reopening.ts'
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
  const { id } = settings
  let listeners: Parameters<Scanner['start']> | null = null
  const line = createLine(settings, {
    onEvents(events) {
      for (const event of events) {
        if (event.kind === 'discarded') listeners?.[2]?.(event.reason, event.raw)
        else listeners?.[0]({ text: event.text, at: Date.now(), scannerId: id, kind: 'serial', raw: event.raw })
      }
    },
    onStatus: (status) => listeners?.[1](status),
  })

  return {
    id,
    kind: 'serial',
    start(...given) {
      if (listeners !== null) throw new Error(`the scanner ${id} is started already`)
      listeners = given
      line.start()
    },
    lookAgain: line.lookAgain,
    async stop() {
      listeners = null
      await line.stop()
    },
  }
}

interface LineListeners {
  readonly onEvents: (events: readonly RecordedEvent[]) => void
  readonly onStatus: (status: ScannerStatus) => void
}

/** The port: open, read, watched and lost. */
function createLine(settings: SerialScannerSettings, { onEvents, onStatus }: LineListeners) {
  const { path } = settings
  const framer = createRecordedFramer(settings)
  const expiry = codeExpiry(framer, now, (at) => onEvents(framer.expire(at)))
  const reopening = createReopening({ pauses, open, onStatus })
  let port: SerialPort | null = null

  async function open(): Promise<void> {
    let opened: SerialPort
    try {
      opened = await createPort(settings)
      if (!reopening.isWanted()) return
      listen(opened)
      // Known before it is open, so that no byte comes from an unknown one.
      port = opened
      await openPort(opened)
    } catch (error) {
      port = null
      await explain(error)
      reopening.retry()
      return
    }
    if (!reopening.isWanted()) return closePort(opened)
    reopening.opened()
    const device = await deviceBehind(path)
    if (port === opened) watchSoon(opened, device)
  }

  function listen(opened: SerialPort): void {
    opened.on('data', (chunk: Buffer) => {
      if (port !== opened) return
      onEvents(framer.push(chunk, now()))
      expiry.watch()
    })
    opened.on('close', () => lose(opened, 'closed'))
    opened.on('end', () => lose(opened, 'ended'))
    // Stays for the object's whole life: an error that nobody listens to ends the program, and a dead port sends some.
    opened.on('error', (error) => lose(opened, error.message))
  }

  async function explain(error: unknown): Promise<void> {
    const isThere = (await deviceBehind(path)) !== null
    if (!isThere) reopening.absent()
    else reopening.status({ state: 'failed', detail: error instanceof Error ? error.message : String(error) })
  }

  function watchSoon(opened: SerialPort, device: string | null | undefined): void {
    reopening.watchIn(watchMs, () => void watch(opened, device))
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
    if (port !== opened || !reopening.isWanted()) return
    port = null
    expiry.stop()
    // Whatever comes after the cable was pulled is another code.
    onEvents(framer.reset())
    reopening.lost(detail, () => closePort(opened))
  }

  return {
    start: reopening.start,
    lookAgain: reopening.lookAgain,
    async stop(): Promise<void> {
      expiry.stop()
      await reopening.stop()
      if (port !== null) await closePort(port)
      port = null
    },
  }
}

/** Not the wall clock, which an operator or a time server may set in the middle of a code. */
function now(): number {
  return performance.now()
}
