import { expect, type Page, test } from '@playwright/test'
import { imei } from '../support/codes.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

/* The frame that every station shares, shown by one that the product does not have (tests/trial). */

test.describe.configure({ mode: 'serial' })

let server: TestServer
let plant: TestPlant
let pty: Pty
let station: StationApp
let page: Page

test.beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await plant.order({ order_number: 'ORD-T', batches: [50], pairing: 'imei' })
  await addEmployee(plant.database.collections, 'EMP-001', { may: ['production_line1_station1', 'manage_inventory'] })
  pty = await openPty()
  station = await startStationApp({
    ...{ build: 'trial', uri: server.uri, databaseName: plant.name },
    scanners: [{ id: 'line', kind: 'serial', path: pty.device }],
    env: { OSE_STATIONS: 'production,trialbench', OSE_LINE: '1', OSE_STATION: '1' },
  })
  page = station.page
})
test.afterAll(async () => {
  expect(station.problems).toEqual([])
  await station.close()
  await pty.close()
  await plant.close()
  await server.stop()
})

async function scan(code: string, word: Parameters<StationApp['expectVerdict']>[0]): Promise<void> {
  // Where no station is on the screen, there is no banner yet.
  const isThere = (await page.getByTestId('verdict').count()) > 0
  const before = isThere ? await station.verdict() : { scanId: null, word: null }
  await pty.write(`${code}\r`)
  await station.nextVerdict(before)
  await station.expectVerdict(word)
}
const devices = () => plant.database.collections.devices

test('whoever has several stations chooses: by tile, key or printed command; the frame says which is open', async () => {
  await expect(page.getByTestId('sign-in-identifier')).toBeVisible({ timeout: 30_000 })
  await station.signIn('EMP-001', rightPassword)
  await expect(page.getByTestId('chooser')).toBeVisible()
  await expect(page.locator('[data-testid^=choose-]')).toHaveCount(2)
  await scan(imei(1), 'no-station-open')
  await page.keyboard.press('F2')
  await expect(page.getByTestId('trialbench')).toBeVisible()
  await expect(page.getByTestId('station-name')).toHaveAttribute('data-word', 'trialbench')
  await page.keyboard.press('F3')
  await expect(page.getByTestId('chooser')).toBeVisible()
  await page.getByTestId('choose-production').click()
  await expect(page.getByTestId('production')).toBeVisible()
  await station.openOrder('ORD-T')
  for (const number of [1, 2, 3, 4, 5]) await scan(imei(number), 'registered')
  await scan('OSECGOTRIALBENCH', 'station-opened')
  await expect(page.getByTestId('station-name')).toHaveAttribute('data-word', 'trialbench')
})

test('it opens, counts, refuses, notes, takes back, and says what it never takes back', async () => {
  await expect(page.getByTestId('expects')).toHaveAttribute('data-expects', 'bench-order')
  await scan('ORDER:ORD-T', 'bench-opened')
  await scan(imei(1), 'bench-counted')
  await scan(imei(2), 'bench-counted')
  await scan(imei(3), 'bench-box-full')
  await scan(imei(4), 'bench-full')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-kind', 'stops')
  await scan('OSECACK', 'acknowledged')
  await scan('OSECREJECT', 'bench-rejected')
  await expect(page.getByTestId('verdict')).toHaveAttribute('data-kind', 'noted')
  await expect(page.getByTestId('acknowledge')).toHaveCount(0)
  await expect(page.locator(`[data-subject="${imei(3)}"]`).first()).toHaveAttribute('data-fate', 'noted')
  await page.getByTestId('undo').click()
  await station.expectVerdict('undone')
  await scan('OSECNEXT', 'bench-boxed')
  await scan('OSECCLOSE', 'bench-closed')
  // The button is gone, and the printed command says what to do instead.
  await expect(page.getByTestId('undo')).toHaveCount(0)
  await scan('OSECUNDO', 'undo-never')
  await expect(page.getByTestId('verdict')).toContainText('Open another carton.')
  await expect.poll(() => devices().countDocuments({ estado: 'empaquetado' })).toBe(3)
})

test('without the database: what is known is kept, what is not goes to the tray; what is refused later is a conflict', async () => {
  await scan('ORDER:ORD-T', 'bench-opened')
  await expect(page.getByTestId('known-units')).toHaveAttribute('data-count', '5')
  await scan(imei(4), 'bench-counted')
  await server.kill()
  await expect(page.getByTestId('database-state')).toHaveAttribute('data-state', 'away', { timeout: 30_000 })
  await scan(imei(9), 'bench-set-aside')
  await scan(imei(5), 'kept-here')
  await station.kill()
  await server.restart()
  await devices().updateOne({ imei: imei(5) }, { $set: { estado: 'retirado' } })
  station = await startStationApp({
    ...{ build: 'trial', uri: server.uri, databaseName: plant.name, folder: station.folder },
    scanners: [{ id: 'line', kind: 'serial', path: pty.device }],
    env: { OSE_STATIONS: 'production,trialbench', OSE_LINE: '1', OSE_STATION: '1' },
  })
  page = station.page
  // It goes on as the same person, at the same station, with what was open.
  await expect(page.getByTestId('station-name')).toHaveAttribute('data-word', 'trialbench', { timeout: 30_000 })
  await page.getByTestId('conflicts').click()
  await expect(page.getByTestId('conflicts-panel')).toContainText(imei(5))
  await page.keyboard.press('Escape')
  await expect(page.getByTestId('open')).toContainText('"units":1')
  expect(await devices().countDocuments()).toBe(5)
})
