import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest'
import { deviceStateChange, type StateChange } from '../../electron/db/acts/device-state-change.ts'
import { collections } from '../../electron/db/collections/collections.ts'
import { customersRepository } from '../../electron/db/lists/customers.ts'
import { devicesRepository } from '../../electron/db/lists/devices.ts'
import { customerSchema } from '../../shared/schemas/customer.ts'
import { deviceSchema } from '../../shared/schemas/device.ts'
import { expectByIndex } from '../support/by-index.ts'
import { imei } from '../support/codes.ts'
import { explainingClient } from '../support/explained.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'

let plant: TestPlant
const at = new Date(Date.UTC(2026, 0, 5))

beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
})
afterAll(() => plant.close())

async function addDevices(nro_orden: string, lote: number, from: number, count: number, estado = 'aprobado') {
  const devices = Array.from({ length: count }, (_, index) => ({
    _id: new ObjectId(),
    ...deviceSchema.parse({
      imei: imei(from + index),
      nro_orden,
      lote,
      marca: 'OversunTrack',
      estado,
      fecha_creacion: at,
      fecha_actualizacion: at,
    }),
  }))
  await plant.database.collections.devices.insertMany(devices)
}

describe('a batch that is carried to another place', () => {
  it('takes all its devices along, none of another batch, by the index', async () => {
    await addDevices('MOVE-1', 1, 1000, 40)
    await addDevices('MOVE-1', 2, 1100, 40)
    const server = await explainingClient(inject('mongodbUri'), plant.name)
    const devices = devicesRepository(collections(server.db))
    const act = new ObjectId().toHexString()
    const { value, explained } = await server.explain(() => devices.moveBatch('MOVE-1', 1, 'Almacen B', act, at))
    expect(value).toBe(40)
    expectByIndex(explained)
    const moved = await plant.database.collections.devices.find({ ubicacion_actual: 'Almacen B' }).toArray()
    expect(moved.map((device) => [device.lote, device.ose_act])).toEqual(Array(40).fill([1, act]))
    await server.client.close()
  })
})

describe("a customer's count of devices", () => {
  const code = 'CUST-900'
  const add = (fields: object) =>
    plant.database.collections.customers.insertOne({
      _id: new ObjectId(),
      ...customerSchema.parse({
        customer_code: code,
        customer_type: 'reseller',
        status: 'active',
        email: 'a@example.com',
        created_at: at,
        updated_at: at,
      }),
      ...fields,
    })
  const stored = () => plant.database.collections.customers.findOne({ customer_code: code })

  it('grows exactly, also when many add at once, and from nothing where there is no number', async () => {
    const customers = customersRepository(plant.database.collections)
    await add({ devices_count: null })
    const added = await Promise.all(
      Array.from({ length: 20 }, () => customers.incrementDevicesCount(' cust-900', 25, at)),
    )
    expect(added).toEqual(Array(20).fill(true))
    expect((await stored())?.devices_count).toBe(500)
    expect(await customers.incrementDevicesCount('CUST-901', 1, at)).toBe(false)
  })

  it('belongs to one customer: a code stands once', async () => {
    await expect(add({})).rejects.toMatchObject({ code: 11000 })
  })
})

describe('a step of a device', () => {
  const step = (of: Partial<StateChange> & Pick<StateChange, 'imei' | 'does'>): StateChange => ({
    act: new ObjectId().toHexString(),
    scanId: 'scan',
    word: 'production',
    at: at.getTime(),
    operator: { employee_id: 'EMP-1', name: 'Ana García' },
    workplace: { station: 'S01', linea: 1, puesto: 2 },
    reason: null,
    event_type: 'status_changed',
    descripcion: 'Prueba',
    ...of,
  })
  const take = async (change: StateChange) => {
    const session = plant.database.client.startSession()
    try {
      return await deviceStateChange(plant.database.collections)(session, change)
    } finally {
      await session.endSession()
    }
  }
  it('is taken where the table has it, with its event, once', async () => {
    const tables = plant.database.collections
    await addDevices('STEP-1', 1, 2000, 1, 'empaquetado')
    const ship = step({ imei: imei(2000), does: 'ship', reason: 'camión' })
    expect(await take(ship)).toMatchObject({ kind: 'written' })
    expect(await take(ship)).toMatchObject({ kind: 'written' })
    const device = await tables.devices.findOne({ imei: imei(2000) })
    expect(device).toMatchObject({ estado: 'enviado', ose_act: ship.act, fecha_actualizacion: at })
    const events = await tables.deviceEvents.find({ imei: imei(2000) }).toArray()
    expect(events).toMatchObject([
      { estado_anterior: 'empaquetado', estado_nuevo: 'enviado', data: { act: ship.act, reason: 'camión' } },
    ])
    // Shipped is counted as packed was: the order's figures stay as they are.
    expect(await tables.folds.findOne({ _id: 'STEP-1' })).toBeNull()
  })

  it('makes the order count anew where the figures change', async () => {
    await addDevices('STEP-2', 1, 2001, 1, 'control_calidad')
    expect(await take(step({ imei: imei(2001), does: 'approve' }))).toMatchObject({ kind: 'written' })
    expect(await plant.database.collections.folds.findOne({ _id: 'STEP-2' })).toMatchObject({ dirty: true })
  })

  it('is refused where the table has it not, and where there is no such device; nothing is written', async () => {
    await addDevices('STEP-3', 1, 2002, 1, 'retirado')
    expect(await take(step({ imei: imei(2002), does: 'ship' }))).toEqual({
      kind: 'refused',
      word: 'wrong-state',
      params: { imei: imei(2002), estado: 'retirado' },
    })
    expect(await take(step({ imei: imei(2999), does: 'ship' }))).toMatchObject({ word: 'not-registered' })
    expect(await plant.database.collections.deviceEvents.countDocuments({ imei: imei(2002) })).toBe(0)
  })

  it('is taken by one of two that take it at once', async () => {
    await addDevices('STEP-4', 1, 2003, 1, 'control_calidad')
    const both = await Promise.all([
      take(step({ imei: imei(2003), does: 'approve' })),
      take(step({ imei: imei(2003), does: 'reject' })),
    ])
    expect(both.map((one) => one.kind).sort()).toEqual(['refused', 'written'])
    expect(await plant.database.collections.deviceEvents.countDocuments({ imei: imei(2003) })).toBe(1)
  })
})
