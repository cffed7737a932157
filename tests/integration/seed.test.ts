import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Db, type Document, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { collections } from '../../electron/db/collections/collections.ts'
import { type Seeded, seedPlant } from '../../electron/db/demo/seed-plant.ts'
import { foldRepository } from '../../electron/db/duty/fold.ts'
import { foldMarks } from '../../electron/db/duty/fold-marks.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { countedAs } from '../../shared/domain/device-state.ts'
import { customerSchema } from '../../shared/schemas/customer.ts'
import { deviceSchema } from '../../shared/schemas/device.ts'
import { deviceEventSchema } from '../../shared/schemas/device-event.ts'
import { employeeSchema } from '../../shared/schemas/employee.ts'
import { movimientoSchema } from '../../shared/schemas/movimiento.ts'
import { productionOrderSchema } from '../../shared/schemas/production-order.ts'
import { launchBeanie } from '../support/beanie-program.ts'

const devices = 2500
const size = { devices, seed: 3, now: Date.now() }
const uri = inject('mongodbUri')
let client: MongoClient
let db: Db
let seeded: Seeded

beforeAll(async () => {
  client = await new MongoClient(uri).connect()
  db = client.db(`seed_${randomUUID().slice(0, 8)}`)
  seeded = await seedPlant(db, size, () => undefined)
})
afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

const all = (name: string): Promise<Document[]> => db.collection(name).find().sort({ _id: 1 }).toArray()

