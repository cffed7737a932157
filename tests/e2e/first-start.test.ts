import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { batchCode } from '../../shared/domain/barcode/order-code.ts'
import { iccid, imei } from '../support/codes.ts'
import { askEmbedded, mongodsOf } from '../support/embedded-folder.ts'
import { type StationApp, startStationApp } from '../support/station-app.ts'

const databaseName = 'ose_platform'
const administrator = { id: 'ADM001', password: 'First-admin1' }
const operator = { id: 'OPE001', password: 'First-oper1' }
const order = 'ORD-2026-0001'

test.describe.configure({ mode: 'serial' })
test.setTimeout(180_000)

/** One data folder for the whole story: each test goes on where the one before ended. */
let folder = ''

test.afterAll(async () => {
  if (folder !== '') await rm(folder, { recursive: true, force: true })
})

async function printed(station: StationApp, button: string): Promise<void> {
  const { page } = station
  await page.getByTestId(button).click()
  const shown = page.getByTestId('office-file')
  await expect(shown).toBeVisible({ timeout: 30_000 })
  const file = (await shown.textContent()) ?? ''
  expect(file.startsWith(join(station.folder, 'prints'))).toBe(true)
  const bytes = await readFile(file)
  expect(bytes.subarray(0, 5).toString('latin1')).toBe('%PDF-')
  // A page with nothing on it is smaller.
  expect(bytes.length).toBeGreaterThan(5_000)
  await page.getByTestId('office-done').getByRole('button').click()
}

test('an empty folder becomes a plant: one question, an administrator, an order, an operator, a first scan', async () => {
  const station = await startStationApp()
  folder = station.folder
  const { page } = station

  await expect(page.getByTestId('wizard')).toBeVisible()
  await page.getByTestId('wizard-this-pc').click()
  await expect(page.getByTestId('administrator')).toBeVisible({ timeout: 60_000 })

  await test.step('no password that is easily guessed', async () => {
    await page.getByTestId('administrator-id').fill(administrator.id)
    await page.getByTestId('administrator-name').fill('Marta')
    await page.getByTestId('administrator-surname').fill('Soler Vidal')
    await page.getByTestId('administrator-password').fill('password')
    await page.getByTestId('administrator-repeat').fill('password')
    await page.getByTestId('administrator-submit').click()
    await expect(page.getByTestId('administrator-password')).toHaveAttribute('aria-invalid', 'true')
    await page.getByTestId('administrator-password').fill(administrator.password)
    await page.getByTestId('administrator-repeat').fill(administrator.password)
    await page.getByTestId('administrator-submit').click()
    await expect(page.getByTestId('person')).toContainText('Marta Soler Vidal', { timeout: 30_000 })
  })

  await page.getByTestId('open-office').click()
  await test.step('an order with three batches', async () => {
    await page.getByTestId('order-new').click()
    await page.getByTestId('order-number').fill(order)
    await page.getByTestId('order-product').fill('GPS Tracker Pro')
    await page.getByTestId('order-reference').fill('REF-1')
    await page.getByTestId('order-brand').fill('OversunTrack')
    await page.getByTestId('order-quantity').fill('10')
    await page.getByTestId('order-batches-count').fill('3')
    await page.getByTestId('order-pairing').selectOption('imei-then-iccid')
    await page.getByTestId('order-save').click()
    await expect(page.getByTestId(`order-row-${order}`)).toBeVisible()
    await printed(station, `order-traveller-${order}`)
  })

  await test.step('an operator of line 1, station 1, with a badge', async () => {
    await page.getByTestId('office-tab-employees').click()
    await page.getByTestId('employee-new').click()
    await page.getByTestId('employee-id').fill(operator.id)
    await page.getByTestId('employee-name').fill('Luis')
    await page.getByTestId('employee-surname').fill('Pardo')
    await page.getByTestId('employee-role').selectOption('operator')
    await page.getByTestId('employee-password').fill(operator.password)
    await page.getByTestId('permission-production_line1_station1').check()
    await page.getByTestId('employee-save').click()
    await expect(page.getByTestId(`employee-row-${operator.id}`)).toBeVisible()
    await printed(station, `employee-badge-${operator.id}`)
  })

  await page.getByTestId('sign-out').click()
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await station.signIn(operator.id, operator.password)
  await expect(page.getByTestId('person')).toContainText('Luis Pardo')
  // No office for an operator.
  await expect(page.getByTestId('open-office')).toHaveCount(0)

  await station.typeCode(batchCode(order, 2, 1))
  await station.expectVerdict('order-opened')
  await expect(page.getByTestId('batch-number')).toContainText('2')
  await station.typeCode(imei(1))
  await station.expectVerdict('half-waiting')
  await station.typeCode(iccid(1))
  await station.expectVerdict('registered')
  await expect(page.getByTestId('batch-produced')).toHaveText('1')

  await askEmbedded(folder, databaseName, async ({ devices, movimientos, deviceEvents, orders, badges }) => {
    const device = await devices.findOne({ imei: imei(1) })
    expect(device).toMatchObject({
      ccid: iccid(1),
      estado: 'en_produccion',
      nro_orden: order,
      lote: 2,
      creado_por: operator.id,
    })
    expect(await movimientos.countDocuments({ imei: imei(1), tipo: 'produccion', producto: String(device?._id) })).toBe(
      1,
    )
    expect(await deviceEvents.countDocuments({ imei: imei(1), operator: operator.id })).toBe(1)
    await expect.poll(async () => (await orders.findOne({ order_number: order }))?.produced).toBe(1)
    const kept = await orders.findOne({ order_number: order })
    expect(kept?.status).toBe('in_progress')
    expect(kept?.batches.map((batch) => [batch.quantity, batch.status])).toEqual([
      [4, 'pending'],
      [3, 'in_progress'],
      [3, 'pending'],
    ])
    expect(await badges.countDocuments({ employee_id: operator.id, revoked_at: null })).toBe(1)
  })

  expect(await mongodsOf(folder)).toHaveLength(1)
  expect(station.problems).toEqual([])
  await station.close(true)
  // It was stopped, not left behind.
  expect(await mongodsOf(folder)).toEqual([])
})

