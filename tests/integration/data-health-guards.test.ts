import { ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { prepareDatabase } from '../../electron/db/preparation/prepare-database.ts'
import type { HealthKind } from '../../shared/domain/health/data-health.ts'
import { iccid, imei } from '../support/codes.ts'
import { answered, type HealthPlant, openHealthPlant, openTestLink } from '../support/health-plant.ts'
import { openOffice } from '../support/office.ts'
import { openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'
import { required, until } from '../support/station-bench.ts'

let plant: HealthPlant

beforeAll(async () => {
  plant = await openHealthPlant(inject('mongodbUri'), 600)
})
afterAll(() => plant.close())
afterEach(() => plant.restore())

const devices = () => plant.db.collection('devices')
const preview = async (kind: HealthKind) => answered(await plant.door.call('health.preview', { kind }))
const apply = async (id: string) => answered(await plant.door.call('health.apply', { preview: id }))
const findings = async (kind: HealthKind) =>
  answered(await plant.door.call('health.findings', { kind, after: 0 })).findings
const made = (day: number) => new Date(Date.UTC(2025, 0, day))
const unit = { marca: 'OversunTrack', estado: 'en_produccion', valido: true, errores: null }

describe('numbers that stand twice', () => {
  it('the later document is marked and kept, and the unique index is made at once', async () => {
    await devices().dropIndex('ose_imei_unique')
    await devices().insertMany([
      { ...unit, imei: imei(1), fecha_creacion: made(2) },
      { ...unit, imei: imei(1), fecha_creacion: made(1) },
      // Marked before: no duplicate any more.
      { ...unit, imei: imei(1), valido: false, errores: ['IMEI duplicado'], fecha_creacion: made(3) },
    ])
    await plant.link.makeIndexes()
    const { indexes } = await plant.read()
    expect(indexes.missing).toMatchObject([{ name: 'ose_imei_unique', duplicates: [`imei ${imei(1)} (2×)`] }])
    expect(await plant.check()).toEqual({ 'duplicate-imei': 1 })
    const plan = await preview('duplicate-imei')
    expect(plan.changes).toEqual([
      {
        collection: 'devices',
        label: imei(1),
        fields: [
          { field: 'valido', before: 'true', after: 'false' },
          { field: 'errores', before: '–', after: 'IMEI duplicado' },
        ],
      },
    ])
    expect(await apply(plan.preview)).toMatchObject({ applied: 1 })
    expect(await devices().countDocuments({ imei: imei(1) })).toBe(3)
    expect(await devices().findOne({ imei: imei(1), valido: true })).toMatchObject({ fecha_creacion: made(1) })
    expect((await plant.read()).indexes.missing).toEqual([])
    expect(await plant.check()).toEqual({})
  })

  it('where two of them went on from the floor nothing is offered: a person looks', async () => {
    await devices().dropIndex('ose_imei_unique')
    await devices().insertMany([
      { ...unit, imei: imei(2), estado: 'activo', fecha_creacion: made(1) },
      { ...unit, imei: imei(2), estado: 'enviado', fecha_creacion: made(2) },
    ])
    expect(await plant.check()).toEqual({ 'duplicate-imei': 1 })
    expect(await findings('duplicate-imei')).toMatchObject([{ fix: 'by-hand', count: 2 }])
    expect(await preview('duplicate-imei')).toMatchObject({ total: 0, byHand: 1 })
    await plant.restore()
    await plant.link.makeIndexes()
  })

  it('the ICCID stays on the unit that was verified, and is noted on the other', async () => {
    await devices().dropIndex('ose_ccid_unique')
    const verificado = { fecha: made(3), operador: 'EMP-001', linea: 1, puesto: 2, act: 'a' }
    await devices().insertMany([
      { ...unit, imei: imei(3), ccid: iccid(3), fecha_creacion: made(1) },
      { ...unit, imei: imei(4), ccid: iccid(3), fecha_creacion: made(2), verificado },
    ])
    expect(await plant.check()).toEqual({ 'duplicate-iccid': 1 })
    await apply((await preview('duplicate-iccid')).preview)
    expect(await devices().findOne({ imei: imei(4) })).toMatchObject({ ccid: iccid(3) })
    expect(await devices().findOne({ imei: imei(3) })).toMatchObject({
      ccid: null,
      errores: [`ICCID duplicado: ${iccid(3)}`],
    })
    expect(await plant.check()).toEqual({})
  })
})

describe('what only a person can tell', () => {
  it('is counted and named, and a dry run of it is empty', async () => {
    const gone = new ObjectId()
    const parcel = required(await plant.db.collection('packages').findOne({ 'dispositivos.0': { $exists: true } }))
    await plant.db.collection('packages').updateOne({ _id: parcel._id }, { $push: { dispositivos: gone } } as object)
    await devices().insertOne({
      ...unit,
      imei: imei(5),
      num_palet: 'PAL-NONE',
      pallet_id: 'PAL-NONE',
      nro_orden: 'NO-SUCH',
    })
    await plant.db.collection('employees').updateOne({ employee_id: 'EMP-010' }, { $set: { role: 'ADMIN' } })
    expect(await plant.check()).toEqual({
      'order-missing': 1,
      'pallet-missing': 1,
      'listed-device-missing': 1,
      'word-unknown': 1,
    })
    for (const kind of ['order-missing', 'pallet-missing', 'listed-device-missing', 'word-unknown'] as const) {
      expect(await findings(kind)).toMatchObject([{ fix: 'by-hand' }])
      expect(await preview(kind)).toMatchObject({ total: 0, byHand: 1 })
    }
  })

  it('what the platform leaves on purpose is no finding', async () => {
    await devices().insertMany([
      // Its imports: packed already, approved without quality, or still in production; a parcel state of its own.
      { ...unit, imei: imei(6), estado: 'aprobado', carton_id: '9912182501150000000100001' },
      { ...unit, imei: imei(7), estado: 'en_produccion', carton_id: '9912182501150000000100001' },
      // A notification sets `activo` from any state and leaves our act.
      { ...unit, imei: imei(8), estado: 'activo', ose_act: new ObjectId().toHexString(), notificado: true },
    ])
    await plant.db.collection('packages').updateOne({}, { $set: { estado: 'devuelto' } })
    await plant.db.collection('production_orders').updateOne({}, { $set: { priority: 'HIGH' } })
    expect(await plant.check()).toEqual({})
  })
})

describe('a plan', () => {
  it('leaves what was changed meanwhile as it is, and says so; the others are corrected', async () => {
    const packed = await devices().find({ estado: 'enviado' }).limit(2).toArray()
    const [first, second] = [required(packed[0]), required(packed[1])]
    for (const { _id } of packed) await devices().updateOne({ _id }, { $set: { package_no: 'OTHER' } })
    expect(await plant.check()).toEqual({ 'spellings-differ': 2 })
    const plan = await preview('spellings-differ')
    await devices().updateOne({ _id: first._id }, { $set: { package_no: 'YET ANOTHER' } })
    const told = await plant.db.collection('device_events').countDocuments()
    expect(await apply(plan.preview)).toEqual({ applied: 1, changed: [first['imei']], notAllowed: [] })
    expect(await devices().findOne({ _id: first._id })).toMatchObject({ package_no: 'YET ANOTHER' })
    expect(await devices().findOne({ _id: second._id })).toMatchObject({ package_no: second['carton_id'] })
    expect(await plant.db.collection('device_events').countDocuments()).toBe(told + 1)
  })

  it('of an order’s figures is not applied where they would become others than was shown', async () => {
    const orders = plant.db.collection('production_orders')
    const order = required(await orders.findOne({ status: 'completed' }))
    await orders.updateOne({ _id: order._id }, { $set: { produced: 1 } })
    expect(await plant.check()).toEqual({ 'order-figures': 1 })
    const plan = await preview('order-figures')
    // A unit more than when it was tried out.
    await devices().insertOne({ ...unit, imei: imei(9), nro_orden: order['order_number'], lote: 1 })
    const before = await plant.dump()
    expect(await apply(plan.preview)).toMatchObject({ applied: 0, changed: [order['order_number']] })
    expect(await plant.dump()).toEqual(before)
  })

  it('is good once, and only the last one', async () => {
    const device = required(await devices().findOne({ estado: 'enviado' }))
    await devices().updateOne({ _id: device._id }, { $set: { package_no: 'OTHER' } })
    await plant.check()
    const old = await preview('spellings-differ')
    const last = await preview('spellings-differ')
    const stale = { ok: false, error: { code: 'stale' } }
    expect(await plant.door.call('health.apply', { preview: old.preview })).toEqual(stale)
    expect(await apply(last.preview)).toMatchObject({ applied: 1 })
    expect(await plant.door.call('health.apply', { preview: last.preview })).toEqual(stale)
  })
})

it('a check can be stopped, and begun again', async () => {
  await plant.door.call('health.start', {})
  expect((await plant.read()).check.state).toBe('running')
  await plant.door.call('health.cancel', {})
  await until(async () => (await plant.read()).check.state === 'cancelled', 'the end')
  expect(await plant.check()).toEqual({})
})

describe('a right', () => {
  it('is needed to look, and a supervising role to correct', async () => {
    const door = openOfficeDoor(plant.office, {}, plant.link)
    await addEmployee(plant.tables, 'OPE-901', { role: 'supervisor' })
    await addEmployee(plant.tables, 'OPE-902', { role: 'technician', may: ['manage_settings'] })
    const no = { ok: false, error: { code: 'no-permission' } }
    await door.call('session.signIn', { identifier: 'OPE-901', password: rightPassword })
    expect(await door.call('health.read', {})).toEqual(no)
    expect(await door.call('health.start', {})).toEqual(no)
    door.session.signOut('person')
    await door.call('session.signIn', { identifier: 'OPE-902', password: rightPassword })
    expect(answered(await door.call('health.read', {}))).toMatchObject({ mayApply: false })
    const { preview: id } = answered(await door.call('health.preview', { kind: 'word-unknown' }))
    expect(await door.call('health.apply', { preview: id })).toEqual(no)
    await door.close()
  })
})

describe('a station with the least rights', () => {
  const databaseName = 'ose_health'
  const stationUser = { user: 'station', password: 'Stat1on-of-the-plant' }
  let server: SecuredServer
  let admin: Awaited<ReturnType<typeof openOffice>>

  beforeAll(async () => {
    server = await startServer({ auth: true })
    admin = await openOffice({ uri: server.uri(administrator), databaseName })
    const station = { user: stationUser.user, password: async () => stationUser.password }
    await prepareDatabase({ client: admin.database.client, databaseName, station, say: () => undefined })
  })
  afterAll(async () => {
    await admin.close()
    await server.stop()
  })

  it('checks, corrects what it may write, is told what it may not, and sees which index is missing', async () => {
    const { db } = admin.database
    const [lone, there] = [new ObjectId().toHexString(), new ObjectId()]
    await db.collection('devices').insertMany([
      {
        _id: there,
        ...unit,
        imei: imei(1),
        estado: 'aprobado',
        ose_act: 'x',
        package_no: 'A',
        carton_id: 'B',
        cliente: 'Y',
      },
    ])
    await db
      .collection('movimientos')
      .insertOne({ tipo: 'salida', fecha: made(1), producto: lone, imei: imei(1), cantidad: 1 })
    await db.collection('pallets').dropIndex('ose_pallet_number_unique')
    const office = await openOffice({ uri: server.uri(stationUser), databaseName })
    const link = openTestLink(server.uri(stationUser), databaseName)
    await until(() => !link.isAway() && link.indexing().making === null, 'the database')
    const door = openOfficeDoor(office, {}, link)
    await addEmployee(admin.collections, 'ADM-009', { role: 'super_admin' })
    await door.call('session.signIn', { identifier: 'ADM-009', password: rightPassword })
    await door.call('health.start', {})
    const read = async () => answered(await door.call('health.read', {}))
    await until(async () => (await read()).check.state !== 'running', 'the check')
    const { check, indexes } = await read()
    expect([check.state, check.found.map(({ kind }) => kind)]).toEqual([
      'done',
      ['customer-is-name', 'movement-device-missing', 'spellings-differ'],
    ])
    expect(indexes.missing).toMatchObject([{ name: 'ose_pallet_number_unique', notAllowed: true }])

    const correct = async (kind: HealthKind) => {
      const plan = answered(await door.call('health.preview', { kind }))
      return answered(await door.call('health.apply', { preview: plan.preview }))
    }
    expect(await correct('spellings-differ')).toEqual({ applied: 1, changed: [], notAllowed: [] })
    expect(await correct('movement-device-missing')).toEqual({ applied: 0, changed: [], notAllowed: [imei(1)] })
    expect(await db.collection('movimientos').countDocuments({ producto: lone })).toBe(1)
    expect(await db.collection('device_events').countDocuments()).toBe(1)
    await door.close()
    await link.close()
    await office.close()
  })
})
