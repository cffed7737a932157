import { afterAll, beforeAll, expect, test } from 'vitest'
import { imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { openStation, type TestStation, until } from '../support/station-bench.ts'

/* What all stations of a plant are told, by the one that holds the duty. A server of its own: what runs there is counted. */

let server: TestServer
let plant: TestPlant
let one: TestStation
let two: TestStation

const open = (station: string, folds: boolean) =>
  openStation({ uri: server.uri, databaseName: plant.name, station, folds })

beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await plant.order({ order_number: 'ORD-N', batches: [40], pairing: 'imei' })
  one = await open('S01', true)
  two = await open('S02', false)
  await one.open('ORD-N', 1)
  await two.open('ORD-N', 1)
})

afterAll(async () => {
  for (const station of [one, two]) {
    expect(station.bugs).toEqual([])
    await station.close()
  }
  await plant.close()
  await server.stop()
})

const orders = () => plant.database.collections.orders
const notices = () => plant.database.db.collection('station_notices')
const productAt = (station: TestStation) => station.work().order?.product_name
const batchAt = (station: TestStation) => station.work().batch

async function rename(product_name: string): Promise<void> {
  await orders().updateOne({ order_number: 'ORD-N' }, { $set: { product_name, updated_at: new Date() } })
}

/** Cursors of this plant that wait for changes. */
async function waiting() {
  const cursors = await plant.database.client
    .db('admin')
    .aggregate([{ $currentOp: { allUsers: true, idleCursors: true } }], { readConcern: { level: 'local' } })
    .match({ ns: { $regex: `^${plant.name}.` } })
    .toArray()
  const isStream = (operation: Record<string, unknown>) => JSON.stringify(operation).includes('$changeStream')
  return cursors.filter(isStream)
}

test('one change stream for the plant, however many stations', async () => {
  await until(async () => (await waiting()).length === 1, 'the stream of the duty')
  expect((await notices().options())['capped']).toBe(true)
})

test('another’s change of the order is seen by every station', async () => {
  await rename('GPS A')
  await until(() => productAt(one) === 'GPS A' && productAt(two) === 'GPS A', 'the change', 5000)
})

test('what is scanned at one is counted at the other, and nothing is read for it', async () => {
  await one.scan(imei(1))
  await two.scan(imei(2))
  await until(() => batchAt(one)?.produced === 2 && batchAt(two)?.produced === 2, 'the figures', 5000)
  await two.scan('OSECUNDO')
  await until(() => batchAt(one)?.produced === 1 && batchAt(two)?.produced === 1, 'the figures', 5000)
})

test('an order too large for a notice is read', async () => {
  await orders().updateOne({ order_number: 'ORD-N' }, { $set: { notes: 'x'.repeat(100_000), product_name: 'GPS B' } })
  await until(() => productAt(two) === 'GPS B', 'the change', 5000)
  await orders().updateOne({ order_number: 'ORD-N' }, { $unset: { notes: '' } })
})

test('what no program of ours wrote there is passed over', async () => {
  await notices().insertMany([{ what: 'order', id: 5 }, { what: 'moon' }, { nothing: true }])
  await rename('GPS C')
  await until(() => productAt(two) === 'GPS C', 'the change', 5000)
})

test('the duty goes to another: what changed between is read', async () => {
  await one.close()
  await rename('GPS D')
  const three = await open('S03', true)
  await until(() => productAt(two) === 'GPS D', 'the change', 10_000)
  await rename('GPS E')
  await until(() => productAt(two) === 'GPS E', 'the change', 5000)
  await three.close()
  one = await open('S01', true)
  await one.open('ORD-N', 1)
})

test('where nobody made the collection as it must be, changes and requests for places are seen all the same', async () => {
  await notices().drop()
  // By its first document, which may be a station's own.
  await notices().insertOne({ what: 'moon' })
  expect((await notices().options())['capped']).toBeUndefined()
  await rename('GPS F')
  await until(() => productAt(two) === 'GPS F', 'the change', 10_000)
  const { leases } = plant.database.collections
  await until(async () => (await leases.countDocuments({ station: 'S01', granted: { $gt: 1 } })) === 1, 'places')
  const made: string[] = []
  for (let number = 100; made.length < 39; number++) {
    const verdict = await two.scan(imei(number))
    if (verdict.word === 'batch-full') break
    if (verdict.blocks) await two.scan('OSECACK')
    else made.push(verdict.word)
  }
  expect(made).toHaveLength(39)
})

test('the next station that comes makes it as it must be', async () => {
  const four = await open('S04', false)
  expect((await notices().options())['capped']).toBe(true)
  await four.open('ORD-N', 1)
  await rename('GPS G')
  await until(() => productAt(two) === 'GPS G' && productAt(four) === 'GPS G', 'the change', 10_000)
  await four.close()
})