describe('a seeded plant', () => {
  it('has exactly the devices it was asked for, says how many documents it wrote, and has every index', async () => {
    expect(await db.collection('devices').countDocuments()).toBe(devices)
    let documents = 0
    for (const name of [
      ...['devices', 'customers', 'production_orders', 'movimientos', 'series_notifications', 'packages', 'pallets'],
      ...['employees', 'device_events', 'station_counters', 'station_folds', 'station_references'],
      'station_workstations',
    ]) {
      const found = await db.collection(name).countDocuments()
      expect([name, found > 0]).toEqual([name, true])
      documents += found
    }
    expect(seeded.documents).toBe(documents)
    expect(await ensureIndexes(collections(db))).toEqual([])
  })

  it.each([
    ['devices', deviceSchema],
    ['production_orders', productionOrderSchema],
    ['employees', employeeSchema],
    ['customers', customerSchema],
    ['movimientos', movimientoSchema],
    ['device_events', deviceEventSchema],
  ] as const)('stores %s exactly as the schema writes them', async (name, schema) => {
    const off = (await all(name)).flatMap((document) => {
      const parsed: Record<string, unknown> = schema.parse(document)
      return Object.entries(parsed).filter(([field, value]) => !isDeepStrictEqual(document[field], value))
    })
    expect(off).toEqual([])
  })

  it('counts as a recount by state would, and a fold changes nothing', async () => {
    const tables = collections(db)
    const folds = foldRepository(tables)
    const stored = await all('devices')
    const session = client.startSession()
    try {
      for (const order of await all('production_orders')) {
        const units = stored.filter((device) => device['nro_orden'] === order['order_number'])
        for (const figure of ['produced', 'approved', 'rejected'] as const) {
          const count = units.filter((device) => countedAs[figure](device['estado'])).length
          expect([order['order_number'], figure, order[figure]]).toEqual([order['order_number'], figure, count])
        }
        expect(await folds.fold(session, order['order_number'])).toBe(false)
        await foldMarks(tables).markDirty(order['order_number'])
        expect(await folds.fold(session, order['order_number'])).toBe(false)
      }
    } finally {
      await session.endSession()
    }
  })

  it('tells the story of every device without a gap, and moves it as its events say', async () => {
    const told = new Map<string, Document[]>()
    for (const event of await db.collection('device_events').find().sort({ timestamp: 1, _id: 1 }).toArray()) {
      const story = told.get(event['device_id']) ?? []
      expect(event['estado_anterior']).toBe(story.at(-1)?.['estado_nuevo'] ?? null)
      told.set(event['device_id'], [...story, event])
    }
    const moved = new Map<string, string[]>()
    for (const { producto, tipo } of await all('movimientos'))
      moved.set(producto, [...(moved.get(producto) ?? []), tipo])
    for (const device of await all('devices')) {
      const id = device._id.toHexString()
      const story = told.get(id) ?? []
      expect(story.at(-1)).toMatchObject({ estado_nuevo: device['estado'], timestamp: device['fecha_actualizacion'] })
      const acts: string[] = story.map((event) => event['data'].act_kind)
      const expected = acts.flatMap((act) => movements[act] ?? [])
      expect((moved.get(id) ?? []).sort()).toEqual(expected.sort())
    }
    expect(told.size).toBe(devices)
  })

  it('has pallets, parcels and notifications that name what is in them', async () => {
    const stored = new Map((await all('devices')).map((device) => [device._id.toHexString(), device]))
    const on = (pallet: string) => [...stored.values()].filter((device) => device['num_palet'] === pallet)
    for (const pallet of await all('pallets')) {
      expect(pallet['device_count']).toBe(on(pallet['pallet_number']).length)
      expect(new Set(on(pallet['pallet_number']).map((device) => device['package_no']))).toEqual(
        new Set(pallet['carton_ids']),
      )
    }
    for (const parcel of await all('packages')) {
      const inside: (Document | undefined)[] = parcel['dispositivos'].map((id: object) => stored.get(String(id)))
      expect(inside.map((device) => device?.['cliente'])).toEqual(inside.map(() => String(parcel['cliente_id'])))
    }
    let notified = 0
    for (const { serials, device_count, customer_id } of await all('series_notifications')) {
      expect(serials).toHaveLength(device_count)
      notified += device_count
      for (const { device_id } of serials) {
        expect(stored.get(device_id)).toMatchObject({ notificado: true, cliente: customer_id })
      }
    }
    expect(notified).toBe([...stored.values()].filter((device) => device['notificado']).length)
    for (const customer of await all('customers')) {
      const theirs = [...stored.values()].filter((device) => device['cliente'] === customer._id.toHexString())
      expect(customer['devices_count']).toBe(theirs.length)
      expect(customer['active_devices_count']).toBe(theirs.filter((device) => device['estado'] === 'activo').length)
    }
  })

  it.each(['models', 'platform_models'] as const)('can be read by the platform, %s', async (models) => {
    const python = launchBeanie(uri, db.databaseName, models)
    try {
      await python.start()
      for (const name of [
        ...['devices', 'customers', 'production_orders', 'movimientos', 'series_notifications', 'packages', 'pallets'],
        'employees',
      ]) {
        expect([name, await python.readable(name)]).toEqual([name, await db.collection(name).countDocuments()])
      }
    } finally {
      await python.stop()
    }
  })

  it('is the same for the same numbers, and never mixed with what is there', async () => {
    const other = client.db(`${db.databaseName}_again`)
    const names = ['devices', 'movimientos', 'device_events', 'packages', 'pallets', 'station_counters', 'customers']
    try {
      await seedPlant(other, size, () => undefined)
      const before = client.db(`${db.databaseName}_once`)
      await seedPlant(before, size, () => undefined)
      for (const name of names) {
        const [left, right] = await Promise.all(
          [other, before].map((one) => one.collection(name).find().sort({ _id: 1 }).toArray()),
        )
        expect(isDeepStrictEqual(left, right)).toBe(true)
      }
      await before.dropDatabase()
      await expect(seedPlant(other, size, () => undefined)).rejects.toThrow('not empty')
    } finally {
      await other.dropDatabase()
    }
  })
})

/** Which acts are a movement, said here on its own. */
const movements: Readonly<Record<string, string[]>> = {
  register: ['produccion'],
  ship: ['salida'],
  return: ['devolucion'],
  scrap: ['scrap'],
}
