import { expect, type Page, test } from '@playwright/test'
import type { AppState } from '../../shared/state.ts'
import type { StationState } from '../../shared/stations.ts'
import { imei } from '../support/codes.ts'
import { askEmbedded, mongodsOf } from '../support/embedded-folder.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant } from '../support/plant.ts'
import { openPty, type Pty } from '../support/pty.ts'
import { startTestServer } from '../support/replica-set.ts'
import { startStationApp } from '../support/station-app.ts'

/** What the page was told since it began to listen: the fates of each code in order, and the database's states. */
interface Told {
  readonly fates: Record<string, string[]>
  readonly databases: string[]
}
interface Listening {
  readonly told: Told
  readonly bridge: {
    call(name: string, input: unknown): Promise<unknown>
    on(name: string, listener: (value: unknown) => void): void
  }
}

/** Painting may be slower than the telling; this misses nothing. */
async function listen(page: Page): Promise<() => Promise<Told>> {
  await page.evaluate(() => {
    const world = window as unknown as Listening // the page's own declarations are not this file's
    const told: Told = { fates: {}, databases: [] }
    Object.assign(world, { told })
    world.bridge.on('station.state', (state) => {
      for (const { code, word, fate: is } of (state as StationState).recent) {
        // Why is what a failure of this test is asked first.
        const fate = is === 'conflict' ? `conflict: ${word}` : is
        told.fates[code] ??= []
        if (told.fates[code]?.at(-1) !== fate) told.fates[code]?.push(fate)
      }
    })
    world.bridge.on('app.state', (state) => told.databases.push((state as AppState).database.state))
  })
  return () => page.evaluate(() => (window as unknown as Listening).told)
}

async function scan(pty: Pty, ...numbers: readonly number[]): Promise<void> {
  for (const number of numbers) await pty.write(`${imei(number)}\r`)
}

const line = (pty: Pty) => [{ id: 'line', kind: 'serial', path: pty.device }]

test('the embedded mongod is killed under the program: amber, then green, and nothing lost or doubled', async () => {
  const pty = await openPty()
  const station = await startStationApp({ env: { OSE_DATABASE: 'embedded' }, scanners: line(pty) })
  const { page, folder } = station
  await expect(page.getByTestId('administrator')).toBeVisible({ timeout: 60_000 })
  for (const [field, value] of Object.entries({
    id: 'ADM001',
    name: 'Marta',
    surname: 'Soler',
    password: 'First-admin1',
    repeat: 'First-admin1',
  })) {
    await page.getByTestId(`administrator-${field}`).fill(value)
  }
  await page.getByTestId('administrator-submit').click()
  await expect(page.getByTestId('production')).toBeVisible({ timeout: 30_000 })
  await page.evaluate(() =>
    (window as unknown as Listening).bridge.call('orders.create', {
      order_number: 'ORD-2026-0001',
      product_name: 'GPS Tracker Pro',
      nro_referencia: 'REF-1',
      brand: 'OversunTrack',
      sku: null,
      quantity: 40,
      batches: [40],
      production_line: 1,
      priority: 'normal',
      pairing: 'imei',
      inspection: 'every',
      tacs: [],
      iccid_prefixes: [],
      notes: '',
    }),
  )
  await pty.write('BATCH:ORD-2026-0001:1\r')
  await station.expectVerdict('order-opened')
  await scan(pty, 1)
  await station.expectVerdict('registered')
  const told = await listen(page)
  const [before] = await mongodsOf(folder)
  if (before === undefined) throw new Error('no mongod runs')
  process.kill(before, 'SIGKILL')
  await scan(pty, 2, 3, 4)
  await expect.poll(async () => (await told()).databases).toContain('away')
  await expect(page.getByTestId('database-state')).toHaveAttribute('data-state', 'connected', { timeout: 60_000 })
  await expect(page.getByTestId('kept-count')).toHaveAttribute('data-count', '0', { timeout: 30_000 })
  for (const number of [2, 3, 4]) {
    await expect.poll(async () => (await told()).fates[imei(number)], { timeout: 30_000 }).toEqual(['kept', 'accepted'])
  }
  await scan(pty, 5)
  await expect(page.getByTestId('batch-produced')).toHaveText('5')
  await station.expectVerdict('registered')

  const [after, ...others] = await mongodsOf(folder)
  expect(after).not.toBe(before)
  expect(others).toEqual([])
  await askEmbedded(folder, 'ose_platform', async ({ devices, movimientos, deviceEvents, orders }) => {
    const made = await devices.find({}).sort({ imei: 1 }).toArray()
    expect(made.map((device) => device.imei)).toEqual([1, 2, 3, 4, 5].map((number) => imei(number)))
    expect(await movimientos.countDocuments({})).toBe(5)
    expect(await deviceEvents.countDocuments({})).toBe(5)
    await expect.poll(async () => (await orders.findOne({}))?.produced, { timeout: 20_000 }).toBe(5)
  })
  expect(station.problems).toEqual([])
  await station.close()
  await pty.close()
})

