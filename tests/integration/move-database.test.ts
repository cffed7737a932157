import { BSON, Double, Int32, Long, MongoClient, ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { type MoveProgress, MoveRefused, moveDatabase } from '../../electron/db/copy/move-database.ts'
import { isHalfMoved } from '../../electron/db/copy/move-marker.ts'
import { insertRaw } from '../../electron/db/copy/raw-documents.ts'
import { prepareDatabase } from '../../electron/db/preparation/prepare-database.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'

let source: TestPlant
let server: SecuredServer
let admin: MongoClient
let target = ''

beforeAll(async () => {
  server = await startServer({ auth: true })
  admin = new MongoClient(server.uri(administrator))
})
afterAll(async () => {
  await admin.close()
  await server.stop()
})

/** Keys that JavaScript would sort, and numbers that it would take for one another. */
const awkward = [
  new Map<string, unknown>([
    ['_id', new Int32(7)],
    ['10', 1],
    [
      '2',
      new Map<string, unknown>([
        ['b', new Double(1)],
        ['1', Long.fromNumber(1)],
      ]),
    ],
  ]),
  new Map<string, unknown>([
    ['_id', 'a string'],
    ['when', new Date(0)],
    ['nothing', null],
  ]),
  new Map<string, unknown>([
    ['_id', new ObjectId()],
    ['bytes', Buffer.from([1, 2, 3])],
    ['pattern', /x/i],
  ]),
]

beforeEach(async () => {
  target = `moved_${new ObjectId().toHexString().slice(-8)}`
  source = await openTestPlant(inject('mongodbUri'))
  await source.order({ order_number: 'ORD-1' })
  await insertRaw(
    source.database.db,
    'station_folds',
    awkward.map((one) => BSON.serialize(one)),
  )
  const devices = Array.from({ length: 1200 }, (_, index) => ({ imei: String(index), valido: false, lote: index % 3 }))
  await source.database.db.collection('devices').insertMany(devices)
})
afterEach(() => source.close())

const move = (onProgress: (progress: MoveProgress) => void = () => {}, signal = new AbortController().signal) =>
  moveDatabase({ source: source.database.db, target: admin.db(target), signal, onProgress })

async function rawOf(client: MongoClient, name: string, collection: string): Promise<Buffer> {
  const found = client
    .db(name)
    .collection(collection)
    .find({ _id: { $ne: 'move' as never } }, { raw: true, sort: { _id: 1 } })
  return Buffer.concat((await found.toArray()) as unknown as Uint8Array[]) // bytes, with `raw`
}

test('every byte and every index arrives, and says how far it is', async () => {
  const steps: MoveProgress[] = []
  const moved = await move((step) => steps.push(step))
  expect(moved.documents).toBe(1204)
  for (const collection of ['station_folds', 'devices', 'production_orders']) {
    const here = await rawOf(source.database.client, source.name, collection)
    expect(here.length).toBeGreaterThan(0)
    expect((await rawOf(admin, target, collection)).equals(here)).toBe(true)
  }
  // In the order of their ids; not what a decoder and an encoder would make of them.
  const given = Buffer.concat(awkward.map((one) => BSON.serialize(one)))
  expect((await rawOf(admin, target, 'station_folds')).equals(given)).toBe(true)
  const indexes = (client: MongoClient, name: string) => client.db(name).collection('devices').indexes()
  expect(await indexes(admin, target)).toEqual(await indexes(source.database.client, source.name))
  expect(new Set(steps.map(({ phase }) => phase))).toEqual(new Set(['copying', 'indexing', 'comparing']))
  expect(steps.at(-1)).toMatchObject({ done: 1204, total: 1204 })
  expect(await isHalfMoved(admin.db(target))).toBe(false)
})

test('broken off in the middle it goes on where it was, with what changed since', async () => {
  const abort = new AbortController()
  const broken = move(({ collection, done }) => {
    if (collection === 'devices' && done > 400) abort.abort()
  }, abort.signal)
  await expect(broken).rejects.toMatchObject({ code: 'move-cancelled' })
  const copied = await admin.db(target).collection('devices').countDocuments()
  expect(copied).toBeGreaterThan(0)
  expect(copied).toBeLessThan(1200)
  expect(await isHalfMoved(admin.db(target))).toBe(true)

  const { devices } = source.database.collections
  await devices.deleteOne({ imei: '3' })
  await devices.updateOne({ imei: '4' }, { $set: { lote: 99 } })
  const moved = await move()
  expect(moved.documents).toBe(1203)
  expect(await admin.db(target).collection('devices').findOne({ imei: '4' })).toMatchObject({ lote: 99 })
  expect(await admin.db(target).collection('devices').findOne({ imei: '3' })).toBeNull()
})

test('a database that holds anything else is left alone', async () => {
  await admin.db(target).collection('devices').insertOne({ imei: 'of somebody else' })
  await expect(move()).rejects.toMatchObject({ code: 'move-target-used', collection: 'devices' })
  expect(await admin.db(target).collection('devices').countDocuments()).toBe(1)

  // What another database has begun, or this one has ended, is no place either.
  await admin.db(target).dropDatabase()
  await move()
  await expect(move()).rejects.toMatchObject({ code: 'move-target-used' })
  const other = await openTestPlant(inject('mongodbUri'))
  await admin
    .db(target)
    .collection('station_settings')
    .updateOne({ _id: 'move' as never }, { $set: { finished_at: null } })
  const wrongSource = moveDatabase({
    ...{ source: other.database.db, target: admin.db(target) },
    ...{ signal: new AbortController().signal, onProgress: () => {} },
  })
  await expect(wrongSource).rejects.toBeInstanceOf(MoveRefused)
  await other.close()
})

test('one byte that differs, or one document more, is found', async () => {
  const spoil = async (act: () => Promise<unknown>) => {
    await admin.db(target).dropDatabase()
    let isSpoilt = false
    const moving = move(({ phase }) => {
      if (phase !== 'indexing' || isSpoilt) return
      isSpoilt = true
      spoiling = act()
    })
    await moving.catch(() => undefined)
    await spoiling
    return moving
  }
  let spoiling: Promise<unknown> = Promise.resolve()
  const there = () => admin.db(target).collection('devices')
  await expect(spoil(() => there().updateOne({ imei: '9' }, { $set: { lote: 98 } }))).rejects.toMatchObject({
    code: 'move-differs',
    collection: 'devices',
  })
  await expect(spoil(() => there().insertOne({ imei: 'more' }))).rejects.toMatchObject({ code: 'move-differs' })
  expect(await isHalfMoved(admin.db(target))).toBe(true)
})

test('into a prepared database with no more than a station’s rights', async () => {
  const station = { user: `station_${target}`, password: 'Stat1on-pass' }
  await prepareDatabase({
    ...{ client: admin, databaseName: target, say: () => {} },
    station: { user: station.user, password: async () => station.password },
  })
  const client = new MongoClient(server.uri(station))
  const moved = await moveDatabase({
    ...{ source: source.database.db, target: client.db(target) },
    ...{ signal: new AbortController().signal, onProgress: () => {} },
  })
  expect(moved.documents).toBe(1204)
  await client.close()
})
