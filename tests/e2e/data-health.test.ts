import { expect, test } from '@playwright/test'
import { imei } from '../support/codes.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { startStationApp } from '../support/station-app.ts'

let server: TestServer
let plant: TestPlant

test.beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await addEmployee(plant.database.collections, 'ADM-001', { role: 'super_admin' })
  await plant.order({ order_number: 'ORD-1', batches: [10], status: 'in_progress' })
})
test.afterAll(async () => {
  await plant.close()
  await server.stop()
})

test('a unit twice in the data: the office names what is in the index’s way, finds it, tries it out, puts it right', async () => {
  const devices = plant.database.db.collection('devices')
  await devices.dropIndex('ose_imei_unique')
  const unit = { nro_orden: 'ORD-1', lote: 1, marca: 'OversunTrack', estado: 'en_produccion', errores: [] }
  const made = { imei: imei(1), valido: true, ...unit }
  await devices.insertMany([
    { ...made, fecha_creacion: new Date('2025-01-10T08:00:00Z') },
    { ...made, fecha_creacion: new Date('2025-01-11T08:00:00Z') },
  ])
  const station = await startStationApp({ uri: server.uri, databaseName: plant.name })
  const { page } = station
  await expect(page.getByTestId('sign-in')).toBeVisible()
  await station.signIn('ADM-001', rightPassword)
  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-health').click()
  await expect(page.getByTestId('health-missing-indexes')).toContainText(imei(1))

  await page.getByTestId('health-start').click()
  await expect(page.getByTestId('health-check')).toHaveAttribute('data-state', 'done', { timeout: 30_000 })
  await page.getByTestId('health-open-duplicate-imei').click()
  await expect(page.getByTestId('health-findings')).toContainText(imei(1))
  await page.getByTestId('health-preview').click()
  const changes = page.getByTestId('health-change')
  await expect(changes).toContainText(['valido', 'errores'])
  expect(await devices.countDocuments({ valido: true })).toBe(2)

  await page.getByTestId('health-apply').click()
  await page.getByTestId('health-confirm-yes').click()
  await expect(page.getByTestId('health-applied')).toContainText('1')
  expect(await devices.find({ valido: false }).toArray()).toMatchObject([
    { errores: ['IMEI duplicado'], fecha_creacion: new Date('2025-01-11T08:00:00Z') },
  ])
  // The index that it stood in the way of is made at once, not within the hour.
  await page.getByTestId('health-back').click()
  await expect(page.getByTestId('health-indexes')).toHaveAttribute('data-missing', '0')
  await page.getByTestId('health-start').click()
  await expect(page.getByTestId('health-good')).toBeVisible({ timeout: 30_000 })
  expect(station.problems).toEqual([])
  await station.close()
})