test('the plant’s server goes away, the program is killed meanwhile, the server comes back: every scan once', async () => {
  const pty = await openPty()
  const server = await startTestServer()
  const plant = await openTestPlant(server.uri)
  const { collections } = plant.database
  await addEmployee(collections, 'EMP-001', { may: ['production_line1_station1'] })
  await plant.order({ order_number: 'ORD-AWAY', batches: [40], pairing: 'imei' })
  const options = { uri: server.uri, databaseName: plant.name, scanners: line(pty) }
  const first = await startStationApp(options)
  await first.signIn('EMP-001', rightPassword)
  await first.openOrder('ORD-AWAY')
  await scan(pty, 1)
  await first.expectVerdict('registered')

  await server.kill()
  await scan(pty, 2)
  await first.expectVerdict('kept-here')
  await expect(first.page.getByTestId('database-state')).toHaveAttribute('data-state', 'away', { timeout: 20_000 })
  await scan(pty, 3)
  await expect(first.page.getByTestId('kept-count')).toHaveAttribute('data-count', '2')
  await expect(first.page.getByTestId('batch-produced')).toHaveText('3')
  // The same unit again is told from the journal, not from the database.
  await scan(pty, 4, 2)
  await first.expectVerdict('already-registered')
  await pty.write('OSECACK\r')
  await first.expectVerdict('acknowledged')
  expect(first.problems).toEqual([])
  await first.kill()

  // It starts without the database as the same person at the same order, and goes on.
  const second = await startStationApp({ ...options, folder: first.folder })
  await expect(second.page.getByTestId('kept-count')).toHaveAttribute('data-count', '3', { timeout: 30_000 })
  await expect(second.page.getByTestId('order-number')).toContainText('ORD-AWAY')
  await scan(pty, 5)
  await second.expectVerdict('kept-here')
  await expect(second.page.getByTestId('kept-count')).toHaveAttribute('data-count', '4')

  await server.restart()
  await expect(second.page.getByTestId('kept-count')).toHaveAttribute('data-count', '0', { timeout: 60_000 })
  await expect(second.page.getByTestId('database-state')).toHaveAttribute('data-state', 'connected')
  await second.expectVerdict('registered')
  await scan(pty, 6)
  await expect(second.page.getByTestId('batch-produced')).toHaveText('6')

  const devices = await collections.devices.find({ nro_orden: 'ORD-AWAY' }).sort({ imei: 1 }).toArray()
  expect(devices.map((device) => device.imei)).toEqual([1, 2, 3, 4, 5, 6].map((number) => imei(number)))
  expect(new Set(devices.map((device) => device.creado_por))).toEqual(new Set(['EMP-001']))
  expect(await collections.movimientos.countDocuments({ orden_produccion: 'ORD-AWAY' })).toBe(6)
  expect(await collections.deviceEvents.countDocuments({ nro_orden: 'ORD-AWAY' })).toBe(6)
  await expect
    .poll(async () => (await collections.orders.findOne({ order_number: 'ORD-AWAY' }))?.produced, { timeout: 20_000 })
    .toBe(6)
  expect(second.problems).toEqual([])
  await second.close()
  await plant.close()
  await server.stop()
  await pty.close()
})
