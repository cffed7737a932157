import type { SerialPort } from 'serialport'
import type { PairingCandidate } from '../../shared/scanner-view.ts'
import { matchBytes } from './pairing-bytes.ts'
import type { EarParts, Heard, PairingEar } from './pairing-ear.ts'
import { closePort, createPort, openPort } from './serial-port.ts'

/** As scanners leave their makers; for USB-COM the rate means nothing. */
export const commonRates = [9600, 115_200, 38_400, 19_200] as const

/** A pause that surely is none inside a burst: one code with everything around it, ms. */
const burstMs = 250
const longestBurst = 4096

export interface LineEarParts extends EarParts {
  readonly path: string
  /** The first is listened at; a burst that nobody can read moves on to the next. */
  readonly rates: readonly number[]
}

/** Listens to a serial port with eight data bits and no parity; from seven bits with parity the code is known as well. */
export function listenToLine({ path, rates, code, onHeard, onChange }: LineEarParts): PairingEar {
  let state: Pick<PairingCandidate, 'state' | 'detail'> = { state: 'opening' }
  let port: SerialPort | null = null
  let round = 0
  let burst: number[] = []
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  const rate = () => rates[round % rates.length] ?? commonRates[0]

  function change(next: Pick<PairingCandidate, 'state' | 'detail'>): void {
    state = next
    if (!stopped) onChange()
  }

  function take(chunk: Uint8Array): void {
    if (stopped) return
    burst = [...burst, ...chunk].slice(-longestBurst)
    clearTimeout(timer)
    timer = setTimeout(judge, burstMs)
  }

  function judge(): void {
    const bytes = Uint8Array.from(burst)
    burst = []
    const baudRate = rate()
    const match = matchBytes(bytes, code)
    if (match.kind === 'problem' && match.problem === 'other' && !isReadable(bytes)) nextRate()
    onHeard(match.kind === 'problem' ? match : found(match, baudRate))
  }

  function found({ reading, aim }: Extract<ReturnType<typeof matchBytes>, { kind: 'found' }>, baudRate: number): Heard {
    return {
      kind: 'found',
      aim,
      settings: { kind: 'serial', path, baudRate, stopBits: 1, interByteMs: 200, ...reading },
    }
  }

  /** The person scans once more, and then the rate is right or the next one is. */
  function nextRate(): void {
    round += 1
    port?.update({ baudRate: rate() }, () => undefined)
  }

  async function open(): Promise<void> {
    try {
      const opened = await createPort({ path, baudRate: rate(), dataBits: 8, parity: 'none', stopBits: 1 })
      opened.on('data', take)
      opened.on('close', () => change({ state: 'failed', detail: 'closed' }))
      opened.on('error', (error) => change({ state: 'failed', detail: error.message }))
      await openPort(opened)
      port = opened
      change({ state: 'open' })
    } catch (error) {
      change({ state: 'failed', detail: error instanceof Error ? error.message : String(error) })
    }
  }

  const opening = open()
  return {
    candidate: () => ({ kind: 'serial', label: path, ...state }),
    async stop() {
      stopped = true
      clearTimeout(timer)
      await opening
      if (port?.isOpen) await closePort(port)
    },
  }
}

/** Text of another code, in seven or eight bits: the rate is right. */
function isReadable(bytes: Uint8Array): boolean {
  return bytes.every((byte) => {
    const seven = byte & 0x7f
    return (seven >= 0x20 && seven < 0x7f) || [0x02, 0x03, 0x09, 0x0a, 0x0d, 0x1d].includes(seven)
  })
}
