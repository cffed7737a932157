import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Document } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import type { z } from 'zod'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { customerSchema } from '../../shared/schemas/customer.ts'
import { deviceSchema } from '../../shared/schemas/device.ts'
import { employeeSchema } from '../../shared/schemas/employee.ts'
import { readLeniently } from '../../shared/schemas/lenient.ts'
import { movimientoSchema } from '../../shared/schemas/movimiento.ts'
import { packageSchema } from '../../shared/schemas/package.ts'
import { palletSchema } from '../../shared/schemas/pallet.ts'
import { productionOrderSchema } from '../../shared/schemas/production-order.ts'
import { seriesNotificationSchema } from '../../shared/schemas/series-notification.ts'
import { type BeanieModels, type BeanieProgram, launchBeanie } from '../support/beanie-program.ts'
import { iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, operator, required, type TestStation, until } from '../support/station-bench.ts'

const examples: Readonly<Record<string, Document>> = JSON.parse(
  readFileSync(join(import.meta.dirname, '..', 'support', 'beanie', 'examples.json'), 'utf8'),
)
const uri = inject('mongodbUri')
const schemas = new Map<string, z.ZodObject>([
  ['devices', deviceSchema],
  ['customers', customerSchema],
  ['production_orders', productionOrderSchema],
  ['movimientos', movimientoSchema],
  ['series_notifications', seriesNotificationSchema],
  ['packages', packageSchema],
  ['pallets', palletSchema],
  ['employees', employeeSchema],
])

describe.each(['models', 'platform_models'] as const)('start in either order, %s', (models) => {
  it('they after us: it starts, finds its own indexes and no unique one under a default name', async () => {
    const plant = await openTestPlant(uri)
    const beanie = launchBeanie(uri, plant.name, models)
    try {
      expect(await beanie.start()).toBeGreaterThanOrEqual(8)
      expect(await ensureIndexes(plant.database.collections)).toEqual([])
      expect(await beanie.indexes('devices')).toEqual(
        expect.arrayContaining(['imei_1', 'nro_orden_1_lote_1', 'ose_imei_unique']),
      )
    } finally {
      await beanie.stop()
      await plant.close()
    }
  })

  it('we after them, and each once more', async () => {
    const plant = await openTestPlant(uri)
    await plant.database.db.dropDatabase()
    const beanie = launchBeanie(uri, plant.name, models)
    try {
      await beanie.start()
      expect(await ensureIndexes(plant.database.collections)).toEqual([])
      expect(await beanie.start()).toBeGreaterThanOrEqual(8)
      expect(await ensureIndexes(plant.database.collections)).toEqual([])
      for (const name of ['devices', 'production_orders', 'movimientos', 'employees']) {
        const made = await plant.database.db.collection(name).indexes()
        const unique = made.filter((index) => index.unique).map((index) => index.name)
        expect(unique.every((one) => one?.startsWith('ose_'))).toBe(true)
      }
    } finally {
      await beanie.stop()
      await plant.close()
    }
  })
})

