import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { badgesRepository } from '../../electron/db/people/badges.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import { imei } from '../support/codes.ts'
import { focusWindow, pressKey } from '../support/keys.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

let server: TestServer
let pty: Pty
let plant: TestPlant

test.beforeAll(async () => {
  server = await startTestServer()
  pty = await openPty()
})
test.afterAll(async () => {
  await pty.close()
  await server.stop()
})
test.beforeEach(async () => {
  plant = await openTestPlant(server.uri)
  await addEmployee(plant.database.collections, 'EMP-001', { may: ['production_line1_station1'] })
})
test.afterEach(() => plant.close())

function start(folder?: string): Promise<StationApp> {
  const scanners = [{ id: 'line', kind: 'serial', path: pty.device }]
  return startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners,
    ...(folder !== undefined && { folder }),
  })
}

/** The plant's settings as another station saved them before this one started. */
async function set(settings: Partial<PlantSettings>): Promise<void> {
  await plant.database.collections.settings.updateOne({ _id: 'plant' }, { $set: settings }, { upsert: true })
}

async function badgeOf(employee_id: string): Promise<string> {
  const { client, collections } = plant.database
  return `OSEB${await badgesRepository(client, collections).issue(employee_id, 'ADMIN', new Date())}`
}

async function scan(code: string): Promise<void> {
  await pty.write(`${code}\r`)
}

/** Past the time in which a badge read twice is read once. */
const badgePauseMs = 3200

test('a wrong password, an unknown ID and a suspended person are told the same; five wrong ones lock', async () => {
  const { employees } = plant.database.collections
  await addEmployee(plant.database.collections, 'EMP-009', { may: ['production_line1_station1'], status: 'suspended' })
  const station = await start()
  const verdict = station.page.getByTestId('verdict')
  async function refusedAs(identifier: string, password: string): Promise<string> {
    await station.signIn(identifier, password)
    await expect(station.page.getByTestId('sign-in-submit')).toHaveAttribute('aria-disabled', 'false')
    await expect(verdict).toHaveAttribute('data-word', /./)
    return `${await verdict.getAttribute('data-word')}: ${await verdict.textContent()}`
  }
  const wrong = await refusedAs('EMP-001', 'Wrong-pass1')
  expect(wrong).toContain('sign-in-wrong')
  expect(await refusedAs('EMP-404', 'Wrong-pass1')).toBe(wrong)
  expect(await refusedAs('EMP-009', rightPassword)).toBe(wrong)
  expect(await refusedAs('nobody@ose.example', rightPassword)).toBe(wrong)
  for (let again = 2; again <= 5; again++) expect(await refusedAs('emp-001@ose.example', 'Wrong-pass1')).toBe(wrong)
  const locked = await employees.findOne({ employee_id: 'EMP-001' })
  expect(locked?.locked_until?.getTime()).toBeGreaterThan(Date.now() + 29 * 60_000)
  expect(await refusedAs('EMP-001', rightPassword)).toContain('employee-locked')
  await expect(station.page.getByTestId('sign-in')).toBeVisible()

  // Half an hour later.
  await employees.updateOne({ employee_id: 'EMP-001' }, { $set: { locked_until: new Date(Date.now() - 1000) } })
  await station.signIn('EMP-001@OSE.example', rightPassword)
  await expect(station.page.getByTestId('person')).toBeVisible()
  const known = await employees.findOne({ employee_id: 'EMP-001' })
  expect(known).toMatchObject({ failed_login_attempts: 0, locked_until: null, refresh_token: 'of-the-other-program' })
  expect(known?.last_login?.getTime()).toBeGreaterThan(Date.now() - 60_000)
  expect(known?.last_login_ip).toMatch(/^\d+\.\d+\.\d+\.\d+$|:/)
  expect(station.problems).toEqual([])
  await station.close()
})

test('the badge alone signs in only where the plant allows it', async () => {
  await addEmployee(plant.database.collections, 'ADM-001', { role: 'super_admin', surname: 'Soler' })
  await addEmployee(plant.database.collections, 'EMP-002', { may: ['production_line1_station1'], surname: 'Otra' })
  const [badge, admins, others] = [await badgeOf('EMP-001'), await badgeOf('ADM-001'), await badgeOf('EMP-002')]
  const station = await start()
  const { page } = station
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await expect(page.getByTestId('badge-hint')).toHaveCount(0)
  await scan(badge)
  await station.expectVerdict('badge-needs-password')

  await station.signIn('ADM-001', rightPassword)
  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-settings').click()
  await page.getByTestId('settings-badgeSignIn').click({ force: true })
  await page.getByTestId('settings-save').click()
  await expect(page.getByTestId('office-done')).toBeVisible()
  await page.getByTestId('sign-out').click()
  await expect(page.getByTestId('badge-hint')).toBeVisible()

  await page.waitForTimeout(badgePauseMs)
  await scan(badge)
  await expect(page.getByTestId('person')).toContainText('García Ruiz')
  // Another's badge takes over; an administrator's alone gives no office.
  await scan(others)
  await expect(page.getByTestId('person')).toContainText('Otra')
  await scan(admins)
  await expect(page.getByTestId('person')).toContainText('Soler')
  await expect(page.getByTestId('open-office')).toHaveCount(0)
  await page.waitForTimeout(badgePauseMs)
  await scan(admins)
  await expect(page.getByTestId('sign-in')).toBeVisible()

  await badgeOf('EMP-001')
  await scan(badge)
  await station.expectVerdict('badge-revoked')
  await scan(`OSEB${'0'.repeat(26)}`)
  await station.expectVerdict('unknown-badge')
  const content = await page.content()
  for (const secret of [badge, admins, others]) expect(content).not.toContain(secret.slice(4))
  const ends = await plant.database.collections.signIns.find({}).sort({ at: 1 }).toArray()
  expect(ends.map(({ employee_id, by, ended_why }) => [employee_id, by, ended_why])).toEqual([
    ['ADM-001', 'password', 'person'],
    ['EMP-001', 'badge', 'replaced'],
    ['EMP-002', 'badge', 'replaced'],
    ['ADM-001', 'badge', 'badge'],
  ])
  expect(station.problems).toEqual([])
  await station.close()
})

