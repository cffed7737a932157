import type { SerialPort } from 'serialport'
import type { SerialScannerSettings } from '../../shared/scanner-settings.ts'
import { codeExpiry } from './code-expiry.ts'
import { createFramer, type FrameEvent } from './framing.ts'
import { deviceBehind } from './port-presence.ts'
import type { Scanner, ScannerStatus } from './scanner.ts'

/** Pauses between two tries to open the port, ms; the last one for ever. */
const pauses = [250, 500, 1000, 2000, 4000, 5000] as const
/**
 * How often the device is looked for while its port is open, ms. serialport tells nothing when a port dies within
 * milliseconds of a read, and on Windows nothing before the next write.
 */
const watchMs = 1000
/** A dead port may never answer its closing. */
const closeMs = 1000

/** A scanner on a serial line: USB-COM (CDC), Bluetooth SPP or RS-232. Opens again for as long as it takes. */
export function createSerialScanner(settings: SerialScannerSettings): Scanner {
  const { id, path } = settings
  const framer = createFramer(settings)
  const expiry = codeExpiry(framer, now, (at) => tell(framer.expire(at)))
  let listeners: Parameters<Scanner['start']> | null = null
  let port: SerialPort | null = null
  let told: ScannerStatus | null = null
  let tries = 0
  let wasOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  let closing: Promise<void> = Promise.resolve()

  function status(next: ScannerStatus): void {
    if (listeners === null || (told?.state === next.state && told.detail === next.detail)) return
    told = next
    listeners[1](next)
  }

  function tell(events: readonly FrameEvent[]): void {
    for (const event of events) {
      if (event.kind === 'discarded') listeners?.[2]?.(event.reason)
      else listeners?.[0]({ text: event.text, at: Date.now(), scannerId: id, kind: 'serial' })
    }
  }

  async function tryToOpen(): Promise<void> {
    await closing
    if (listeners === null) return
    try {
      const opened = await openPort(settings, (chunk) => {
        if (port !== opened) return
        tell(framer.push(chunk, now()))
        expiry.watch()
      })
      const device = await deviceBehind(path)
      if (listeners === null) {
        closing = close(opened)
        return
      }
      port = opened
      tries = 0
      wasOpen = true
      opened.on('close', () => lose(opened, 'closed'))
      opened.on('end', () => lose(opened, 'ended'))
      opened.on('error', (error) => lose(opened, error.message))
      status({ state: 'open' })
      timer = setTimeout(() => void watch(opened, device), watchMs)
    } catch (error) {
      await explain(error)
      retry()
    }
  }

  async function explain(error: unknown): Promise<void> {
    const isThere = (await deviceBehind(path)) !== null
    if (!isThere) status({ state: wasOpen ? 'lost' : 'searching' })
    else status({ state: 'failed', detail: error instanceof Error ? error.message : String(error) })
  }

  function retry(): void {
    if (listeners === null) return
    const pause = pauses[Math.min(tries, pauses.length - 1)]
    tries += 1
    clearTimeout(timer)
    timer = setTimeout(() => void tryToOpen(), pause)
  }

  async function watch(opened: SerialPort, device: string | null | undefined): Promise<void> {
    const present = await deviceBehind(path)
    if (port !== opened) return
    if (!opened.isOpen) lose(opened, 'closed')
    else if (present === null) lose(opened, 'device gone')
    else if (present !== undefined && device !== undefined && present !== device) lose(opened, 'another device')
    else timer = setTimeout(() => void watch(opened, device), watchMs)
  }

  function lose(opened: SerialPort, detail: string): void {
    if (port !== opened) return
    port = null
    closing = close(opened)
    expiry.stop()
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
      void tryToOpen()
    },
    async stop() {
      listeners = null
      clearTimeout(timer)
      expiry.stop()
      framer.reset()
      const open = port
      port = null
      if (open !== null) closing = close(open)
      await closing
    },
  }
}

/** Loaded at first use: where its native part is missing, one scanner is red and the program runs. */
async function openPort(settings: SerialScannerSettings, onData: (chunk: Buffer) => void): Promise<SerialPort> {
  const serialport = await import('serialport')
  const { path, baudRate, dataBits, parity, stopBits } = settings
  const port = new serialport.SerialPort({ path, baudRate, dataBits, parity, stopBits, autoOpen: false })
  // For its whole life: an error that nobody listens to ends the program, and a dead port may send one at any time.
  port.on('error', () => undefined)
  port.on('data', onData)
  await new Promise<void>((resolve, reject) => port.open((error) => (error ? reject(error) : resolve())))
  return port
}

function close(port: SerialPort): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, closeMs)
    port.close(() => {
      clearTimeout(timer)
      resolve()
    })
  })
}

/** Not the wall clock, which an operator or a time server may set in the middle of a code. */
function now(): number {
  return performance.now()
}
