import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { BSON } from 'mongodb'
import { describe, expect, test } from 'vitest'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { checkCopy } from '../../electron/db/copy/check-copy.ts'
import { countDocuments } from '../../electron/db/copy/copied-documents.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { copyName } from '../../shared/domain/copy-name.ts'
import { imei } from '../support/codes.ts'
import { copiedPlants, onPlant } from '../support/copies.ts'
import { embeddedPlant, installation } from '../support/embedded-backup.ts'
import { insertOrder } from '../support/plant.ts'
import { smallDisk } from '../support/small-disk.ts'
import { openStation } from '../support/station-bench.ts'

const copies = copiedPlants()
const day = 86_400_000

describe('a copy', () => {
  test('made while units are registered is of one moment: restored, everything adds up', async () => {
    const { station, uri, backup } = await copies.plant.start()
    const database = await openDatabase(uri, 'plant')
    await ensureIndexes(database.collections)
    await insertOrder(database, { order_number: 'ORD-COPY', batches: [5000], pairing: 'imei' })
    // Enough that the copy goes on for a while.
    const filler = Array.from({ length: 30_000 }, (_, number) => ({ number, text: 'x'.repeat(300) }))
    await database.db.collection('filler').insertMany(filler)
    await database.close()
    const line = await openStation({ uri, databaseName: 'plant', station: 'S01', folder: copies.plant.dataFolder })
    await line.open('ORD-COPY', 1)
    let copying = true
    let number = 0
    const writer = (async () => {
      while (copying) await line.scan(imei(number++))
    })()
    const copied = await backup.backUpNow()
    const during = number
    copying = false
    await writer
    await line.scan(imei(number++))
    await line.close(true)
    expect(copied).toMatchObject({ failure: null, running: false })
    expect(during).toBeGreaterThan(5)
    await station.server.stop()

    const { copy } = await copies.restore(await copies.onlyCopy())
    expect(copy.header.databaseName).toBe('plant')
    const { uri: restoredUri } = await copies.plant.start()
    const restored = await openDatabase(restoredUri, 'plant')
    const { devices, movimientos, deviceEvents, counters, leases } = restored.collections
    const made = await devices.countDocuments({ nro_orden: 'ORD-COPY' })
    const sums = await counters.aggregate([{ $group: { _id: null, produced: { $sum: '$produced' } } }]).toArray()
    const used = await leases.aggregate([{ $group: { _id: null, used: { $sum: '$used' } } }]).toArray()
    expect(made).toBeGreaterThan(0)
    expect(made).toBeLessThan(number)
    expect([await movimientos.countDocuments(), await deviceEvents.countDocuments()]).toEqual([made, made])
    expect([sums[0]?.['produced'], used[0]?.['used']]).toEqual([made, made])
    expect(await restored.db.collection('filler').countDocuments()).toBe(30_000)
    const names = (await devices.indexes()).map((index) => index.name)
    expect(names).toEqual(expect.arrayContaining(['ose_imei_unique', 'ose_ccid_unique']))
    await restored.close()

    // And the line goes on from there, with a journal that is ahead of the database: what was lost can be scanned again.
    const again = await openStation({
      uri: restoredUri,
      databaseName: 'plant',
      station: 'S01',
      folder: copies.plant.dataFolder,
    })
    expect(again.work().order?.order_number).toBe('ORD-COPY')
    expect(again.state().undoable).toBeNull()
    for (const lost of [number - 1, number - 2, 100_000]) {
      expect((await again.scan(imei(lost))).word, String(lost)).toBe('registered')
    }
    expect(again.bugs).toEqual([])
    await again.close(true)
  })

  test('brings back every type and order of fields, options and views, byte for byte', async () => {
    const { station, uri, backup } = await copies.plant.start()
    const strange = {
      ...{ _id: new BSON.ObjectId(), text: 'ñ \u202e \u0000', long: BSON.Long.fromString('9007199254740993') },
      ...{
        decimal: BSON.Decimal128.fromString('1.10'),
        int: new BSON.Int32(5),
        double: new BSON.Double(5),
        nothing: null,
      },
      ...{ date: new Date(-1), bytes: new BSON.Binary(Buffer.from([0, 1, 255]), 4), pattern: /a.b/i },
      ...{ stamp: new BSON.Timestamp({ t: 5, i: 6 }), min: new BSON.MinKey(), 'a.b': 1, $where: 'x' },
    }
    await onPlant(uri, async (client) => {
      const db = client.db('plant')
      await db.createCollection('strict', { validator: { a: { $type: 'int' } }, validationLevel: 'moderate' })
      await db.collection('devices').insertOne(strange, { checkKeys: false } as object)
      // As a plain object its keys would be sorted on the way.
      await db.collection('orders').insertOne({
        batches: new Map([
          ['2', 1],
          ['1', 2],
        ]) as never,
      })
      await db.createCollection('some', { viewOn: 'devices', pipeline: [{ $match: { int: 5 } }] })
      await db.collection('devices').createIndex({ date: 1 }, { expireAfterSeconds: 999_999_999, name: 'ttl' })
      await client
        .db('other')
        .collection('things')
        .insertOne({ _id: 'of another database' as never })
    })
    const rawOf = (from: string) =>
      onPlant(from, async (client) => {
        const devices = await client.db('plant').collection('devices').find({}, { raw: true }).toArray()
        const orders = await client.db('plant').collection('orders').find({}, { raw: true }).toArray()
        return [...devices, ...orders].map((bytes) => Buffer.from(bytes as unknown as Uint8Array).toString('hex'))
      })
    const before = await rawOf(uri)
    expect((await backup.backUpNow()).failure).toBeNull()
    await station.server.stop()
    await copies.restore(await copies.onlyCopy())

    const { uri: restored } = await copies.plant.start()
    expect(await rawOf(restored)).toEqual(before)
    await onPlant(restored, async (client) => {
      const db = client.db('plant')
      expect(await db.collection('some').countDocuments()).toBe(1)
      await expect(db.collection('strict').insertOne({ a: 'no int' })).rejects.toThrow(/validation/)
      expect(await db.collection('devices').indexExists('ttl')).toBe(true)
      expect(await client.db('other').collection('things').countDocuments()).toBe(1)
    })
  })
})

