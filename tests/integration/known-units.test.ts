import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { openStation, type StationBenchOptions, type TestStation, until } from '../support/station-bench.ts'

let server: TestServer
let plant: TestPlant
let one: TestStation
let two: TestStation

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  plant = await openTestPlant(server.uri)
  await plant.order({ order_number: 'ORD-K', batches: [20, 20], inspection: 'none' })
  await plant.order({ order_number: 'ORD-OTHER', batches: [20] })
  one = await openStation({ uri: server.uri, databaseName: plant.name, station: 'S01' })
  two = await openVerify()
})
afterEach(async () => {
  await server.restart()
  expect([one.bugs, two.bugs]).toEqual([[], []])
  await Promise.all([one.close(), two.close()])
  await plant.close()
})

const openVerify = (more: Partial<StationBenchOptions> = {}) =>
  openStation({ uri: server.uri, databaseName: plant.name, station: 'S02', puesto: 2, folds: false, ...more })

async function make(order: string, lote: number, ...numbers: readonly number[]): Promise<void> {
  await one.open(order, lote)
  for (const number of numbers) {
    await one.scan(imei(number))
    expect((await one.scan(iccid(number))).word).toMatch(/^registered/)
  }
}

/** Reads a unit at station 2; a refusal is acknowledged. */
async function verify(number: number, sim = iccid(number)) {
  await two.scan(imei(number))
  const verdict = await two.scan(sim)
  if (verdict.blocks) await two.scan('OSECACK')
  return verdict
}

const knows = (units: number) => until(() => two.state().known?.units === units, `${units} known units`)

async function goAway(): Promise<void> {
  await server.kill()
  await until(() => two.link.isAway() && one.link.isAway(), 'the stations to see it')
}

test('offline, what is known of a unit refuses it; what is not known is kept', async () => {
  await make('ORD-OTHER', 1, 6)
  await make('ORD-K', 2, 5)
  await make('ORD-K', 1, 1, 2, 3, 4)
  await two.open('ORD-OTHER')
  await knows(1)
  await two.open('ORD-K', 1)
  await one.desk.at('production').setJob('verify')
  await one.scan(imei(2))
  expect((await one.scan(iccid(2))).word).toBe('verified')
  const done = Date.now()
  await until(() => (two.state().known?.at ?? 0) > done + 50, 'a reading that began after it')
  await knows(5)
  await goAway()
  expect(await verify(2)).toMatchObject({
    word: 'already-verified',
    params: { operator: 'EMP-001', linea: 1, puesto: 1 },
  })
  expect(await verify(3, iccid(33))).toMatchObject({ word: 'iccid-differs', params: { registered: iccid(3) } })
  expect(await verify(5)).toMatchObject({ word: 'registered-in-other-batch', params: { lote: 2, expected: 1 } })
  expect(await verify(6)).toMatchObject({
    word: 'registered-in-other-order',
    params: { order: 'ORD-OTHER', expected: 'ORD-K', linea: 1, puesto: 1 },
  })
  expect((await verify(1)).word).toBe('kept-here')
  // Station 1 may have made it meanwhile.
  expect((await verify(9)).word).toBe('kept-here')
  // What was done here is known at once, and no longer when it was taken back.
  expect((await verify(4)).word).toBe('kept-here')
  expect(await verify(1)).toMatchObject({ word: 'already-verified', params: { operator: 'EMP-001', puesto: 2 } })
  expect((await two.scan('OSECUNDO')).word).toBe('kept-here')
  expect((await verify(4)).word).toBe('kept-here')

  await server.restart()
  await until(() => two.state().kept.count === 0, 'the kept acts')
  const verified = await plant.database.collections.devices.find({ verificado: { $type: 'object' } }).toArray()
  expect(verified.map((device) => device.imei).sort()).toEqual([1, 2, 4].map((number) => imei(number)))
  // Nobody had made unit 9.
  expect((await two.desk.conflicts()).map(({ word }) => word)).toEqual(['not-registered'])
  await until(() => one.link.isAway() === false, 'station 1')
})

test('a restart without the database still knows; too old, it is not known', async () => {
  await make('ORD-K', 1, 1, 2)
  await two.open('ORD-K', 1)
  for (const number of [1, 2]) expect((await verify(number)).word).toBe('verified')
  await knows(2)
  const folder = two.folder
  await goAway()
  await two.abandon()
  two = await openVerify({ folder, startsAway: true })
  expect(two.state().known).toMatchObject({ units: 2 })
  expect((await verify(1)).word).toBe('already-verified')
  await two.abandon()
  two = await openVerify({ folder, startsAway: true, plant: { knownHours: 0 } })
  expect((await verify(1)).word).toBe('kept-here')
})

test('what other stations do meanwhile is read: changes, and nothing else', async () => {
  await make('ORD-K', 1, 1, 2)
  await two.open('ORD-K', 1)
  await knows(2)
  const before = two.state().known?.at ?? 0
  await make('ORD-K', 1, 3)
  await knows(3)
  expect(two.state().known?.at).toBeGreaterThan(before)
  await plant.database.collections.devices.updateOne(
    { imei: imei(3) },
    { $set: { ccid: iccid(30), fecha_actualizacion: new Date() } },
  )
  const changed = two.state().known?.at ?? 0
  await until(() => (two.state().known?.at ?? 0) > changed, 'another reading')
  await until(() => (two.state().known?.at ?? 0) > changed + 1000, 'one that began after the change')
  await goAway()
  expect(await verify(3)).toMatchObject({ word: 'iccid-differs', params: { registered: iccid(30), read: iccid(3) } })
})
