import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import { type Db, MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { collections } from '../../electron/db/collections/collections.ts'
import { loadDemoPlant } from '../../electron/db/demo/demo-plant.ts'
import { foldRepository } from '../../electron/db/duty/fold.ts'
import { foldMarks } from '../../electron/db/duty/fold-marks.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { progressRepository } from '../../electron/db/orders/batch-progress.ts'
import { stationOrders } from '../../electron/db/orders/station-orders.ts'
import { badgeHash } from '../../electron/db/people/badges.ts'
import { stationsRepository } from '../../electron/db/plant/stations.ts'
import { classify } from '../../shared/domain/barcode/barcode.ts'
import { customerSchema } from '../../shared/schemas/customer.ts'
import { deviceSchema, deviceStates } from '../../shared/schemas/device.ts'
import { deviceEventSchema } from '../../shared/schemas/device-event.ts'
import { employeeRoles, employeeSchema } from '../../shared/schemas/employee.ts'
import { movimientoSchema } from '../../shared/schemas/movimiento.ts'
import { orderStatuses, productionOrderSchema, readProductionOrder } from '../../shared/schemas/production-order.ts'
import { inspections, orderStationSettings, pairings } from '../../shared/schemas/station-reference.ts'
import { plantSettingsSchema } from '../../shared/settings.ts'

let client: MongoClient
let db: Db

beforeAll(async () => {
  client = await new MongoClient(inject('mongodbUri')).connect()
  db = client.db(`demo_${randomUUID().slice(0, 8)}`)
  expect(await ensureIndexes(collections(db))).toEqual([])
  await loadDemoPlant(db)
})
afterAll(async () => {
  await db.dropDatabase()
  await client.close()
})

async function sizes(of: Db): Promise<Record<string, number>> {
  const names = (await of.listCollections().toArray()).map(({ name }) => name).sort()
  return Object.fromEntries(
    await Promise.all(names.map(async (name) => [name, await of.collection(name).countDocuments()])),
  )
}

describe('the demo plant', () => {
  it('is loaded once: a second load changes nothing, one that was cut off is finished', async () => {
    const whole = await sizes(db)
    expect(whole['devices']).toBeGreaterThan(2900)
    await loadDemoPlant(db)
    expect(await sizes(db)).toEqual(whole)
    await db.collection('devices').deleteMany({ linea: 2 })
    await db.collection('device_events').deleteMany({ linea: { $ne: 3 } })
    await db.collection<{ _id: string }>('station_settings').updateOne({ _id: 'demo' }, { $unset: { loaded_at: '' } })
    await loadDemoPlant(db)
    expect(await sizes(db)).toEqual(whole)
  })

  it('is for an empty database only', async () => {
    const real = client.db(`${db.databaseName}_real`)
    await real.collection('employees').insertOne({ employee_id: 'EMP-777' })
    await expect(loadDemoPlant(real)).rejects.toThrow('empty database')
    expect(await sizes(real)).toEqual({ employees: 1 })
    await real.dropDatabase()
  })

  it.each([
    ['devices', deviceSchema],
    ['production_orders', productionOrderSchema],
    ['employees', employeeSchema],
    ['customers', customerSchema],
    ['movimientos', movimientoSchema],
    ['device_events', deviceEventSchema],
  ] as const)('stores %s exactly as the schema writes them', async (name, schema) => {
    const documents = await db.collection(name).find().toArray()
    expect(documents.length).toBeGreaterThan(10)
    // Nothing was only made to fit: what is stored is what the schema would write.
    const off = documents.flatMap((document) => {
      const parsed: Record<string, unknown> = schema.parse(document)
      return Object.entries(parsed).filter(([field, value]) => !isDeepStrictEqual(document[field], value))
    })
    expect(off).toEqual([])
  })

  it('can be read by the platform: its brands, texts, dates and numbers are what its models take', async () => {
    const devices = await db.collection('devices').find().toArray()
    for (const device of devices) {
      expect(typeof device['marca']).toBe('string')
      expect(typeof device['sku']).toBe('string')
      expect(device['package_no'] ?? null).toBe(device['carton_id'] ?? null)
      expect(device['cliente'] === null || /^[0-9a-f]{24}$/.test(device['cliente'])).toBe(true)
      if (device['garantia']) expect(device['garantia'].fecha_fin).toBeInstanceOf(Date)
    }
    const people = await db.collection('employees').find().toArray()
    for (const person of people) expect(person['email']).toBe(String(person['email']).toLowerCase())
    expect(await db.collection('customers').countDocuments({ email: /@example\.com$/ })).toBe(12)
    const cartons = new Set(devices.flatMap((device) => (device['package_no'] ? [device['package_no']] : [])))
    for (const carton of cartons) expect(classify(String(carton))).toMatchObject({ kind: 'carton' })
  })

  it('has every state, status, role, pairing and way of inspecting', async () => {
    expect(new Set(await db.collection('devices').distinct('estado'))).toEqual(new Set(deviceStates))
    const orders = await db.collection('production_orders').find().toArray()
    expect(new Set(orders.map((order) => order['status']))).toEqual(new Set(orderStatuses))
    const rules = orders.map((order) => orderStationSettings(order['metadata']))
    expect(new Set(rules.map((rule) => rule.pairing))).toEqual(new Set(pairings))
    expect(new Set(rules.map((rule) => rule.inspection))).toEqual(new Set(inspections))
    expect(new Set(await db.collection('employees').distinct('role'))).toEqual(new Set(employeeRoles))
    expect(new Set(await db.collection('movimientos').distinct('tipo'))).toEqual(
      new Set(['produccion', 'salida', 'devolucion', 'scrap']),
    )
  })

  it('lets a visitor scan at once at each line', async () => {
    const open = stationOrders(collections(db))
    for (const linea of [1, 2, 3]) {
      const orders = await open.ofLine(linea)
      expect(new Set(orders.map(({ order }) => order.status))).toEqual(new Set(['in_progress', 'pending']))
      const running = orders.filter(({ order }) => order.status === 'in_progress')
      const unfinished = running
        .flatMap(({ order }) => order.batches)
        .filter(({ produced, quantity }) => produced > 0 && produced < quantity)
      expect(unfinished).not.toHaveLength(0)
      for (const { order, verified } of orders) {
        for (const { batch_number, produced } of order.batches) {
          // Scrapped units were verified as well and count no longer.
          expect(verified.get(batch_number) ?? 0).toBeLessThanOrEqual(produced + 10)
        }
      }
    }
  })

  it('counts as the folder would: a fold changes nothing, and a station reads the stored figures', async () => {
    const tables = collections(db)
    const folds = foldRepository(tables)
    const progress = progressRepository(tables)
    const session = client.startSession()
    try {
      for (const order of await tables.orders.find().toArray()) {
        const seen = await progress.ofOrder(readProductionOrder(order), 'S99')
        for (const batch of order.batches) {
          const { base, own, others } = seen.get(batch.batch_number) ?? {
            base: 0,
            own: { produced: 0 },
            others: { produced: 0 },
          }
          expect([order.order_number, batch.batch_number, base + own.produced + others.produced]).toEqual([
            order.order_number,
            batch.batch_number,
            batch.produced,
          ])
          expect(batch.produced).toBeLessThanOrEqual(batch.quantity)
        }
        expect([order.order_number, await folds.fold(session, order.order_number)]).toEqual([order.order_number, false])
        // And with a base taken anew, from a recount of the devices by their state.
        await foldMarks(tables).markDirty(order.order_number)
        expect([order.order_number, await folds.fold(session, order.order_number)]).toEqual([order.order_number, false])
      }
    } finally {
      await session.endSession()
    }
  })

  it('tells a whole story of each device, and none of the future', async () => {
    const now = Date.now()
    const events = await db.collection('device_events').find().sort({ timestamp: 1, _id: 1 }).toArray()
    const told = new Map<string, { estado: string | null; act: string; at: number }>()
    for (const event of events) {
      const before = told.get(event['device_id'])
      expect(event['estado_anterior']).toBe(before?.estado ?? null)
      expect(event['data'].act).toBe(event._id.toHexString())
      told.set(event['device_id'], {
        estado: event['estado_nuevo'],
        act: event['data'].act,
        at: event['timestamp'].getTime(),
      })
    }
    const devices = await db.collection('devices').find().toArray()
    for (const device of devices) {
      const last = told.get(device._id.toHexString())
      expect(last).toEqual({
        estado: device['estado'],
        act: device['ose_act'],
        at: device['fecha_actualizacion'].getTime(),
      })
      expect(device['fecha_actualizacion'].getTime()).toBeLessThanOrEqual(now)
    }
    expect(told.size).toBe(devices.length)
    expect(await db.collection('movimientos').countDocuments({ tipo: 'produccion' })).toBe(devices.length)
    expect(await db.collection('movimientos').countDocuments({ tipo: 'salida' })).toBe(
      await db.collection('device_events').countDocuments({ event_type: 'shipped' }),
    )
  })

  it('keeps the customers’ figures', async () => {
    const devices = collections(db).devices
    for (const customer of await db.collection('customers').find().toArray()) {
      const cliente = customer._id.toHexString()
      expect(customer['devices_count']).toBe(await devices.countDocuments({ cliente }))
      expect(customer['active_devices_count']).toBe(await devices.countDocuments({ cliente, estado: 'activo' }))
    }
  })

  it('allows badges, and gives the visitor’s PC a code of its own', async () => {
    const stored = await collections(db).settings.findOne({ _id: 'plant' })
    expect(plantSettingsSchema.parse(stored).badgeSignIn).toBe(true)
    const code = await stationsRepository(collections(db)).register({
      _id: 'pc',
      linea: 1,
      puesto: 1,
      host: 'pc',
      version: '0',
    })
    expect(await db.collection('station_counters').countDocuments({ station: code })).toBe(0)
    expect(await db.collection('device_events').countDocuments({ 'data.station': code })).toBe(0)
  })
})

describe('the sheet of the demo plant', () => {
  it('has units for every open order that are good and on no device, and units to verify', async () => {
    const { sheet } = await loadDemoPlant(db)
    const { orders } = await sheet()
    expect(orders.length).toBeGreaterThanOrEqual(6)
    const devices = collections(db).devices
    for (const order of orders) {
      const reference = await collections(db).references.findOne({ _id: order.nro_referencia })
      expect(order.fresh.length).toBeGreaterThanOrEqual(10)
      for (const { imei, iccid } of order.fresh) {
        expect(classify(imei)).toMatchObject({ kind: 'imei', luhn: true })
        expect(reference?.tacs).toContain(imei.slice(0, 8))
        expect(await devices.countDocuments({ imei })).toBe(0)
        expect(iccid === null).toBe(order.pairing === 'imei')
        if (iccid === null) continue
        expect(classify(iccid)).toMatchObject({ kind: 'iccid', luhn: true })
        expect(reference?.iccid_prefixes.some((prefix) => iccid.startsWith(prefix))).toBe(true)
        expect(await devices.countDocuments({ ccid: iccid })).toBe(0)
      }
      for (const { imei } of order.toVerify) {
        expect(await devices.findOne({ imei })).toMatchObject({
          nro_orden: order.order_number,
          lote: order.lote,
          estado: 'en_produccion',
        })
      }
    }
    expect(orders.flatMap((order) => order.toVerify).length).toBeGreaterThan(10)
    const all = orders.flatMap((order) => order.fresh.map(({ imei }) => imei))
    expect(new Set(all).size).toBe(all.length)
    const sims = orders.flatMap((order) => order.fresh.flatMap(({ iccid }) => iccid ?? []))
    expect(new Set(sims).size).toBe(sims.length)
  })

  it('has wrong units that are wrong in the way it says', async () => {
    const { sheet } = await loadDemoPlant(db)
    const { badFor } = await sheet()
    const { devices, orders, references } = collections(db)
    const reference = await references.findOne({
      _id: (await orders.findOne({ order_number: badFor.order_number }))?.reference_number ?? '',
    })
    const unit = (why: string) => {
      const found = badFor.units.find((bad) => bad.why === why)
      if (found === undefined) throw new Error(`no bad unit for ${why}`)
      return found
    }
    expect(classify(unit('imei-check-digit').imei)).toMatchObject({ kind: 'imei', luhn: false })
    expect(await devices.countDocuments({ imei: unit('already-registered').imei })).toBe(1)
    expect(reference?.tacs).not.toContain(unit('other-reference').imei.slice(0, 8))
    expect(classify(unit('other-reference').imei)).toMatchObject({ kind: 'imei', luhn: true })
    expect(await devices.countDocuments({ ccid: unit('iccid-on-other-device').iccid })).toBe(1)
    expect(await devices.countDocuments({ imei: unit('iccid-on-other-device').imei })).toBe(0)
    expect(reference?.iccid_prefixes.some((prefix) => unit('iccid-other-prefix').iccid?.startsWith(prefix))).toBe(false)
    expect(classify(unit('iccid-other-prefix').iccid ?? '')).toMatchObject({ kind: 'iccid', luhn: true })
    expect(classify(unit('not-a-unit').imei)).toMatchObject({ kind: 'unknown' })
  })

  it('makes each person who can sign in one valid badge, of which only the hash is stored', async () => {
    const { people, sheet } = await loadDemoPlant(db)
    const first = await sheet()
    const second = await sheet()
    const badges = collections(db).badges
    expect(second.badges.map(({ employeeId }) => employeeId)).toEqual(people.map(({ employeeId }) => employeeId))
    expect(people.length).toBeGreaterThanOrEqual(14)
    for (const { employeeId, token } of second.badges) {
      expect(await badges.find({ employee_id: employeeId, revoked_at: null }).toArray()).toMatchObject([
        { _id: badgeHash(token) },
      ])
    }
    for (const { token } of first.badges)
      expect((await badges.findOne({ _id: badgeHash(token) }))?.revoked_at).toBeInstanceOf(Date)
    expect(JSON.stringify(await badges.find().toArray())).not.toContain(second.badges[0]?.token)
  })
})