test('signing out by the key F10 and by the printed command', async () => {
  const station = await start()
  const { page } = station
  await station.signIn('EMP-001', rightPassword)
  await expect(page.getByTestId('production')).toBeVisible()
  await focusWindow(station.pid)
  await pressKey('F10')
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await station.signIn('EMP-001', rightPassword)
  await expect(page.getByTestId('production')).toBeVisible()
  await scan('OSECSIGNOUT')
  await expect(page.getByTestId('sign-in')).toBeVisible()
  const { signIns } = plant.database.collections
  await expect
    .poll(async () => (await signIns.find({}).sort({ at: 1 }).toArray()).map((signIn) => signIn.ended_why))
    .toEqual(['person', 'command'])
  expect(station.problems).toEqual([])
  await station.close()
})

test('the automatic sign-out counts down on the screen; a scan starts it again', async () => {
  // The page counts the last half minute: at 33 seconds it begins soon after a scan, not at once.
  await set({ idleMinutes: 0.55 })
  await plant.order({ order_number: 'ORD-IDLE', batches: [10], pairing: 'imei' })
  const station = await start()
  const { page } = station
  await station.signIn('EMP-001', rightPassword)
  await station.openOrder('ORD-IDLE')
  const countdown = page.getByTestId('sign-out-countdown')
  await expect(countdown).toBeVisible()
  await scan(imei(1))
  await station.expectVerdict('registered')
  await expect(countdown).toBeHidden()
  await expect(countdown).toBeVisible()
  await expect(countdown).toContainText(/in (2\d|30) s/)
  await expect(countdown).toContainText(/in 1\d s/, { timeout: 20_000 })
  await expect(page.getByTestId('sign-in')).toBeVisible({ timeout: 40_000 })
  const { signIns } = plant.database.collections
  await expect.poll(async () => (await signIns.findOne({}))?.ended_why).toBe('idle')
  // What is scanned now counts for nobody.
  await scan(imei(2))
  await station.expectVerdict('not-signed-in')
  expect(await plant.database.collections.devices.countDocuments({})).toBe(1)
  expect(station.problems).toEqual([])
  await station.close()
})

test('after kill -9 the station goes on as the same person, unless the time of inactivity is over', async () => {
  await set({ idleMinutes: 0.2 })
  await plant.order({ order_number: 'ORD-KILL', batches: [10], pairing: 'imei' })
  const first = await start()
  await first.signIn('EMP-001', rightPassword)
  await first.openOrder('ORD-KILL')
  // Nobody may be asked who is there, not for the moment before the program behind the window has been read either.
  expect(existsSync(join(first.folder, 'first-screen.json'))).toBe(false)
  await first.kill()
  const second = await start(first.folder)
  await expect(second.page.getByTestId('person')).toContainText('García Ruiz', { timeout: 20_000 })
  await expect(second.page.getByTestId('database-state')).toHaveAttribute('data-state', 'connected')
  await scan(imei(1))
  await second.expectVerdict('registered')
  await second.kill()
  await sleep(12_500)
  const third = await start(first.folder)
  await expect(third.page.getByTestId('sign-in')).toBeVisible({ timeout: 20_000 })
  await scan(imei(2))
  await third.expectVerdict('not-signed-in')
  expect(existsSync(join(first.folder, 'first-screen.json'))).toBe(true)
  expect(await plant.database.collections.devices.countDocuments({})).toBe(1)
  expect([...second.problems, ...third.problems]).toEqual([])
  await third.close()
})

test('who has only a right without a station is told so in one sentence, and offered nothing', async () => {
  await addEmployee(plant.database.collections, 'QUA-001', { role: 'quality_inspector', may: ['quality_control'] })
  const station = await start()
  const { page } = station
  await station.signIn('QUA-001', rightPassword)
  const told = page.getByTestId('no-station')
  await expect(told).toContainText('quality control')
  await expect(told.getByRole('button')).toHaveCount(0)
  await expect(told.getByRole('paragraph')).toHaveCount(1)
  for (const none of ['production', 'open-office', 'open-station', 'type-code']) {
    await expect(page.getByTestId(none)).toHaveCount(0)
  }
  await scan(imei(1))
  await page.waitForTimeout(500)
  expect(await plant.database.collections.devices.countDocuments({})).toBe(0)
  expect(station.problems).toEqual([])
  await station.close()
})
