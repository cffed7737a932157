import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { serialScannerSchema } from '../../shared/scanner-settings.ts'
import { openPty, type Pty } from '../../tests/support/pty.ts'
import type { DiscardReason, ScannedCode, Scanner, ScannerStatus } from './scanner.ts'
import { createSerialScanner } from './serial.ts'

// The presence watchdog looks once a second, and a lost port is tried again after growing pauses.
const patience = { timeout: 10_000, interval: 10 }
const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

async function pty(): Promise<Pty> {
  const line = await openPty()
  opened.push(line)
  return line
}

function scannerAt(path: string, more: object = {}) {
  const codes: ScannedCode[] = []
  const states: ScannerStatus[] = []
  const discarded: DiscardReason[] = []
  const settings = serialScannerSchema.parse({ id: 'left', kind: 'serial', path, ...more })
  const scanner: Scanner = createSerialScanner(settings)
  opened.push({ close: () => scanner.stop() })
  scanner.start(
    (code) => codes.push(code),
    (status) => states.push(status),
    (reason) => discarded.push(reason),
  )
  return {
    scanner,
    codes,
    states,
    discarded,
    texts: () => codes.map((code) => code.text),
    stateWords: () => states.map((status) => status.state),
    isOpen: (times = 1) =>
      expect.poll(() => states.filter(({ state }) => state === 'open').length, patience).toBe(times),
  }
}

