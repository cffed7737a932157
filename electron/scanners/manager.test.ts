import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type ScannerSettings, scannerSettingsSchema } from '../../shared/scanner-settings.ts'
import type { ScannerState } from '../../shared/state.ts'
import { openPty, type Pty } from '../../tests/support/pty.ts'
import type { KeyboardPage } from './keyboard.ts'
import { createScannerManager, type ScannerManager } from './manager.ts'
import type { ScannedCode } from './scanner.ts'

const patience = { timeout: 10_000, interval: 10 }
const page: KeyboardPage = Object.assign(new EventEmitter(), {
  sendInputEvent: () => undefined,
  executeJavaScriptInIsolatedWorld: () => Promise.resolve(),
})

let lines: [Pty, Pty]
let manager: ScannerManager
let codes: ScannedCode[]
let told: (readonly ScannerState[])[]
let logged: string[]
let onCode: (code: ScannedCode) => void

function serial(id: string, line: Pty, more: object = {}): ScannerSettings {
  return scannerSettingsSchema.parse({ id, kind: 'serial', path: line.device, ...more })
}

const keyboard = (id: string) => scannerSettingsSchema.parse({ id, kind: 'keyboard' })
const stateWords = () => told.at(-1)?.map(({ id, state }) => `${id} ${state}`)
const texts = () => codes.map(({ scannerId, text }) => `${scannerId} ${text}`)

beforeEach(async () => {
  lines = [await openPty(), await openPty()]
  codes = []
  told = []
  logged = []
  onCode = (code) => codes.push(code)
  manager = createScannerManager({
    page,
    log: (event) => {
      logged.push(event)
      return ''
    },
    onCode: (code) => onCode(code),
    onStates: (states) => told.push(states),
  })
})

afterEach(async () => {
  await manager.stop()
  for (const line of lines) await line.close()
})

describe('the scanner manager', { timeout: 30_000 }, () => {
  it('runs several at once, each named', async () => {
    const [one, other] = lines
    manager.apply([serial('left', one), serial('right', other), keyboard('wedge')])
    await expect.poll(stateWords, patience).toEqual(['left open', 'right open', 'wedge open'])
    expect(told.at(-1)?.[0]).toEqual({ id: 'left', kind: 'serial', label: one.device, state: 'open' })
    await one.write('A1\r')
    await expect.poll(texts, patience).toEqual(['left A1'])
    await other.write('B1\r')
    await expect.poll(texts, patience).toEqual(['left A1', 'right B1'])
  })

  it('restarts what changed and nothing else', async () => {
    const [one, other] = lines
    manager.apply([serial('left', one), serial('right', other)])
    await expect.poll(stateWords, patience).toEqual(['left open', 'right open'])
    const before = logged.filter((event) => event === 'scanner.state').length
    manager.apply([serial('left', one), serial('right', other, { suffix: '#' })])
    await expect.poll(() => logged.filter((event) => event === 'scanner.state').length, patience).toBe(before + 1)
    await one.write('A1\r')
    await other.write('B1#')
    await expect.poll(() => texts().sort(), patience).toEqual(['left A1', 'right B1'])
    manager.apply([serial('right', one)])
    await expect.poll(stateWords, patience).toEqual(['right open'])
    await one.write('A2\r')
    await expect.poll(() => texts().pop(), patience).toBe('right A2')
  })

  it('tells a lost one once, and the others go on', async () => {
    const [one, other] = lines
    manager.apply([serial('left', one), serial('right', other)])
    await expect.poll(stateWords, patience).toEqual(['left open', 'right open'])
    const before = told.length
    await one.unplug()
    await expect.poll(stateWords, patience).toEqual(['left lost', 'right open'])
    await other.write('B1\r')
    await expect.poll(texts, patience).toEqual(['right B1'])
    expect(told.length).toBe(before + 1)
  })

  it('survives a program that throws at a code', async () => {
    manager.apply([serial('left', lines[0])])
    await expect.poll(stateWords, patience).toEqual(['left open'])
    onCode = () => {
      throw new Error('a bug')
    }
    await lines[0].write('A1\r')
    await expect.poll(() => logged, patience).toContain('scanner.code-failed')
    onCode = (code) => codes.push(code)
    await lines[0].write('A2\r')
    await expect.poll(texts, patience).toEqual(['left A2'])
  })

  it('names a second keyboard and a second of one id instead of starting them', async () => {
    manager.apply([keyboard('wedge'), keyboard('other'), serial('wedge', lines[0])])
    await expect.poll(stateWords, patience).toEqual(['wedge open', 'other failed', 'wedge failed'])
    expect(told.at(-1)?.[1]?.detail).toContain('keyboard')
  })

  it('is silent once it was stopped', async () => {
    manager.apply([serial('left', lines[0])])
    await expect.poll(stateWords, patience).toEqual(['left open'])
    await manager.stop()
    const before = told.length
    await lines[0].write('A1\r')
    await lines[0].unplug()
    await manager.stop()
    expect([texts(), told.length]).toEqual([[], before])
  })
})
