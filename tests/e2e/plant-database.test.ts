import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { MongoClient } from 'mongodb'
import { leaksMemory } from '../../electron/db/connection/server-version.ts'
import { prepareDatabase } from '../../electron/db/preparation/prepare-database.ts'
import { imei } from '../support/codes.ts'
import { askEmbedded, mongodsOf } from '../support/embedded-folder.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant } from '../support/plant.ts'
import { freePort } from '../support/replica-set.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'
import { startStationApp } from '../support/station-app.ts'

const station = { user: 'station', password: 'Stat1on-of-the-plant' }
const devices = 300

let plant: SecuredServer
let admin: MongoClient

test.setTimeout(180_000)
test.beforeAll(async () => {
  plant = await startServer({ auth: true })
  admin = new MongoClient(plant.uri(administrator))
  for (const databaseName of ['ose', 'ose_moved']) {
    const user = { user: station.user, password: async () => station.password }
    await prepareDatabase({ client: admin, databaseName, station: user, say: () => undefined })
  }
  const people = await openTestPlant(plant.uri(administrator), 'ose')
  await addEmployee(people.database.collections, 'ADM-1', { role: 'super_admin' })
  await people.database.close()
})
test.afterAll(async () => {
  await admin.close()
  await plant.stop()
})

async function fill(page: Page, form: 'plant' | 'move', port: number, password: string, name: string): Promise<void> {
  await page.getByTestId(`${form}-address`).fill(`127.0.0.1:${port}`)
  await page.getByTestId(`${form}-database-name`).fill(name)
  await page.getByTestId(`${form}-user`).fill(station.user)
  await page.getByTestId(`${form}-password`).fill(password)
  await page.getByTestId(`${form}-tls`).uncheck()
}

test('a plant is joined once its address is right, left, and a database of this PC is moved there', async () => {
  const app = await startStationApp()
  const { page, folder } = app
  const failure = page.getByTestId('plant-failure')
  await page.getByTestId('wizard-plant').click()

  await test.step('what is wrong is named', async () => {
    await fill(page, 'plant', await freePort(), station.password, 'ose')
    await page.getByTestId('plant-join').click()
    await expect(failure).toHaveAttribute('data-word', 'connection-refused')
    await expect(failure).toContainText('27017')

    const standalone = await startServer({ replicaSet: null })
    await fill(page, 'plant', standalone.port, station.password, 'ose')
    await page.getByTestId('plant-test').click()
    await expect(failure).toHaveAttribute('data-word', 'connection-standalone')
    await expect(page.getByTestId('standalone-steps')).toContainText('replSetName: rs0')
    await standalone.stop()

    await fill(page, 'plant', plant.port, 'not-the-password', 'ose')
    await page.getByTestId('plant-join').click()
    await expect(failure).toHaveAttribute('data-word', 'connection-authentication')
    expect(existsSync(join(folder, 'settings.json'))).toBe(false)
  })

  await test.step('right, it says what it found, and is joined', async () => {
    await fill(page, 'plant', plant.port, station.password, 'ose')
    await page.getByTestId('plant-test').click()
    await expect(page.getByTestId('plant-facts')).toContainText('MongoDB 6.0')
    await page.getByTestId('plant-join').click()
    await expect(page.getByTestId('sign-in')).toBeVisible({ timeout: 30_000 })
    await app.signIn('ADM-1', rightPassword)
    await openSettings(page)
    await page.getByTestId('database-test').click()
    await expect(page.getByTestId('database-works')).toContainText('MongoDB 6.0')
    const { versionArray } = await admin.db('admin').command({ buildInfo: 1 })
    const warning = page.locator('[data-testid=database-warning][data-word=server-needs-update]')
    await expect(warning).toHaveCount(leaksMemory(versionArray) ? 1 : 0)
  })

  await test.step('left again: the first start’s question', async () => {
    await page.getByTestId('database-leave').click()
    await page.getByTestId('database-leave-dialog-yes').click()
    await expect(page.getByTestId('wizard')).toBeVisible()
    expect(existsSync(join(folder, 'connection.txt'))).toBe(false)
  })

  await test.step('this PC holds a database, with devices', async () => {
    await page.getByTestId('wizard-this-pc').click()
    await expect(page.getByTestId('administrator')).toBeVisible({ timeout: 60_000 })
    for (const [field, text] of Object.entries({ id: 'ADM-2', name: 'Marta', surname: 'Soler' })) {
      await page.getByTestId(`administrator-${field}`).fill(text)
    }
    await page.getByTestId('administrator-password').fill(rightPassword)
    await page.getByTestId('administrator-repeat').fill(rightPassword)
    await page.getByTestId('administrator-submit').click()
    await expect(page.getByTestId('person')).toContainText('Marta Soler', { timeout: 30_000 })
    await askEmbedded(folder, 'ose_platform', async ({ devices: table }) => {
      const many = Array.from({ length: devices }, (_, index) => ({ imei: imei(5000 + index), valido: true, lote: 1 }))
      await table.insertMany(many as never[]) // what an import left: not every field
    })
    await page.getByTestId('open-office').click()
    await page.getByTestId('order-new').click()
    for (const [field, text] of Object.entries({ number: 'ORD-1', product: 'GPS', reference: 'REF-1', brand: 'OSE' })) {
      await page.getByTestId(`order-${field}`).fill(text)
    }
    await page.getByTestId('order-quantity').fill('5')
    await page.getByTestId('order-pairing').selectOption('imei')
    await page.getByTestId('order-save').click()
    await expect(page.getByTestId('order-row-ORD-1')).toBeVisible()
  })

  await test.step('and it is moved to the server', async () => {
    await page.getByTestId('office-tab-settings').click()
    await page.getByTestId('database-move').click()
    await fill(page, 'move', plant.port, 'not-the-password', 'ose_moved')
    await page.getByTestId('move-start').click()
    await expect(page.getByTestId('office-failure')).toHaveAttribute('data-code', 'connection-authentication')
    await page.getByTestId('move-password').fill(station.password)
    await page.getByTestId('move-start').click()
    await expect(page.getByTestId('database-moved')).toBeVisible({ timeout: 60_000 })
    await expect(page.getByTestId('database-state')).toHaveAttribute('data-state', 'connected', { timeout: 30_000 })
    await expect(page.getByTestId('database-state')).toContainText('ose_moved')
    expect(await admin.db('ose_moved').collection('devices').countDocuments()).toBe(devices)
    expect(await mongodsOf(folder)).toEqual([])
    expect(existsSync(join(folder, 'mongod'))).toBe(true)
    expect(await readFile(join(folder, 'settings.json'), 'utf8')).not.toContain(station.password)
  })

  await test.step('a scan goes there, and the next start asks nothing', async () => {
    await page.getByTestId('office-leave').click()
    await app.openOrder('ORD-1')
    await app.typeCode(imei(1))
    await app.expectVerdict('registered')
    expect(
      await admin
        .db('ose_moved')
        .collection('devices')
        .countDocuments({ imei: imei(1) }),
    ).toBe(1)
    expect(app.problems).toEqual([])
    await app.close(true)
    const again = await startStationApp({ folder })
    await expect(again.page.getByTestId('sign-in')).toBeVisible({ timeout: 30_000 })
    await expect(again.page.getByTestId('database-state')).toContainText('ose_moved')
    await again.close()
  })
})

async function openSettings(page: Page): Promise<void> {
  await page.getByTestId('open-office').click()
  await page.getByTestId('office-tab-settings').click()
}
