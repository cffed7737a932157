import exceljs from 'exceljs'
import { describe, expect, it } from 'vitest'
import { customerSchema } from '../../shared/schemas/customer.ts'
import { deviceSchema } from '../../shared/schemas/device.ts'
import { deviceEventSchema } from '../../shared/schemas/device-event.ts'
import { movimientoSchema } from '../../shared/schemas/movimiento.ts'
import { damaged, iccid, imei } from '../support/codes.ts'
import { beingWritten, csvOf, importing, value } from '../support/import-file.ts'
import { importOffice } from '../support/import-office.ts'
import { insertOrder } from '../support/plant.ts'

const plant = importOffice()
const titles = ['IMEI', 'ICCID', 'Orden', 'Lote', 'Estado', 'Cliente', 'Caja', 'Palet']

describe('devices', () => {
  const order = () => insertOrder(plant.office.database, { order_number: 'ORD-1', batches: [5, 5] })

  it('are stored with movement, event, customer and the figures of their order', async () => {
    await order()
    const customer = customerSchema.parse({
      ...{ customer_code: 'CUST-1', customer_type: 'distributor', status: 'active', company_name: 'Distribuidora SL' },
      ...{ email: 'a@b.example', created_at: new Date(), updated_at: new Date() },
    })
    const { insertedId } = await plant.office.collections.customers.insertOne(customer as never)
    const file = importing(
      plant.door,
      'devices',
      csvOf([
        titles,
        [imei(1), iccid(1), 'ord-1', 1, 'Aprobado', 'cust-1', 'PKG-1', 'PAL-1'],
        [imei(2), `${iccid(2)}F`, 'ORD-1', 2, 'en servicio', 'CUST-1', '', ''],
        [imei(3), '', 'ORD-1', 2, 'retirado', '', '', ''],
      ]),
      'fábrica.csv',
    )
    expect(await file.check()).toMatchObject({ rows: 3, create: 3, stored: 0, refused: 0, reasons: [] })
    expect(await file.run('all')).toMatchObject({
      kind: 'ran',
      stored: 3,
      refused: [],
      isCancelled: false,
      isUndone: false,
    })

    const devices = await plant.office.collections.devices.find().sort({ imei: 1 }).toArray()
    for (const { _id, ...device } of devices) deviceSchema.parse(device)
    const [first, second] = devices
    expect(first).toMatchObject({
      ...{ imei: imei(1), ccid: iccid(1), nro_orden: 'ORD-1', lote: 1, estado: 'aprobado', marca: 'OversunTrack' },
      ...{ nro_referencia: 'REF-ORD-1', sku: '100', cliente: insertedId.toHexString(), cliente_codigo: 'CUST-1' },
      ...{ cliente_nombre: 'Distribuidora SL', package_no: 'PKG-1', carton_id: 'PKG-1', num_palet: 'PAL-1' },
      ...{ pallet_id: 'PAL-1', valido: true, errores: [], creado_por: 'ADM-1', fecha_importacion: expect.any(Date) },
    })
    expect(second).toMatchObject({ ccid: iccid(2), estado: 'activo' })

    const movements = await plant.office.collections.movimientos.find().toArray()
    const events = await plant.office.collections.deviceEvents.find().sort({ _id: 1 }).toArray()
    expect([movements.length, events.length]).toEqual([3, 3])
    for (const { _id, ...one } of movements)
      expect(movimientoSchema.parse(one)).toMatchObject({ origen: 'import', tipo: 'produccion' })
    for (const { _id, ...one } of events)
      expect(deviceEventSchema.parse(one)).toMatchObject({ event_type: 'device_imported' })
    const [mark] = await plant.office.collections.imports.find().toArray()
    expect(mark).toMatchObject({
      state: 'done',
      kind: 'devices',
      mode: 'all',
      rows: 3,
      stored: 3,
      file: 'fábrica.csv',
      recovered: false,
    })
    expect(events[0]?._id).toEqual(mark?._id)
    expect(new Set(devices.map(({ ose_act }) => ose_act))).toEqual(new Set([mark?._id.toHexString()]))

    expect(await plant.office.collections.customers.findOne()).toMatchObject({
      devices_count: 2,
      active_devices_count: 1,
    })
    expect(await plant.fold('ORD-1')).toMatchObject({
      ...{ produced: 2, approved: 2, rejected: 0 },
      batches: [{ produced: 1 }, { produced: 1 }],
    })
  })

  it('that are wrong are refused in words, the good ones are stored, and the second time all are known', async () => {
    await order()
    const file = csvOf([
      titles,
      [imei(1), iccid(1), 'ORD-1', 1, '', '', '', ''],
      [damaged(imei(2)), '', 'ORD-1', 1, '', '', '', ''],
      ['8,61888E+14', '8,98823E+18', '', '', '', '', '', ''],
      [imei(1), '', 'ORD-1', 1, '', '', '', ''],
      [imei(5), iccid(1), 'ORD-1', 1, '', '', '', ''],
      [imei(6), '', 'ORD-9', 1, '', '', '', ''],
      [imei(7), '', 'ORD-1', 9, '', '', '', ''],
      [imei(8), '', 'ORD-1', '', 'perdido', '', '', ''],
      [imei(9), '', '', '', '', 'NADIE', '', ''],
      [imei(10), '', '', '', '', '', '', ''],
      ['', '', 'ORD-1', 1, '', '', '', ''],
    ])
    const first = importing(plant.door, 'devices', file)
    expect(await first.check()).toMatchObject({ rows: 11, create: 1, stored: 0, refused: 10 })
    const { rows, total, fields } = await first.rows('refused')
    expect(total).toBe(10)
    expect(fields).toEqual(['imei', 'ccid', 'nro_orden', 'lote', 'estado'])
    expect(
      rows.map(({ row, problems }) => [row, ...problems.map(({ field, reason }) => `${field} ${reason}`)]),
    ).toEqual([
      [3, 'imei imei-check-digit'],
      [4, 'imei number-rounded', 'ccid number-rounded'],
      [5, 'imei duplicate-in-file'],
      [6, 'ccid duplicate-in-file'],
      [7, 'nro_orden unknown-order'],
      [8, 'lote unknown-batch'],
      [9, 'estado unknown-word'],
      [10, 'cliente unknown-customer'],
      [11, 'marca missing'],
      [12, 'imei missing'],
    ])
    expect(rows[2]?.problems[0]?.params).toMatchObject({ row: 2 })
    expect(await first.run('all')).toEqual({ kind: 'has-refused' })
    expect(await plant.office.collections.devices.countDocuments()).toBe(0)
    expect(await first.run('good')).toMatchObject({ kind: 'ran', stored: 1, isUndone: false })
    expect(await plant.office.collections.devices.countDocuments()).toBe(1)

    const again = importing(plant.door, 'devices', file)
    expect(await again.check()).toMatchObject({ create: 0, stored: 1, refused: 10 })
    expect((await again.rows()).rows[0]).toMatchObject({
      outcome: 'stored',
      problems: [{ field: 'imei', reason: 'already-stored', params: { value: imei(1), other: 'ORD-1' } }],
    })
  })

  it('never exceed their batch, beside the places that stations hold', async () => {
    await order()
    const now = new Date()
    const room = {
      order_number: 'ORD-1',
      lote: 1,
      limit: 5,
      extra: 0,
      foreign: 0,
      free: 2,
      asked_at: null,
      updated_at: now,
    }
    await plant.office.collections.rooms.insertOne({ _id: 'ORD-1|1', ...room })
    const rows = [1, 2, 3].map((number) => [imei(number), '', 'ORD-1', 1, '', '', '', ''])
    const file = importing(plant.door, 'devices', csvOf([titles, ...rows]))
    expect(await file.check()).toMatchObject({
      create: 2,
      refused: 1,
      reasons: [{ field: 'lote', reason: 'batch-full' }],
    })
    // A station takes one of the two between preview and run.
    await plant.office.collections.rooms.updateOne({ _id: 'ORD-1|1' }, { $inc: { free: -1 } })
    expect(await file.run('good')).toMatchObject({
      stored: 1,
      refused: [{ row: 3, problems: [{ reason: 'batch-full' }] }],
    })
    expect(await plant.office.collections.rooms.findOne()).toMatchObject({ free: 0, foreign: 1 })
    await plant.fold('ORD-1')
    expect(await plant.office.collections.rooms.findOne()).toMatchObject({ free: 0, foreign: 1 })
  })

  const many = (count: number) =>
    csvOf([['imei', 'marca'], ...Array.from({ length: count }, (_, index) => [imei(index), 'M'])])

  it('that somebody stores between preview and run are refused, or roll everything back', async () => {
    const file = importing(plant.door, 'devices', many(2500))
    await file.check()
    const stranger = { imei: imei(2100), valido: true, estado: 'activo' }
    await plant.office.collections.devices.insertOne(stranger as never)
    const undone = await file.run('all')
    expect(undone).toMatchObject({ kind: 'ran', stored: 0, isUndone: true, isCancelled: false })
    expect(undone).toMatchObject({
      refused: [{ row: 2102, problems: [{ field: 'imei', reason: 'already-stored', params: { value: imei(2100) } }] }],
    })
    expect(await plant.office.collections.devices.find().toArray()).toMatchObject([stranger])
    expect(await plant.office.collections.movimientos.countDocuments()).toBe(0)
    expect(await plant.office.collections.deviceEvents.countDocuments()).toBe(0)
    expect(await plant.office.collections.imports.findOne()).toMatchObject({ state: 'undone', stored: 0, refused: 1 })

    const good = importing(plant.door, 'devices', many(2500))
    await good.check()
    await plant.office.collections.devices.insertOne({ imei: imei(7), valido: true } as never)
    expect(await good.run('good')).toMatchObject({ stored: 2498, refused: [{ row: 9 }] })
    expect(await plant.office.collections.devices.countDocuments()).toBe(2500)
    expect(await plant.office.collections.movimientos.countDocuments()).toBe(2498)
    expect(await plant.office.collections.deviceEvents.countDocuments()).toBe(2498)
  })

  it.each(['all', 'good'] as const)('cancelled in the middle (%s): the answer is what is stored', async (mode) => {
    const count = 8000
    const file = importing(plant.door, 'devices', many(count))
    await file.check()
    const running = file.run(mode)
    await beingWritten(plant.door, 1)
    await value(plant.door.call('import.cancel', {}))
    const ran = await running
    if (ran.kind !== 'ran') throw new Error(ran.kind)
    expect(ran.isCancelled).toBe(true)
    expect(ran.isUndone).toBe(mode === 'all')
    if (mode === 'all') expect(ran.stored).toBe(0)
    else expect([ran.stored > 0, ran.stored < count]).toEqual([true, true])
    expect(await plant.office.collections.devices.countDocuments()).toBe(ran.stored)
    expect(await plant.office.collections.movimientos.countDocuments()).toBe(ran.stored)
    expect(await plant.office.collections.deviceEvents.countDocuments()).toBe(ran.stored)
  })

  it('from a workbook keep an IMEI that Excel made a number of, and refuse an ICCID', async () => {
    const workbook = new exceljs.Workbook()
    workbook.addWorksheet('Hoja1').addRows([
      ['IMEI', 'ICCID', 'Marca', 'Fecha de fabricación'],
      [Number(imei(1)), iccid(1), 'M', new Date('2025-01-15')],
      [Number(imei(2)), Number(iccid(2)), 'M', '15/01/2025'],
    ])
    const file = importing(plant.door, 'devices', new Uint8Array(await workbook.xlsx.writeBuffer()), 'hoja.xlsx')
    expect(await file.check()).toMatchObject({
      create: 1,
      refused: 1,
      reasons: [{ field: 'ccid', reason: 'number-rounded', count: 1 }],
    })
    await file.run('good')
    expect(await plant.office.collections.devices.findOne()).toMatchObject({
      ...{ imei: imei(1), ccid: iccid(1), estado: 'en_produccion', fecha_creacion: new Date('2025-01-15') },
    })
    expect(await plant.office.collections.movimientos.findOne()).toMatchObject({
      tipo: 'entrada',
      orden_produccion: null,
    })
  })

  it('of a file that changed since its preview are not imported, nor without their unique index', async () => {
    const file = importing(plant.door, 'devices', many(2))
    await file.check()
    expect(await value(plant.door.call('import.run', { mode: 'good', sha256: 'another' }))).toEqual({
      kind: 'file-changed',
    })
    plant.missing = [{ name: 'ose_ccid_unique' }]
    expect(await file.run('good')).toEqual({ kind: 'index-missing' })
    expect(await plant.office.collections.devices.countDocuments()).toBe(0)
  })
})
