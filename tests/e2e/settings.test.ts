import { existsSync } from 'node:fs'
import { mkdtemp, readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { honeywell } from '../support/hid-models.ts'
import { openHidTestbed } from '../support/hid-testbed.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

let server: TestServer
let plant: TestPlant

test.beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await addEmployee(plant.database.collections, 'ADM-001', { role: 'super_admin' })
})
test.afterAll(async () => {
  await plant.close()
  await server.stop()
})

/** `OSE_LANGUAGE` empty is as not set: else no language could be chosen. */
async function start(folder: string, env: Readonly<Record<string, string>> = {}): Promise<StationApp> {
  const station = await startStationApp({
    uri: server.uri,
    databaseName: plant.name,
    folder,
    env: { OSE_LANGUAGE: '', ...env },
  })
  await expect(station.page.getByTestId('sign-in')).toBeVisible()
  return station
}

const newFolder = () => mkdtemp(join(tmpdir(), 'ose-app-'))
const json = (value: unknown) => `${JSON.stringify(value, null, 2)}\n`

test('a wrong variable is named on the sign-in screen with what is allowed, and the default holds', async () => {
  const station = await start(await newFolder(), {
    OSE_LANGUAGE: 'en',
    OSE_LINE: '7',
    OSE_STATION: '2',
    OSE_THEME: 'pink',
    OSE_SCANNERS: '[{"kind":"telepathy"}]',
    OSE_VOLUME: 'loud',
  })
  const { page } = station
  const problems = page.getByTestId('settings-problems').getByRole('listitem')
  await expect(problems).toHaveText([
    /OSE_LINE.*7.*1, 2, 3/,
    /OSE_SCANNERS.*telepathy.*kind/,
    /OSE_THEME.*pink.*system, light, dark/,
    /OSE_VOLUME.*loud.*0 … 100/,
  ])
  await expect(page.getByTestId('workplace')).toContainText('Line 1 · Station 2')
  expect(station.problems).toEqual([])
  await station.close()
})

test('a settings file that cannot be read is named and put aside, and the one before it is used', async () => {
  const folder = await newFolder()
  const file = join(folder, 'settings.json')
  await writeFile(file, '{ "linea": 3, "pue')
  await writeFile(`${file}.bak`, json({ linea: 3, puesto: 2, language: 'en', theme: 'dark', volume: 400 }))
  const station = await start(folder)
  const { page } = station
  await expect(page.getByTestId('workplace')).toContainText('Line 3 · Station 2')
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark')
  const problems = page.getByTestId('settings-problems').getByRole('listitem')
  await expect(problems).toHaveText([/settings\.json.*JSON/, /volume.*400.*0 … 100/])
  expect(await readFile(`${file}.unreadable`, 'utf8')).toContain('"linea": 3')
  expect(station.problems).toEqual([])
  await station.close()
})

test('language and theme are kept over a start; line and station are shown', async () => {
  const folder = await newFolder()
  const file = join(folder, 'settings.json')
  await writeFile(file, json({ linea: 2, puesto: 2, language: 'es', writtenByANewerVersion: { kept: true } }))
  const first = await start(folder)
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'es')
  await expect(first.page.getByTestId('workplace')).toContainText('Línea 2 · Puesto 2')
  await expect(first.page.getByTestId('sign-in')).toContainText('Contraseña')
  await first.page.getByTestId('language-en').click()
  await expect(first.page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(first.page.getByTestId('workplace')).toContainText('Line 2 · Station 2')

  await first.signIn('ADM-001', rightPassword)
  await first.page.getByTestId('open-office').click()
  await first.page.getByTestId('office-tab-settings').click()
  await first.page.getByTestId('settings-theme').selectOption('light')
  await first.page.getByTestId('settings-linea').selectOption('3')
  await first.page.getByTestId('settings-save').click()
  await expect(first.page.getByTestId('office-done')).toBeVisible()
  await expect(first.page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(first.page.getByTestId('workplace')).toContainText('Line 3 · Station 2')
  expect(first.problems).toEqual([])
  await first.close(true)

  const kept = JSON.parse(await readFile(file, 'utf8'))
  expect(kept).toMatchObject({
    linea: 3,
    puesto: 2,
    language: 'en',
    theme: 'light',
    writtenByANewerVersion: { kept: true },
  })
  // The connection string is a secret and stands in no file.
  expect(JSON.stringify(kept)).not.toContain('mongodb://')
  expect(existsSync(join(folder, 'connection.txt'))).toBe(false)

  const second = await start(folder)
  await expect(second.page.locator('html')).toHaveAttribute('lang', 'en')
  await expect(second.page.locator('html')).toHaveAttribute('data-theme', 'light')
  await expect(second.page.getByTestId('workplace')).toContainText('Line 3 · Station 2')
  await expect(second.page.getByTestId('settings-problems')).toHaveCount(0)
  expect(second.problems).toEqual([])
  await second.close()
})

test('of two equal HID POS scanners the one that is chosen is found by its socket, and kept', async () => {
  const folder = await newFolder()
  const bed = await openHidTestbed()
  const left = await bed.plug(honeywell.device, { number: 0 })
  const right = await bed.plug(honeywell.device, { number: 1 })
  const station = await start(folder, { OSE_LANGUAGE: 'en', ...bed.env })
  const { page } = station
  await station.signIn('ADM-001', rightPassword)
  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-settings').click()
  await page.getByTestId('scanner-add-hid').click()
  await page.getByTestId('scanner-usbIds-2').fill('C2E')
  await page.getByTestId('settings-save').click()
  await expect(page.getByText('Four digits from 0 to F')).toBeVisible()
  await page.getByTestId('scanner-hid-2-2').click()
  await expect(page.getByTestId('scanner-usbIds-2')).toHaveValue('0C2E:0B8F')
  await expect(page.getByTestId('scanner-port-2')).toHaveValue('usb-0000:00:14.0-1-2/input0')
  await page.getByTestId('settings-save').click()
  await expect(page.getByTestId('office-done')).toBeVisible()
  // Beside the keyboard scanner that every PC starts with.
  const scanner = page.getByTestId('scanners').getByText('hid-1')
  await expect(scanner).toHaveAttribute('data-state', 'open')
  // Only the one that was chosen is open: the other's reports nobody reads.
  await right.send(honeywell.reports('4006381333931'))
  await expect(left.send(honeywell.reports('4006381333931'), 1)).rejects.toThrow('nobody reads')
  expect(JSON.parse(await readFile(join(folder, 'settings.json'), 'utf8')).scanners.slice(1)).toEqual([
    { id: 'hid-1', kind: 'hid', vendorId: 0x0c2e, productId: 0x0b8f, port: 'usb-0000:00:14.0-1-2/input0' },
  ])
  expect(station.problems).toEqual([])
  await station.close()
  await bed.close()
})