describe.each(['models', 'platform_models'] as const)('one database with %s', (models: BeanieModels) => {
  let plant: TestPlant
  let beanie: BeanieProgram
  let one: TestStation
  let two: TestStation
  const { collections, db } = { collections: () => plant.database.collections, db: () => plant.database.db }
  const device = async (number: number) => required(await collections().devices.findOne({ imei: imei(number) }))
  const order = async (order_number: string) => required(await collections().orders.findOne({ order_number }))
  const figures = async (order_number: string) => {
    const { produced, approved } = await order(order_number)
    return { produced, approved }
  }

  const open = async (station: TestStation, order_number: string) =>
    expect(await station.open(order_number, 1)).toMatchObject({ word: 'order-opened' })

  /** On a busy machine an answer may be amber first; the act is in the database either way when this returns. */
  const accepted = async (station: TestStation, word: string, ...codes: readonly string[]) => {
    const verdict = await station.scan(...codes)
    expect([word, 'kept-here']).toContain(verdict.word)
    await until(() => station.state().kept.count === 0, 'what was kept')
  }

  beforeAll(async () => {
    plant = await openTestPlant(uri)
    beanie = launchBeanie(uri, plant.name, models)
    await beanie.start()
    await plant.order({ order_number: 'ORD-OURS', batches: [40] })
    await plant.order({ order_number: 'ORD-NONE', batches: [40], inspection: 'none' })
    one = await openStation({ uri, databaseName: plant.name, station: 'S01' })
    two = await openStation({ uri, databaseName: plant.name, station: 'S02', puesto: 2, folds: false })
  })
  afterAll(async () => {
    expect([...one.bugs, ...two.bugs]).toEqual([])
    await one.close()
    await two.close()
    await beanie.stop()
    await plant.close()
  })

  it.each(Object.keys(examples))('%s: what it writes we read, and what we write on it, it reads', async (name) => {
    // The platform's pallet is another document: it is written as that program would.
    const example: Document =
      models === 'platform_models' && name === 'pallets'
        ? { pallet_id: 'T9121800000001001', order_number: 'ORD-2025-001', carton_ids: ['9912182501150000000100001'] }
        : { ...examples[name] }
    delete example['_id']
    // The example order has one example device: a recount would rightly say so in between.
    if (name === 'production_orders') example['order_number'] = 'ORD-EXAMPLE'
    const ids = [await beanie.insert(name, example), ...(await beanie.insertRandom(name, 7, 25))]
    const stored = await db().collection(name).find().toArray()
    const theirs = stored.filter(({ _id }) => ids.includes(_id.toHexString()))
    expect(theirs).toHaveLength(26)
    const schema = required(schemas.get(name))
    for (const document of theirs) {
      // Null may be read as the field's default; what was said is read as it was said.
      const said = Object.entries(document).filter(([, one]) => ['string', 'number', 'boolean'].includes(typeof one))
      expect(readLeniently(schema, document).value).toMatchObject(Object.fromEntries(said))
    }
    // Touched as every write of ours does, by `$set` of what changes: nothing of theirs is lost, and it still reads all.
    const before = await beanie.read(name)
    await db()
      .collection(name)
      .updateMany({}, { $set: { ose_touched: new Date() } })
    expect(await beanie.read(name)).toEqual(before)
  })

  it('its order is worked on by our stations, and it reads what came of it', async () => {
    await beanie.insert('production_orders', {
      ...examples['production_orders'],
      _id: undefined,
      order_number: 'ORD-THEIRS',
      quantity: 20,
      produced: 0,
      approved: 0,
      rejected: 0,
      status: 'pending',
      total_batches: 1,
      batches: [{ batch_number: 1, quantity: 20 }],
    })
    await open(one, 'ORD-THEIRS')
    await accepted(one, 'registered', imei(1), iccid(1))
    await accepted(one, 'registered', imei(2), iccid(2))
    await open(two, 'ORD-THEIRS')
    await accepted(two, 'verified', imei(1), iccid(1))
    await until(async () => (await figures('ORD-THEIRS')).produced === 2, 'the fold')
    const [read] = await beanie.read('production_orders', { order_number: 'ORD-THEIRS' })
    expect(read).toMatchObject({ produced: 2, status: 'in_progress', notes: 'Urgente, cliente VIP' })
    expect(read?.['batches']).toMatchObject([{ operator: operator.employee_id, produced: 2, status: 'in_progress' }])
  })

  it('its device is verified by our station, refused where it is registered already', async () => {
    await beanie.insert('devices', {
      imei: imei(10),
      ccid: iccid(10),
      nro_orden: 'ORD-NONE',
      lote: 1,
      linea: 1,
      marca: 'OversunTrack',
      estado: 'en_produccion',
      metadata: { imported: 'yes' },
    })
    await open(one, 'ORD-NONE')
    await accepted(one, 'registered', imei(11), iccid(11))
    expect((await one.scan(imei(10))).word).toBe('already-registered')
    await one.scan('OSECACK')
    await open(two, 'ORD-NONE')
    await accepted(two, 'verified', imei(10), iccid(10))
    expect(await beanie.read('devices', { imei: imei(10) })).toMatchObject([
      { estado: 'aprobado', marca: 'OversunTrack', metadata: { imported: 'yes' } },
    ])
    await until(async () => (await figures('ORD-NONE')).approved === 1, 'the fold')
    expect(await figures('ORD-NONE')).toEqual({ produced: 2, approved: 1 })
  })

  it('reads, changes and saves everything we write; what only we know stays', async () => {
    await open(one, 'ORD-OURS')
    for (const number of [20, 21, 22]) await accepted(one, 'registered', imei(number), iccid(number))
    await open(two, 'ORD-OURS')
    await accepted(two, 'verified', imei(20), iccid(20))
    await one.scan('OSECUNDO')
    await until(async () => (await collections().devices.countDocuments({ imei: imei(22) })) === 0, 'the undo')

    for (const name of [
      'devices',
      'movimientos',
      'production_orders',
      ...(models === 'models' ? [] : ['device_events']),
    ]) {
      expect(await beanie.read(name, {})).toHaveLength(await db().collection(name).countDocuments())
    }
    const before = await device(20)
    await beanie.hold('devices', { imei: imei(20) }, 'device')
    await beanie.save('device', { ubicacion_actual: 'Almacén B', cliente_nombre: 'Distribuidora Madrid SL' })
    const after = await device(20)
    expect(after).toMatchObject({
      ubicacion_actual: 'Almacén B',
      estado: before.estado,
      ose_act: before.ose_act,
      verificado: before.verificado,
    })
    await beanie.hold('production_orders', { order_number: 'ORD-OURS' }, 'order')
    await beanie.save('order', { notes: 'Cambiado por la plataforma' })
    expect(await order('ORD-OURS')).toMatchObject({
      notes: 'Cambiado por la plataforma',
      metadata: { station: { pairing: 'imei-then-iccid', inspection: 'every' } },
    })
    await beanie.update('devices', { nro_orden: 'ORD-OURS', lote: 1 }, { ubicacion_actual: 'Almacen B' })
    expect(await collections().devices.countDocuments({ nro_orden: 'ORD-OURS', ubicacion_actual: 'Almacen B' })).toBe(2)
  })

  it('saves a device whole that a station verified meanwhile: the order counts what is stored, not what was', async () => {
    await open(one, 'ORD-NONE')
    await accepted(one, 'registered', imei(30), iccid(30))
    await beanie.hold('devices', { imei: imei(30) }, 'stale')
    await open(two, 'ORD-NONE')
    await accepted(two, 'verified', imei(30), iccid(30))
    await until(async () => (await figures('ORD-NONE')).approved === 2, 'the approval')
    await beanie.save('stale', { ubicacion_actual: 'Mesa 3' })
    expect((await device(30)).estado).toBe('en_produccion')
    // Our counters still say it was approved: only a base taken anew makes the figure right.
    await until(async () => (await figures('ORD-NONE')).approved === 1, 'the fold after a change of another program')
    expect((await figures('ORD-NONE')).produced).toBe(3)
    // What we did is not lost: the events tell it, and so does what the platform does not know of.
    expect(await collections().deviceEvents.countDocuments({ imei: imei(30), estado_nuevo: 'aprobado' })).toBe(1)
    expect((await device(30)).verificado).toMatchObject({ puesto: 2 })
  })

  it('saves an order whole with figures of yesterday: they are counted anew, though nobody scans for it', async () => {
    await beanie.insert('production_orders', {
      order_number: 'ORD-QUIET',
      quantity: 5,
      batches: [],
      status: 'in_progress',
    })
    await beanie.insert('devices', { imei: imei(50), nro_orden: 'ORD-QUIET', lote: 1, linea: 1, marca: 'OversunTrack' })
    await until(async () => (await figures('ORD-QUIET')).produced === 1, 'its device to be counted')
    await beanie.hold('production_orders', { order_number: 'ORD-QUIET' }, 'quiet')
    await beanie.save('quiet', { produced: 4, approved: 3, notes: 'de ayer' })
    await until(async () => (await figures('ORD-QUIET')).produced === 1, 'the figures to be right again')
    expect(await order('ORD-QUIET')).toMatchObject({ approved: 0, notes: 'de ayer' })
  })

  it('brings back a device that was undone meanwhile: it is counted, since it is there', async () => {
    await open(one, 'ORD-OURS')
    await until(async () => (await figures('ORD-OURS')).produced === 2, 'the figures before')
    await accepted(one, 'registered', imei(40), iccid(40))
    await until(async () => (await figures('ORD-OURS')).produced === 3, 'the unit')
    await beanie.hold('devices', { imei: imei(40) }, 'undone')
    await accepted(one, 'undone', 'OSECUNDO')
    await until(async () => (await figures('ORD-OURS')).produced === 2, 'the undo')
    await beanie.save('undone', { ubicacion_actual: 'Mesa 3' })
    expect(await collections().devices.countDocuments({ imei: imei(40) })).toBe(1)
    await until(async () => (await figures('ORD-OURS')).produced === 3, 'the device that came back')
    expect((await one.scan(imei(40))).word).toBe('already-registered')
    await one.scan('OSECACK')
    await beanie.delete('devices', { imei: imei(40) })
    await until(async () => (await figures('ORD-OURS')).produced === 2, 'its deletion by the platform')
  })
})