describe('a serial scanner', { timeout: 30_000 }, () => {
  it('reads codes, whatever ends them', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.isOpen()
    const before = Date.now()
    await line.write('A1\rA2\nA3\r\n\x02A4\x03A5\t')
    await expect.poll(left.texts, patience).toEqual(['A1', 'A2', 'A3', 'A4', 'A5'])
    expect(left.codes[0]).toMatchObject({ scannerId: 'left', kind: 'serial' })
    expect(left.codes[0]?.at).toBeGreaterThanOrEqual(before)
    expect(left.codes[0]?.at).toBeLessThanOrEqual(Date.now())
    expect(left.discarded).toEqual([])
  })

  it('joins a code that comes in pieces', async () => {
    const line = await pty()
    const left = scannerAt(line.device, { interByteMs: 2000 })
    await left.isOpen()
    for (const piece of ['8618', '880800', '00009\r', '\n86', '7572080000000\r\n']) {
      await line.write(piece)
      await sleep(15)
    }
    await expect.poll(left.texts, patience).toEqual(['861888080000009', '867572080000000'])
  })

  it('is looked for at once when the PC wakes up, whatever pause it is in', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.isOpen()
    // As asleep: no timer of the scanner comes any more.
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    try {
      await line.unplug()
      for (let waited = 0; waited < 500 && left.stateWords().at(-1) !== 'lost'; waited++) await sleep(10)
      await line.replug()
      await sleep(600)
      expect(left.stateWords()).toEqual(['open', 'lost'])
      left.scanner.lookAgain?.()
      for (let waited = 0; waited < 500 && left.stateWords().at(-1) !== 'open'; waited++) await sleep(10)
    } finally {
      vi.useRealTimers()
    }
    expect(left.stateWords().at(-1)).toBe('open')
    await line.write('AWAKE\r')
    await expect.poll(left.texts, patience).toEqual(['AWAKE'])
  })

  it('discards a code that stops in the middle, and never joins it with the next', async () => {
    const line = await pty()
    const left = scannerAt(line.device, { interByteMs: 50 })
    await left.isOpen()
    await line.write('8934010')
    await expect.poll(() => left.discarded, patience).toEqual(['incomplete'])
    await line.write('861888080000009\r')
    await expect.poll(left.texts, patience).toEqual(['861888080000009'])
  })

  it('reads two at once, each its own', async () => {
    const [one, other] = [await pty(), await pty()]
    const left = scannerAt(one.device)
    const right = scannerAt(other.device, { id: 'right' })
    await left.isOpen()
    await right.isOpen()
    for (let number = 0; number < 50; number++) {
      await one.write(`L${number}`)
      await other.write(`R${number}\r`)
      await one.write('\r')
    }
    const expected = (letter: string) => Array.from({ length: 50 }, (_, number) => `${letter}${number}`)
    await expect.poll(left.texts, patience).toEqual(expected('L'))
    await expect.poll(right.texts, patience).toEqual(expected('R'))
    expect(new Set(right.codes.map((code) => code.scannerId))).toEqual(new Set(['right']))
  })

  it('loses and reorders none of 1,000 codes at full speed', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.isOpen()
    const sent = Array.from({ length: 1000 }, (_, number) => String(861888080000000 + number))
    for (const code of sent) await line.write(`${code}\r\n`)
    await expect.poll(() => left.codes.length, patience).toBe(1000)
    expect(left.texts()).toEqual(sent)
  })

  it('answers garbage with nothing worse than unknown codes, and reads on', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.isOpen()
    await line.write(Buffer.from(Array.from({ length: 3000 }, (_, index) => (index * 7919) % 256)))
    await line.write(Buffer.alloc(6000, 0x41))
    await line.write('\r861888080000009\r')
    await expect.poll(() => left.texts().pop(), patience).toBe('861888080000009')
    expect(left.discarded).toContain('too-long')
    expect(left.stateWords()).toEqual(['open'])
  })

  it.each([
    ['at once', 0],
    ['after a while', 400],
  ])('survives being pulled out in mid-code, %s after a byte, and goes on when it is back', async (_when, pause) => {
    const line = await pty()
    const left = scannerAt(line.device, { interByteMs: 5000 })
    await left.isOpen()
    await line.write('A1\r893401')
    await expect.poll(left.texts, patience).toEqual(['A1'])
    await sleep(pause)
    await line.unplug()
    await expect.poll(left.stateWords, patience).toEqual(['open', 'lost'])
    expect(left.discarded).toEqual(['incomplete'])
    await line.replug()
    await left.isOpen(2)
    await line.write('861888080000009\r')
    await expect.poll(left.texts, patience).toEqual(['A1', '861888080000009'])
    expect(left.stateWords()).toEqual(['open', 'lost', 'open'])
  })

  it('notices a device that was changed for another under the same path', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.isOpen()
    await line.write('A1\r')
    await expect.poll(left.texts, patience).toEqual(['A1'])
    await line.unplug()
    await line.replug()
    await left.isOpen(2)
    await line.write('A2\r')
    await expect.poll(left.texts, patience).toEqual(['A1', 'A2'])
  })

  it('waits for a device that is not there yet', async () => {
    const line = await pty()
    await line.unplug()
    const left = scannerAt(line.device)
    await expect.poll(left.stateWords, patience).toEqual(['searching'])
    await line.replug()
    await left.isOpen()
    expect(left.stateWords()).toEqual(['searching', 'open'])
  })

  it('says why a device that is there cannot be used', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.isOpen()
    const second = scannerAt(line.device, { id: 'second' })
    await expect.poll(second.stateWords, patience).toEqual(['failed'])
    expect(second.states[0]?.detail).toMatch(/lock/i)
    await left.scanner.stop()
    await second.isOpen()
  })

  it('leaves the device free and is silent once it was stopped', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.isOpen()
    await left.scanner.stop()
    await left.scanner.stop()
    const right = scannerAt(line.device, { id: 'right' })
    await right.isOpen()
    await line.write('A1\r')
    await expect.poll(right.texts, patience).toEqual(['A1'])
    expect(left.codes).toEqual([])
    expect(left.stateWords()).toEqual(['open'])
  })

  it('can be stopped while it opens', async () => {
    const line = await pty()
    const left = scannerAt(line.device)
    await left.scanner.stop()
    const right = scannerAt(line.device, { id: 'right' })
    await right.isOpen()
    expect(left.states).toEqual([])
  })
})
