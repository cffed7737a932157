import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type PreferencesRepository, preferencesRepository } from '../../electron/db/people/preferences.ts'
import { createStationScreen } from '../../electron/screen/station-screen.ts'
import { loadConfig } from '../../electron/settings/config.ts'
import { screenWorkflows } from '../../electron/workflows/screen.ts'
import { type Office, openOffice } from '../support/office.ts'
import { addEmployee, rightPassword } from '../support/people.ts'

let office: Office
let folder: string
beforeAll(async () => {
  office = await openOffice()
  await office.badgeSignIn(true)
})
afterAll(() => office.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-screen-'))
})
afterEach(async () => {
  rmSync(folder, { recursive: true, force: true })
  await office.collections.employees.deleteMany({})
  await office.collections.preferences.deleteMany({})
})

/** A station's screen on the real database; the window only writes down what is asked of it. */
function open(env: Record<string, string> = {}, settingUp = false) {
  const config = loadConfig({ folder, env, preferredLanguages: ['en'] })
  const session = office.session()
  const window = { locked: null as boolean | null, ignored: false, on: false, percent: 0, quits: 0, looked: 0 }
  const refused: string[] = []
  let reachable = true
  let listeners: Parameters<Parameters<typeof createStationScreen>[0]['device']['listen']>[0] | null = null
  const stored = preferencesRepository(office.collections)
  const preferences: PreferencesRepository = {
    find: (id) => (reachable ? stored.find(id) : Promise.reject(new Error('away'))),
    save: (id, changes, now) => (reachable ? stored.save(id, changes, now) : Promise.reject(new Error('away'))),
  }
  const look = (at: number): void => {
    window.looked += at
  }
  const looks = createStationScreen({
    config,
    session,
    clock: office.clock,
    log: office.log,
    device: {
      lock: (locked) => {
        window.locked = locked
      },
      ignoreInput: (ignored) => {
        window.ignored = ignored
      },
      zoom: (percent) => {
        window.percent = percent
      },
      keepDisplayOn: (on) => {
        window.on = on
      },
      isInFront: () => true,
      systemContrast: () => false,
      quit: () => {
        window.quits += 1
      },
      listen: (given) => {
        listeners = given
      },
    },
    preferences: () => preferences,
    parts: () => ({
      station: { say: async (word) => void refused.push(word) },
      scanners: { lookAgain: () => look(1) },
      link: { lookAgain: () => look(10) },
    }),
    onChange: () => undefined,
  })
  const workflows = screenWorkflows({ ...looks, config, session, settingUp: () => settingUp, log: office.log })
  return {
    ...looks,
    config,
    session,
    window,
    refused,
    workflows,
    device: () => listeners,
    reach: (is: boolean) => {
      reachable = is
    },
    enter: (id: string) => session.signInWithPassword(id, rightPassword),
  }
}

async function badge(employee_id: string): Promise<string> {
  return `OSEB${await office.tables.badges.issue(employee_id, 'ADMIN', new Date())}`
}

describe('station mode', () => {
  it('is left by a supervisor alone, and every try is in the log', async () => {
    await addEmployee(office.collections, 'EMP-1')
    await addEmployee(office.collections, 'SUP-1', { role: 'supervisor' })
    const { window, workflows, screen, stop } = open({ OSE_STATION_MODE: 'kiosk' })
    expect(window).toMatchObject({ locked: true, on: true })
    const leave = (identifier: string, password: string, to: 'window' | 'quit' = 'window') =>
      workflows['screen.leave']({ to, identifier, password }, null)
    expect(await leave('EMP-1', rightPassword)).toMatchObject({ error: { params: { word: 'supervisor-needed' } } })
    expect(await leave('SUP-1', 'Wrong-pass1')).toMatchObject({ error: { params: { word: 'sign-in-wrong' } } })
    expect(await leave('', '')).toMatchObject({ ok: false })
    expect(window).toMatchObject({ locked: true, quits: 0 })
    expect(await leave('SUP-1', rightPassword)).toMatchObject({ ok: true })
    expect(window.locked).toBe(false)
    expect(screen.state()).toMatchObject({ stationMode: 'kiosk', isLocked: false })
    await workflows['screen.returnToStationMode']({}, null)
    expect(window.locked).toBe(true)
    await leave('SUP-1', rightPassword, 'quit')
    expect(window.quits).toBe(1)
    const told = office.logged.filter(({ event }) => event.startsWith('station-mode.')).map(({ event }) => event)
    expect(told).toEqual([...Array<string>(3).fill('station-mode.not-left'), 'station-mode.left', 'station-mode.left'])
    await stop()
  })

  it('takes a badge only while it is asked for one', async () => {
    await addEmployee(office.collections, 'EMP-1')
    await addEmployee(office.collections, 'SUP-1', { role: 'manager' })
    const [operators, supervisors] = [await badge('EMP-1'), await badge('SUP-1')]
    const { window, workflows, screen, refused, stop } = open({ OSE_STATION_MODE: 'kiosk' })
    expect(screen.takes(supervisors)).toBe(false)
    await workflows['screen.askToLeave']({ to: 'window' }, null)
    expect(screen.takes('356938035643809')).toBe(false)
    expect(screen.takes(operators)).toBe(true)
    await expect.poll(() => refused).toEqual(['supervisor-needed'])
    expect(window.locked).toBe(true)
    expect(screen.takes(supervisors)).toBe(true)
    await expect.poll(() => window.locked).toBe(false)
    // The second reading of a nervous hand.
    expect(screen.takes(supervisors)).toBe(true)
    await workflows['screen.returnToStationMode']({}, null)
    await workflows['screen.askToLeave']({ to: null }, null)
    expect(screen.takes(operators)).toBe(false)
    await stop()
  })

  it('is left without anybody while nobody could be asked yet', async () => {
    const { window, workflows, stop } = open({ OSE_STATION_MODE: 'kiosk' }, true)
    expect(await workflows['screen.leave']({ to: 'window', identifier: '', password: '' }, null)).toMatchObject({
      ok: true,
    })
    expect(window.locked).toBe(false)
    await stop()
  })
})

