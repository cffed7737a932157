import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { badgesRepository } from '../../electron/db/people/badges.ts'
import { imei } from '../support/codes.ts'
import { focusWindow, pressKey } from '../support/keys.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { askToClose, clickAt, otherProgramInFront, placeOnScreen } from '../support/screen.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

let server: TestServer
let pty: Pty
let plant: TestPlant

test.beforeAll(async () => {
  server = await startTestServer()
  pty = await openPty()
  plant = await openTestPlant(server.uri)
  const { collections } = plant.database
  await addEmployee(collections, 'EMP-001', { may: ['production_line1_station1'] })
  await addEmployee(collections, 'SUP-001', { role: 'supervisor', surname: 'Vega' })
  await addEmployee(collections, 'ADM-001', { role: 'admin', may: ['production_line1_station1'], surname: 'Soler' })
  await plant.order({ order_number: 'ORD-MODE', batches: [10], pairing: 'imei' })
})
test.afterAll(async () => {
  await pty.close()
  await plant.close()
  await server.stop()
})

async function startKiosk(): Promise<StationApp> {
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    scanners: [
      { id: 'line', kind: 'serial', path: pty.device },
      { id: 'wedge', kind: 'keyboard', layout: 'us' },
    ],
    env: { OSE_STATION_MODE: 'kiosk' },
  })
  await expect(station.page.getByTestId('sign-in')).toBeVisible()
  return station
}

async function badgeOf(employee_id: string): Promise<string> {
  const { client, collections } = plant.database
  return `OSEB${await badgesRepository(client, collections).issue(employee_id, 'ADMIN', new Date())}`
}

async function windowOf({ app, pid }: StationApp) {
  const { isKiosk, display, staysOn } = await app.evaluate(({ BrowserWindow, screen, powerSaveBlocker }) => ({
    isKiosk: BrowserWindow.getAllWindows()
      .find((one) => one.isVisible())
      ?.isKiosk(),
    display: screen.getPrimaryDisplay().bounds,
    staysOn: [0, 1, 2, 3, 4, 5].some((id) => powerSaveBlocker.isStarted(id)),
  }))
  const { x, y, width, height } = await placeOnScreen(pid)
  const covers = x <= 0 && y <= 0 && x + width >= display.width && y + height >= display.height
  return { isKiosk, covers, staysOn }
}

/** The facts of each such line of the log. */
async function logged({ folder }: StationApp, event: string): Promise<unknown[]> {
  const lines = (await readFile(join(folder, 'logs', 'station.log'), 'utf8')).trim().split('\n')
  return lines
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter((line) => line['event'] === event)
    .map((line) => line['facts'])
}

test('station mode: no key and no close leaves it; a supervisor does, by badge and by password', async () => {
  const [operators, supervisors] = [await badgeOf('EMP-001'), await badgeOf('SUP-001')]
  const station = await startKiosk()
  const { page } = station
  const whole = await windowOf(station)
  expect(whole).toMatchObject({ isKiosk: true, covers: true })
  // Also while nobody is signed in.
  expect(whole.staysOn).toBe(true)

  await station.signIn('EMP-001', rightPassword)
  await expect(page.getByTestId('production')).toBeVisible()
  await page.evaluate(() => document.body.setAttribute('data-same-page', 'yes'))
  await focusWindow(station.pid)
  for (const chord of [
    'alt+F4',
    'ctrl+w',
    'F11',
    'F5',
    'ctrl+r',
    'ctrl+shift+r',
    'ctrl+shift+i',
    'ctrl+q',
    'alt+Left',
  ]) {
    await pressKey(chord)
  }
  await askToClose(station.pid)
  await expect.poll(async () => (await logged(station, 'window.close-refused')).length).toBe(1)
  await expect(page.locator('body')).toHaveAttribute('data-same-page', 'yes')
  expect(await windowOf(station)).toMatchObject({ isKiosk: true, covers: true })

  // The operator's own badge and password do not.
  await pressKey('F7')
  await page.getByTestId('leave-station-mode').click()
  await pty.write(`${operators}\r`)
  await expect(page.getByTestId('leave-failure')).toHaveAttribute('data-word', 'supervisor-needed')
  await page.getByTestId('leave-identifier').fill('EMP-001')
  await page.getByTestId('leave-password').fill(rightPassword)
  await page.getByTestId('leave-submit').click()
  await expect(page.getByTestId('leave-submit')).toHaveAttribute('aria-disabled', 'false')
  await expect(page.getByTestId('leave-failure')).toHaveAttribute('data-word', 'supervisor-needed')
  expect(await windowOf(station)).toMatchObject({ isKiosk: true })

  // Twice, as a nervous hand does: it must not sign in as well.
  await pty.write(`${supervisors}\r${supervisors}\r`)
  await expect(page.getByTestId('leave-panel')).toHaveCount(0)
  await expect.poll(() => windowOf(station)).toMatchObject({ isKiosk: false, covers: false })
  await expect(page.getByTestId('person')).toContainText('García Ruiz')
  expect(await logged(station, 'station-mode.left')).toMatchObject([
    { to: 'window', supervisor: 'SUP-001', by: 'badge', signedIn: 'EMP-001' },
  ])

  await page.getByTestId('open-screen-menu').click()
  await page.getByTestId('return-to-station-mode').click()
  await expect.poll(() => windowOf(station)).toMatchObject({ isKiosk: true, covers: true })
  await page.getByTestId('open-screen-menu').click()
  await page.getByTestId('leave-station-mode').click()
  await page.getByTestId('leave-to-quit').check()
  await page.getByTestId('leave-identifier').fill('SUP-001')
  await page.getByTestId('leave-password').fill(rightPassword)
  expect(station.problems).toEqual([])
  const gone = once(station.app.process(), 'exit')
  await page.getByTestId('leave-submit').click()
  expect((await gone)[0]).toBe(0)
  expect((await logged(station, 'station-mode.left')).at(-1)).toMatchObject({ to: 'quit', by: 'password' })
})

