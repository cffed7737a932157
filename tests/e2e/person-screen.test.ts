import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { imei } from '../support/codes.ts'
import { focusWindow, pressKey } from '../support/keys.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

let server: TestServer
let plant: TestPlant

test.beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  const { collections } = plant.database
  await addEmployee(collections, 'SUP-001', { role: 'super_admin', surname: 'Vega' })
  await addEmployee(collections, 'EMP-002', { may: ['production_line1_station1'], surname: 'Otra' })
  await plant.order({ order_number: 'ORD-SEEN', batches: [10], pairing: 'imei' })
})
test.afterAll(async () => {
  await plant.close()
  await server.stop()
})

async function start(folder: string): Promise<StationApp> {
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    folder,
    env: { OSE_LANGUAGE: '' },
  })
  await expect(station.page.getByTestId('sign-in')).toBeVisible()
  return station
}

function windowOf({ app }: StationApp) {
  return app.evaluate(({ BrowserWindow, screen }) => ({
    bounds: BrowserWindow.getAllWindows()[0]?.getBounds(),
    screen: screen.getPrimaryDisplay().workArea,
  }))
}

async function expectLook({ page }: StationApp, lang: string, theme: string): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('lang', lang)
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme)
}

const axeSource = readFile(join(process.cwd(), 'node_modules', 'axe-core', 'axe.min.js'), 'utf8')

/** What axe-core finds wrong on the page as it is; AAA contrast (7:1) included. */
async function violations(page: Page): Promise<string[]> {
  await page.evaluate(await axeSource)
  return page.evaluate(async () => {
    // Put there by the line above.
    const { axe } = window as unknown as { axe: typeof import('axe-core') }
    const { violations: found } = await axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag2aaa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      rules: { 'color-contrast-enhanced': { enabled: true } },
      resultTypes: ['violations'],
    })
    return found.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html} ${node.any[0]?.message ?? ''}`))
  })
}

test('language and theme follow the person; size and place of the window are this PC’s and are kept', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'ose-app-'))
  await writeFile(join(folder, 'settings.json'), JSON.stringify({ language: 'en', theme: 'light' }))
  // Left on a second screen that is gone.
  const gone = { bounds: { x: 5000, y: -900, width: 1200, height: 760 }, isMaximised: false }
  await writeFile(join(folder, 'window.json'), JSON.stringify(gone))
  const first = await start(folder)
  const { page } = first
  const rescued = await windowOf(first)
  const middle = {
    x: (rescued.screen.width - 1200) / 2,
    y: (rescued.screen.height - 760) / 2,
    width: 1200,
    height: 760,
  }
  expect(rescued.bounds).toEqual(middle)

  await expectLook(first, 'en', 'light')
  await first.signIn('SUP-001', rightPassword)
  await expect(page.getByTestId('person')).toContainText('Vega')
  await page.getByTestId('open-screen-menu').click()
  await page.getByTestId('language-es').click()
  await page.getByTestId('theme-contrast').click()
  await expectLook(first, 'es', 'contrast')
  await page.getByTestId('dialog-close').click()
  await page.getByTestId('sign-out').click()
  await expectLook(first, 'en', 'light')
  await first.signIn('EMP-002', rightPassword)
  await expect(page.getByTestId('person')).toContainText('Otra')
  await expectLook(first, 'en', 'light')
  await page.getByTestId('sign-out').click()
  await expect(page.getByTestId('sign-in')).toBeVisible()
  const { preferences, employees } = plant.database.collections
  await expect
    .poll(() => preferences.find({}).toArray())
    .toMatchObject([{ _id: 'SUP-001', language: 'es', theme: 'contrast' }])
  const person = await employees.findOne({ employee_id: 'SUP-001' })
  expect(JSON.stringify(person)).not.toMatch(/contrast|"es"/)
  expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8'))).toEqual({ language: 'en', theme: 'light' })

  // Of nobody's: this PC's.
  await page.getByTestId('open-screen-menu').click()
  await page.getByTestId('theme-dark').click()
  await expectLook(first, 'en', 'dark')
  await page.getByTestId('zoom-in').click()
  await expect(page.getByTestId('zoom')).toHaveAttribute('data-percent', '110')
  await page.getByTestId('dialog-close').click()
  await focusWindow(first.pid)
  await pressKey('ctrl+plus')
  await pressKey('ctrl+plus')
  await pressKey('ctrl+minus')
  await expect.poll(() => page.evaluate(() => window.devicePixelRatio)).toBe(1.25)
  const bounds = { x: 120, y: 90, width: 1111, height: 777 }
  await first.app.evaluate(({ BrowserWindow }, to) => BrowserWindow.getAllWindows()[0]?.setBounds(to), bounds)
  await expect.poll(async () => JSON.parse(await readFile(join(folder, 'window.json'), 'utf8')).bounds).toEqual(bounds)
  expect(first.problems).toEqual([])
  await first.close(true)

  const second = await start(folder)
  expect((await windowOf(second)).bounds).toEqual(bounds)
  await expect.poll(() => second.page.evaluate(() => window.devicePixelRatio)).toBe(1.25)
  await expectLook(second, 'en', 'dark')
  await focusWindow(second.pid)
  await pressKey('ctrl+0')
  await expect.poll(() => second.page.evaluate(() => window.devicePixelRatio)).toBe(1)
  await second.signIn('SUP-001', rightPassword)
  await expectLook(second, 'es', 'contrast')

  // The main screens in high contrast: nothing under 7:1, nothing without a name.
  await expect(second.page.getByTestId('production')).toBeVisible()
  expect(await violations(second.page)).toEqual([])
  await second.openOrder('ORD-SEEN')
  await second.typeCode(imei(1))
  await second.expectVerdict('registered')
  expect(await violations(second.page)).toEqual([])
  await second.typeCode('490154203237519')
  await second.expectVerdict('imei-check-digit')
  expect(await violations(second.page)).toEqual([])
  await second.page.getByTestId('open-screen-menu').click()
  expect(await violations(second.page)).toEqual([])
  await second.page.getByTestId('dialog-close').click()
  await second.page.getByTestId('open-office').click()
  for (const tab of ['orders', 'employees', 'settings']) {
    await second.page.getByTestId(`office-tab-${tab}`).click()
    await second.page.waitForTimeout(300)
    expect(await violations(second.page), tab).toEqual([])
  }
  await second.page.getByTestId('sign-out').click()
  await expect(second.page.getByTestId('sign-in')).toBeVisible()
  await second.page.getByTestId('open-screen-menu').click()
  await second.page.getByTestId('theme-system').click()
  // What Windows' contrast themes and macOS tell the page.
  await second.page.emulateMedia({ forcedColors: 'active' })
  await expectLook(second, 'en', 'contrast')
  await second.page.emulateMedia({ forcedColors: 'none', colorScheme: 'light' })
  await expectLook(second, 'en', 'light')
  await second.page.getByTestId('theme-contrast').click()
  await second.page.getByTestId('dialog-close').click()
  expect(await violations(second.page)).toEqual([])
  expect(second.problems).toEqual([])
  await second.close()
  expect(existsSync(folder)).toBe(false)
})
