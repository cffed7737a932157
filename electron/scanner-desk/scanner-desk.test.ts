import { EventEmitter } from 'node:events'
import { afterEach, describe, expect, it } from 'vitest'
import { type ScannerSettings, scannerSettingsSchema } from '../../shared/scanner-settings.ts'
import type { ScannersView } from '../../shared/scanner-view.ts'
import { openPty, type Pty } from '../../tests/support/pty.ts'
import type { Session } from '../people/session.ts'
import type { SessionChange } from '../people/session-change.ts'
import { type Config, defaultSettings } from '../settings/config.ts'
import { createScannerDesk, type KeyboardPage, type ScannerDeskParts } from './scanner-desk.ts'

const patience = { timeout: 10_000, interval: 10 }
const page: KeyboardPage = Object.assign(new EventEmitter(), {
  sendInputEvent: () => undefined,
  executeJavaScriptInIsolatedWorld: () => Promise.resolve(),
})
const imei = '861888080000009'
const opened: { close(): Promise<void> }[] = []

afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close()
})

async function openLine(): Promise<Pty> {
  const line = await openPty()
  opened.push(line)
  return line
}

/** A desk before a station that only writes down what reaches it. */
function openDesk(scanners: readonly ScannerSettings[], more: Partial<ScannerDeskParts> = {}) {
  let settings = { ...defaultSettings('en'), scanners: [...scanners] }
  let person: string | null = 'ADM-001'
  let changed: (change: SessionChange) => void = () => undefined
  const reached: string[] = []
  const views: ScannersView[] = []
  const config: Pick<Config, 'settings' | 'save' | 'forced'> = {
    settings: () => settings,
    forced: [],
    save: (changes) => {
      settings = { ...settings, ...changes }
      desk.apply(settings.scanners)
    },
  }
  const session = {
    current: () => (person === null ? null : { employee_id: person }),
    activity: () => undefined,
    onChange(listener: typeof changed) {
      changed = listener
      return () => undefined
    },
  } as unknown as Session // of a whole session only these are asked for
  const desk = createScannerDesk({
    page,
    log: () => '',
    config,
    session,
    station: {
      scan: async ({ text }) => void reached.push(text),
      say: async (word) => void reached.push(word),
    },
    onStates: () => undefined,
    onView: (view) => views.push(view),
    ...more,
  })
  opened.push({ close: () => desk.stop() })
  desk.apply(settings.scanners)
  desk.watch(true)
  return {
    desk,
    reached,
    view: () => views.at(-1),
    uses: () => views.at(-1)?.reads.map((read) => read.use),
    settings: () => settings,
    signOut() {
      person = null
      changed({ who: null, why: 'person' })
    },
    isOpen: (count = 1) =>
      expect.poll(() => desk.states().filter(({ state }) => state === 'open').length, patience).toBe(count),
  }
}

const serial = (line: Pty, more: object = {}) =>
  scannerSettingsSchema.parse({ id: 'line', kind: 'serial', path: line.device, ...more })

describe('where the codes of this PC go', { timeout: 30_000 }, () => {
  it('to the station; in the trial nowhere, until nobody has scanned for its time', async () => {
    const line = await openLine()
    const { desk, reached, uses, view, isOpen } = openDesk([serial(line)], { trialMs: 1500 })
    await isOpen()
    await line.write(`${imei}\r`)
    await expect.poll(uses, patience).toEqual(['station'])
    desk.setTrial(true)
    await line.write(`${imei}\r`)
    await expect.poll(uses, patience).toEqual(['trial', 'station'])
    await line.write('8934010')
    await expect.poll(uses, patience).toEqual(['incomplete', 'trial', 'station'])
    expect(view()?.trial).not.toBeNull()
    await expect.poll(() => view()?.trial, patience).toBeNull()
    await line.write('OSECACK\r')
    await expect.poll(() => reached, patience).toEqual([imei, 'OSECACK'])
  })

  it('a trial ends with the person who began it', async () => {
    const line = await openLine()
    const { desk, reached, signOut, isOpen } = openDesk([serial(line)])
    await isOpen()
    desk.setTrial(true)
    signOut()
    await line.write(`${imei}\r`)
    await expect.poll(() => reached, patience).toEqual([imei])
  })

  it('a spark on the line is not said, a piece of a code once, and again only after a while', async () => {
    const line = await openLine()
    const { reached, uses, isOpen } = openDesk([serial(line, { interByteMs: 30 })])
    await isOpen()
    for (const [piece, count] of [
      ['A', 1],
      ['8934010', 2],
      ['8934010', 3],
    ] as const) {
      await line.write(piece)
      await expect.poll(() => uses()?.length, patience).toBe(count)
    }
    expect(reached).toEqual(['scan-incomplete'])
  })
})

describe('the pairing', { timeout: 30_000 }, () => {
  it('has the devices while it listens, and gives them back', async () => {
    const line = await openLine()
    const { desk, reached, view, isOpen } = openDesk([serial(line)], { pairing: { listenMs: 2500 } })
    await isOpen()
    await desk.startPairing('')
    await expect
      .poll(() => view()?.pairing?.candidates.filter((one) => one.label === line.device), patience)
      .toMatchObject([{ state: 'open' }])
    await line.write(`${imei}\r`)
    await expect.poll(() => view()?.pairing?.heard?.hint, patience).toBe('other')
    await expect.poll(() => view()?.pairing?.phase, patience).toBe('expired')
    expect(reached).toEqual([])
    await expect
      .poll(async () => {
        await line.write(`${imei}\r`)
        return reached.length
      }, patience)
      .toBeGreaterThan(0)
  })

  it('changes the entry of the device it hears at, and a second reading of the code counts nowhere', async () => {
    const line = await openLine()
    const { desk, reached, view, uses, settings, isOpen } = openDesk([serial(line, { suffix: '#' })])
    await isOpen()
    await desk.startPairing('')
    await expect.poll(() => view()?.pairing?.candidates.length, patience).toBeGreaterThan(1)
    await expect
      .poll(() => view()?.pairing?.candidates.find((one) => one.label === line.device)?.state, patience)
      .toBe('open')
    const code = view()?.pairing?.code ?? ''
    await line.write(`\x02${code}\x03`)
    await expect.poll(() => view()?.pairing?.phase, patience).toBe('found')
    expect(view()?.pairing?.found).toMatchObject({ replaces: 'line', settings: { prefix: '\x02' } })
    expect(desk.acceptPairing()).toBe(true)
    expect(settings().scanners).toMatchObject([{ id: 'line', path: line.device, prefix: '\x02', terminators: ['ETX'] }])
    expect(settings().scanners[0]).not.toHaveProperty('suffix')
    await expect
      .poll(async () => {
        await line.write(`\x02${code}\x03`)
        return uses()?.[0]
      }, patience)
      .toBe('pairing')
    await line.write(`\x02${imei}\x03`)
    await expect.poll(() => reached, patience).toEqual([imei])
  })

  it('called off before it began, nothing is listened to', async () => {
    const line = await openLine()
    const { desk, reached, view, isOpen } = openDesk([serial(line)])
    await isOpen()
    const starting = desk.startPairing('')
    desk.cancelPairing()
    await starting
    expect(view()?.pairing ?? null).toBeNull()
    await expect
      .poll(async () => {
        await line.write(`${imei}\r`)
        return reached.length
      }, patience)
      .toBeGreaterThan(0)
    expect(desk.acceptPairing()).toBe(false)
  })
})
