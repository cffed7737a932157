import { rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { smallDisk } from '../support/small-disk.ts'
import { openStation, type StationBenchOptions, type TestStation, until } from '../support/station-bench.ts'

let server: TestServer
let plant: TestPlant
let station: TestStation

beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  plant = await openTestPlant(server.uri)
  await plant.order({ order_number: 'ORD-K', batches: [50], pairing: 'imei' })
})
afterEach(async () => {
  expect(station.bugs).toEqual([])
  await station.close()
  await plant.close()
})

const open = (more: Partial<StationBenchOptions> = {}) =>
  openStation({ uri: server.uri, databaseName: plant.name, folds: false, ...more })
const device = (number: number) => plant.database.collections.devices.findOne({ imei: imei(number) })

async function goAway(): Promise<void> {
  await server.kill()
  await until(() => station.link.isAway(), 'the station to see it')
}

test('a unit that the disk did not take while the database was away is read again, and counts once', async () => {
  const disk = await smallDisk('size=2m')
  station = await open({ folder: disk.path })
  await station.open('ORD-K', 1)
  expect((await station.scan(imei(1))).word).toBe('registered')
  await goAway()
  const filler = join(disk.path, 'filler')
  await fill(filler)
  for (let number = 2; (await station.scan(imei(number))).word === 'kept-here'; number++);
  const refused = station.state().kept.count + 2
  expect((await station.scan(imei(refused))).word).toBe('journal-failed')
  await rm(filler)
  expect((await station.scan(imei(refused))).word).toBe('kept-here')
  const kept = station.state().kept.count
  await server.restart()
  await until(() => station.state().kept.count === 0, 'the kept acts')
  expect(await plant.database.collections.devices.countDocuments()).toBe(1 + kept)
  expect(await device(refused)).not.toBeNull()
  expect(station.state().conflicts).toBe(0)
  await station.close(true)
  station = await open()
  await disk.remove()
})

test('what the disk refused of the state once is in the next one: a kept act outlives the kill', async () => {
  station = await open()
  await station.open('ORD-K', 1)
  expect((await station.scan(imei(1))).word).toBe('registered')
  await goAway()
  const { settle } = station.journal
  Object.assign(station.journal, { settle: () => Promise.reject(new Error('no room')) })
  expect((await station.scan(imei(2))).word).toBe('kept-here')
  Object.assign(station.journal, { settle })
  expect((await station.scan(imei(3))).word).toBe('kept-here')
  const { folder } = station
  await station.abandon()
  await server.restart()
  station = await open({ folder })
  await until(async () => (await device(3)) !== null, 'the kept acts')
  expect(await device(2)).not.toBeNull()
})

test('kept, taken back, and then refused: nobody’s conflict, and the list says so', async () => {
  station = await open()
  await station.open('ORD-K', 1)
  expect((await station.scan(imei(1))).word).toBe('registered')
  await goAway()
  expect((await station.scan(imei(2))).word).toBe('kept-here')
  expect((await station.scan('OSECUNDO')).word).toBe('kept-here')
  const { folder } = station
  await station.abandon()
  await server.restart()
  await plant.database.db.collection('devices').insertOne({ imei: imei(2), estado: 'aprobado', valido: true })
  station = await open({ folder })
  await until(() => station.state().kept.count === 0, 'the kept acts')
  await until(() => station.state().recent.some(({ code, fate }) => code === imei(2) && fate === 'undone'), 'the list')
  await until(() => station.state().conflicts === 0, 'no conflict')
  expect(await plant.database.collections.conflicts.find().toArray()).toMatchObject([{ resolution: 'undone' }])
  expect(await device(2)).toMatchObject({ estado: 'aprobado' })
})

test('an undo that is refused late is said, and its unit counts again', async () => {
  station = await open()
  await station.open('ORD-K', 1)
  expect((await station.scan(imei(1))).word).toBe('registered')
  await goAway()
  expect((await station.scan('OSECUNDO')).word).toBe('kept-here')
  expect(station.state().recent.find(({ code }) => code === imei(1))?.fate).toBe('undone')
  const { folder } = station
  await station.abandon()
  await server.restart()
  await plant.database.db
    .collection('device_events')
    .insertOne({ device_id: String((await device(1))?._id), timestamp: new Date(), event_type: 'packed' })
  station = await open({ folder })
  await until(() => station.state().conflicts === 1, 'the conflict')
  const fates = () => station.state().recent.flatMap(({ code, fate }) => (code === imei(1) ? [fate] : []))
  await until(() => fates().join() === 'conflict,accepted', 'the list')
  expect(await device(1)).not.toBeNull()
})

test('a verification and its undo that landed before a power cut are not done again', async () => {
  station = await open()
  await station.open('ORD-K', 1)
  await station.scan(imei(1))
  await station.scan('OSECVERIFY')
  const { settle } = station.journal
  const acts: unknown[] = []
  Object.assign(station.journal, {
    settle(seq: number, state: { undoable: unknown[] }, change: object) {
      acts.push(...state.undoable.slice(-1))
      return settle(seq, state, change)
    },
  })
  expect((await station.scan(imei(1))).word).toMatch(/^verified/)
  expect((await station.scan('OSECUNDO')).word).toBe('undone')
  // As if it had been kept, and its end were not on the disk.
  const verified = acts.find((act) => JSON.stringify(act).includes('"verify"'))
  await settle(await station.journal.lastEntry(), await station.journal.state(), {
    adds: [{ seq: 1, kept: { v: 2, act: verified } }],
    sync: true,
  })
  const { folder } = station
  await station.abandon()
  station = await open({ folder })
  await until(() => station.state().kept.count === 0, 'the act')
  expect(station.state().conflicts).toBe(0)
  expect((await device(1))?.verificado ?? null).toBeNull()
})

/** Writes until the disk takes no further byte. */
async function fill(file: string): Promise<void> {
  for (let kilobytes = 1024; kilobytes >= 1; kilobytes /= 2) {
    await writeFile(file, Buffer.alloc(kilobytes * 1024, 1), { flag: 'a' }).catch(() => undefined)
  }
}

test('a kept act is counted as kept until what became of it is said', async () => {
  station = await open()
  await station.open('ORD-K', 1)
  expect((await station.scan(imei(1))).word).toBe('registered')
  await goAway()
  const kept = await station.scan(imei(2))
  expect(kept.word).toBe('kept-here')
  let letGo = (): void => undefined
  const lane = station.desk.station.later(() => new Promise<void>((resolve) => (letGo = resolve)))
  await server.restart()
  await until(async () => (await device(2)) !== null, 'the kept act')
  // Time enough for the writer to hear of it.
  await sleep(300)
  expect(station.state().kept.count).toBe(1)
  letGo()
  await lane
  await until(() => station.state().kept.count === 0, 'the second answer')
  expect(station.verdicts.filter(({ scanId }) => scanId === kept.scanId).map(({ word }) => word)).toEqual([
    'kept-here',
    'registered',
  ])
})