describe('the display', () => {
  it('stays on while somebody is signed in; waking up looks at everything again', async () => {
    await addEmployee(office.collections, 'EMP-1')
    const { window, session, enter, device, stop } = open()
    expect(window).toMatchObject({ locked: false, on: false, percent: 100 })
    await enter('EMP-1')
    expect(window.on).toBe(true)
    session.signOut('person')
    expect(window.on).toBe(false)
    device()?.resumed()
    expect(window.looked).toBe(11)
    await stop()
  })

  it('has a size that is kept', async () => {
    const { window, workflows, config, device, stop } = open()
    await workflows['screen.zoom']({ change: 'in' }, null)
    device()?.zoomKey('in')
    expect(window.percent).toBe(125)
    expect(config.settings().zoom).toBe(125)
    await stop()
    const again = open()
    expect(again.window.percent).toBe(125)
    await again.stop()
  })
})

describe('language and theme', () => {
  it('are the person’s: stored beside the employee, read at every station, this PC’s again at sign-out', async () => {
    await addEmployee(office.collections, 'EMP-1')
    const before = await office.collections.employees.findOne({ employee_id: 'EMP-1' })
    const first = open()
    await first.workflows['screen.setTheme']({ theme: 'dark' }, null)
    expect(first.config.settings().theme).toBe('dark')
    await first.enter('EMP-1')
    await first.workflows['screen.setLanguage']({ language: 'es' }, null)
    await first.workflows['screen.setTheme']({ theme: 'contrast' }, null)
    expect(first.own.current()).toEqual({ language: 'es', theme: 'contrast' })
    first.session.signOut('person')
    expect(first.own.current()).toEqual({})
    await first.stop()
    expect(first.config.settings()).toMatchObject({ language: 'en', theme: 'dark' })

    const second = open()
    await second.enter('EMP-1')
    await expect.poll(second.own.current).toEqual({ language: 'es', theme: 'contrast' })
    await second.stop()
    const after = await office.collections.employees.findOne({ employee_id: 'EMP-1' })
    expect({ ...after, last_login: null, last_login_ip: null, updated_at: null }).toEqual({
      ...before,
      last_login: null,
      last_login_ip: null,
      updated_at: null,
    })
  })

  it('chosen while the database is away hold at once and are stored when it is back', async () => {
    await addEmployee(office.collections, 'EMP-1')
    const { own, enter, reach, session, stop } = open()
    await enter('EMP-1')
    reach(false)
    expect(own.choose({ language: 'es' })).toBe(true)
    expect(own.current()).toEqual({ language: 'es' })
    session.signOut('person')
    reach(true)
    own.connected()
    await expect
      .poll(() => office.collections.preferences.find({}).toArray())
      .toMatchObject([{ _id: 'EMP-1', language: 'es' }])
    await stop()
  })

  it('that cannot be read are this PC’s', async () => {
    await addEmployee(office.collections, 'EMP-1')
    const hostile = { _id: 'EMP-1', language: 'xx', theme: { $ne: null }, updated_at: new Date() }
    await office.collections.preferences.insertOne(hostile as never) // what another program may have written
    const { own, enter, stop } = open()
    await enter('EMP-1')
    await own.stop()
    expect(own.current()).toEqual({})
    await stop()
  })
})