test('started again it asks nothing, and the data are there; a second start only shows the first', async () => {
  const station = await startStationApp({ folder })
  const { page } = station
  // Closing the program signed the operator out.
  await expect(page.getByTestId('sign-in')).toBeVisible({ timeout: 60_000 })
  await station.signIn(operator.id, operator.password)
  await expect(page.getByTestId('order-number')).toContainText(order)
  await expect(page.getByTestId('batch-produced')).toHaveText('1')
  await station.typeCode(imei(2))
  await station.expectVerdict('half-waiting')
  await station.typeCode(iccid(2))
  await station.expectVerdict('registered')
  await expect(page.getByTestId('batch-produced')).toHaveText('2')
  await page.getByTestId('sign-out').click()
  await expect(page.getByTestId('sign-in')).toBeVisible()

  await station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
  const isShown = () => station.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  expect(await isShown()).toBe(false)
  expect(await startsAndEnds(folder)).toBe(0)
  await expect.poll(isShown).toBe(true)
  expect(await mongodsOf(folder)).toHaveLength(1)

  expect(station.problems).toEqual([])
  await station.close(true)
})

test('kill -9 of the program: the next start signs in again, with one mongod, never two', async () => {
  const station = await startStationApp({ folder })
  // The sign-in screen is there before the database of a later start.
  await expect(station.page.getByTestId('database-state')).toHaveAttribute('data-state', 'connected', {
    timeout: 60_000,
  })
  const [before] = await mongodsOf(folder)
  expect(before).toBeDefined()
  await station.kill()

  const most = watchMongods(folder)
  const again = await startStationApp({ folder })
  await expect(again.page.getByTestId('sign-in')).toBeVisible({ timeout: 60_000 })
  // At once: while the database starts, signing in waits for it.
  await again.signIn(operator.id, operator.password)
  await expect(again.page.getByTestId('batch-produced')).toHaveText('2')
  expect(await mongodsOf(folder)).toHaveLength(1)
  expect(await most()).toBe(1)
  expect(again.problems).toEqual([])
  await again.close(true)
  expect(await mongodsOf(folder)).toEqual([])
})

/** Looks all the time how many mongods run on the folder; answers the most there were at once. */
function watchMongods(of: string): () => Promise<number> {
  let most = 0
  let watching = true
  const watch = (async () => {
    while (watching) {
      most = Math.max(most, (await mongodsOf(of)).length)
      await sleep(50)
    }
  })()
  return async () => {
    watching = false
    await watch
    return most
  }
}

/** Starts the program as a person would a second time; answers its exit code. */
async function startsAndEnds(of: string): Promise<number | null> {
  const executable = process.env['OSE_ELECTRON_PATH'] ?? ''
  const root = join(__dirname, '..', '..')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : []
  const child = spawn(executable, [...sandbox, root], { env: { ...process.env, OSE_USER_DATA: of }, stdio: 'ignore' })
  const [code] = await once(child, 'exit')
  return code
}