describe('what can go wrong with a copy', () => {
  test('the folder is away: said, nothing is made in its place, and mended by the next try', async () => {
    const { backup } = await copies.plant.start()
    const usb = join(copies.plant.dataFolder, 'usb', 'copies')
    copies.plant.settings.backupFolder = usb
    expect(await backup.backUpNow()).toMatchObject({ failure: 'folder-absent', lastGoodAt: null })
    await expect(readdir(usb)).rejects.toThrow()
    await mkdir(usb, { recursive: true })
    expect(await backup.backUpNow()).toMatchObject({ failure: null, lastGoodAt: expect.any(Number) })
    expect(await readdir(usb)).toHaveLength(1)
  })

  test('the disk is full: no half copy is left, the one before stays and is good', async () => {
    const { uri, backup } = await copies.plant.start()
    const disk = await smallDisk('size=1m')
    copies.plant.settings.backupFolder = disk.path
    try {
      expect(await backup.backUpNow()).toMatchObject({ failure: null })
      const [good = ''] = await readdir(disk.path)
      await onPlant(uri, (client) =>
        client
          .db('plant')
          .collection('big')
          .insertOne({ noise: Buffer.from(Array.from({ length: 3_000_000 }, Math.random).map((x) => x * 256)) }),
      )
      const after = await backup.backUpNow()
      expect(after, after.detail).toMatchObject({ failure: 'disk-full', lastGoodAt: expect.any(Number) })
      expect(await readdir(disk.path)).toEqual([good])
      await checkCopy(join(disk.path, good), countDocuments)
    } finally {
      await disk.remove()
    }
  })

  test('old ones go, never the newest, never what is not ours', async () => {
    const { backup } = await copies.plant.start()
    await mkdir(copies.plant.copies)
    const old = copyName(installation, Date.now() - 20 * day)
    const young = copyName(installation, Date.now() - 3 * day)
    const other = copyName('99999999', Date.now() - 90 * day)
    for (const name of [old, young, other, `${old}.part`, 'photo.jpg'])
      await writeFile(join(copies.plant.copies, name), 'x')
    await backup.backUpNow()
    const names = await readdir(copies.plant.copies)
    expect(names).toEqual(expect.arrayContaining([young, other, 'photo.jpg']))
    expect(names).toHaveLength(4)
  })

  test('by itself: at the first chance, and no second one on the same day', async () => {
    const quick = await embeddedPlant(copies.worker.file, { firstLookMs: 10, lookMs: 10 })
    try {
      const { backup } = await quick.start()
      await expect.poll(() => backup.state().lastGoodAt, { timeout: 20_000 }).not.toBeNull()
      await sleep(300)
      expect(await readdir(quick.copies)).toHaveLength(1)
      expect(quick.logged.filter((line) => line.includes('backup.failed'))).toEqual([])
    } finally {
      await quick.close()
    }
  })
})