test('the red frame, cleaning the screen, waking up; SIGTERM ends station mode', async () => {
  const station = await startKiosk()
  const { page } = station
  const devices = () => plant.database.collections.devices.countDocuments({})
  await station.signIn('ADM-001', rightPassword)
  await station.openOrder('ORD-MODE')
  await focusWindow(station.pid)
  const frame = page.getByTestId('not-in-front')
  await expect(frame).toHaveCount(0)

  const other = await otherProgramInFront()
  await expect(frame).toContainText('Touch it')
  await page.evaluate(() => document.querySelector<HTMLElement>('[data-testid="open-office"]')?.click())
  await expect(page.getByTestId('office-tab-orders')).toBeVisible()
  await expect(frame).toBeVisible()
  other.close()
  await focusWindow(station.pid)
  await expect(frame).toHaveCount(0)
  await page.getByTestId('open-station').click()

  // Cleaning: what is pressed and touched does nothing, what is scanned counts.
  const signOut = await page.getByTestId('sign-out').boundingBox()
  await page.getByTestId('open-screen-menu').click()
  await page.getByTestId('clean-screen').click()
  const cleaning = page.getByTestId('cleaning')
  await expect(cleaning).toBeVisible()
  for (const key of ['F10', 'Escape', 'Escape', 'F9', 'Return', 'alt+F4']) await pressKey(key)
  await askToClose(station.pid)
  await clickAt((signOut?.x ?? 0) + 10, (signOut?.y ?? 0) + 10)
  await clickAt(960, 540)
  await pty.write(`${imei(1)}\r`)
  await expect(page.getByTestId('cleaning-verdict')).toHaveAttribute('data-word', 'registered')
  await expect(page.getByTestId('cleaning-seconds')).toContainText(/\d+ seconds/)
  expect(await devices()).toBe(1)
  await expect(cleaning).toHaveCount(0, { timeout: 25_000 })
  await expect(page.getByTestId('person')).toContainText('Soler')
  await expect(page.getByTestId('production')).toBeVisible()
  await clickAt((signOut?.x ?? 0) + 10, (signOut?.y ?? 0) + 10)
  await expect(page.getByTestId('sign-in')).toBeVisible()

  // By the printed command, also while nobody is signed in.
  await pty.write('OSECCLEAN\r')
  await expect(cleaning).toBeVisible()

  // The scanner that was unplugged in the PC's sleep is found at once when it wakes, not at the next look.
  await station.app.evaluate(({ powerMonitor }) => powerMonitor.emit('resume'))
  await expect.poll(async () => (await logged(station, 'power.resumed')).length).toBe(1)

  expect(station.problems).toEqual([])
  const gone = once(station.app.process(), 'exit')
  station.app.process().kill('SIGTERM')
  expect((await gone)[0]).toBe(0)
})
