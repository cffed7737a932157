import exceljs from 'exceljs'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { foldRepository } from '../../electron/db/fold.ts'
import { customerSchema } from '../../shared/schemas/customer.ts'
import { deviceSchema } from '../../shared/schemas/device.ts'
import { deviceEventSchema } from '../../shared/schemas/device-event.ts'
import { movimientoSchema } from '../../shared/schemas/movimiento.ts'
import { productionOrderSchema } from '../../shared/schemas/production-order.ts'
import { bundleImportWorker } from '../support/backup-worker.ts'
import { damaged, iccid, imei } from '../support/codes.ts'
import { csvOf, importing, value } from '../support/import-file.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { insertOrder } from '../support/plant.ts'

let office: Office
let worker: Awaited<ReturnType<typeof bundleImportWorker>>
let door: OfficeDoor
let missing: { name: string }[] = []

beforeAll(async () => {
  office = await openOffice()
  worker = await bundleImportWorker()
})
afterAll(async () => {
  await office.close()
  await worker.remove()
})
beforeEach(async () => {
  missing = []
  for (const collection of await office.database.db.collections()) await collection.deleteMany({})
  office.logged.length = 0
  await addEmployee(office.collections, 'ADM-1', { role: 'super_admin' })
  door = openOfficeDoor(office, { importWorkerFile: worker.file, missingIndexes: () => missing })
  await door.call('session.signIn', { identifier: 'ADM-1', password: rightPassword })
})
afterEach(() => door.close())

async function fold(order_number: string) {
  const session = office.database.client.startSession()
  await foldRepository(office.collections).fold(session, order_number)
  await session.endSession()
  return office.collections.orders.findOne({ order_number })
}

async function as(employee_id: string, facts: Parameters<typeof addEmployee>[2]) {
  await addEmployee(office.collections, employee_id, facts)
  door.session.signOut('person')
  await door.call('session.signIn', { identifier: employee_id, password: rightPassword })
}

const titles = ['IMEI', 'ICCID', 'Orden', 'Lote', 'Estado', 'Cliente', 'Caja', 'Palet']

describe('devices', () => {
  const order = () => insertOrder(office.database, { order_number: 'ORD-1', batches: [5, 5] })

  it('are stored with movement, event, customer and the figures of their order', async () => {
    await order()
    const customer = customerSchema.parse({
      ...{ customer_code: 'CUST-1', customer_type: 'distributor', status: 'active', company_name: 'Distribuidora SL' },
      ...{ email: 'a@b.example', created_at: new Date(), updated_at: new Date() },
    })
    const { insertedId } = await office.collections.customers.insertOne(customer as never)
    const file = importing(
      door,
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

    const devices = await office.collections.devices.find().sort({ imei: 1 }).toArray()
    for (const { _id, ...device } of devices) deviceSchema.parse(device)
    const [first, second] = devices
    expect(first).toMatchObject({
      ...{ imei: imei(1), ccid: iccid(1), nro_orden: 'ORD-1', lote: 1, estado: 'aprobado', marca: 'OversunTrack' },
      ...{ nro_referencia: 'REF-ORD-1', sku: '100', cliente: insertedId.toHexString(), cliente_codigo: 'CUST-1' },
      ...{ cliente_nombre: 'Distribuidora SL', package_no: 'PKG-1', carton_id: 'PKG-1', num_palet: 'PAL-1' },
      ...{ pallet_id: 'PAL-1', valido: true, errores: [], creado_por: 'ADM-1', fecha_importacion: expect.any(Date) },
    })
    expect(second).toMatchObject({ ccid: iccid(2), estado: 'activo' })

    const movements = await office.collections.movimientos.find().toArray()
    const events = await office.collections.deviceEvents.find().sort({ _id: 1 }).toArray()
    expect([movements.length, events.length]).toEqual([3, 3])
    for (const { _id, ...one } of movements)
      expect(movimientoSchema.parse(one)).toMatchObject({ origen: 'import', tipo: 'produccion' })
    for (const { _id, ...one } of events)
      expect(deviceEventSchema.parse(one)).toMatchObject({ event_type: 'device_imported' })
    const [mark] = await office.collections.imports.find().toArray()
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

    expect(await office.collections.customers.findOne()).toMatchObject({ devices_count: 2, active_devices_count: 1 })
    expect(await fold('ORD-1')).toMatchObject({
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
    const first = importing(door, 'devices', file)
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
    expect(await office.collections.devices.countDocuments()).toBe(0)
    expect(await first.run('good')).toMatchObject({ kind: 'ran', stored: 1, isUndone: false })
    expect(await office.collections.devices.countDocuments()).toBe(1)

    const again = importing(door, 'devices', file)
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
    await office.collections.rooms.insertOne({ _id: 'ORD-1|1', ...room })
    const rows = [1, 2, 3].map((number) => [imei(number), '', 'ORD-1', 1, '', '', '', ''])
    const file = importing(door, 'devices', csvOf([titles, ...rows]))
    expect(await file.check()).toMatchObject({
      create: 2,
      refused: 1,
      reasons: [{ field: 'lote', reason: 'batch-full' }],
    })
    // A station takes one of the two between preview and run.
    await office.collections.rooms.updateOne({ _id: 'ORD-1|1' }, { $inc: { free: -1 } })
    expect(await file.run('good')).toMatchObject({
      stored: 1,
      refused: [{ row: 3, problems: [{ reason: 'batch-full' }] }],
    })
    expect(await office.collections.rooms.findOne()).toMatchObject({ free: 0, foreign: 1 })
    await fold('ORD-1')
    expect(await office.collections.rooms.findOne()).toMatchObject({ free: 0, foreign: 1 })
  })

  const many = (count: number) =>
    csvOf([['imei', 'marca'], ...Array.from({ length: count }, (_, index) => [imei(index), 'M'])])

  it('that somebody stores between preview and run are refused, or roll everything back', async () => {
    const file = importing(door, 'devices', many(2500))
    await file.check()
    const stranger = { imei: imei(2100), valido: true, estado: 'activo' }
    await office.collections.devices.insertOne(stranger as never)
    const undone = await file.run('all')
    expect(undone).toMatchObject({ kind: 'ran', stored: 0, isUndone: true, isCancelled: false })
    expect(undone).toMatchObject({
      refused: [{ row: 2102, problems: [{ field: 'imei', reason: 'already-stored', params: { value: imei(2100) } }] }],
    })
    expect(await office.collections.devices.find().toArray()).toMatchObject([stranger])
    expect(await office.collections.movimientos.countDocuments()).toBe(0)
    expect(await office.collections.deviceEvents.countDocuments()).toBe(0)
    expect(await office.collections.imports.findOne()).toMatchObject({ state: 'undone', stored: 0, refused: 1 })

    const good = importing(door, 'devices', many(2500))
    await good.check()
    await office.collections.devices.insertOne({ imei: imei(7), valido: true } as never)
    expect(await good.run('good')).toMatchObject({ stored: 2498, refused: [{ row: 9 }] })
    expect(await office.collections.devices.countDocuments()).toBe(2500)
    expect(await office.collections.movimientos.countDocuments()).toBe(2498)
    expect(await office.collections.deviceEvents.countDocuments()).toBe(2498)
  })

  it.each(['all', 'good'] as const)('cancelled in the middle (%s): the answer is what is stored', async (mode) => {
    const count = 8000
    const file = importing(door, 'devices', many(count))
    await file.check()
    const running = file.run(mode)
    while ((await value(door.call('import.progress', {}))).done === 0)
      await new Promise((resolve) => setTimeout(resolve, 5))
    await value(door.call('import.cancel', {}))
    const ran = await running
    if (ran.kind !== 'ran') throw new Error(ran.kind)
    expect(ran.isCancelled).toBe(true)
    expect(ran.isUndone).toBe(mode === 'all')
    if (mode === 'all') expect(ran.stored).toBe(0)
    else expect(ran.stored).toBeLessThan(count)
    expect(await office.collections.devices.countDocuments()).toBe(ran.stored)
    expect(await office.collections.movimientos.countDocuments()).toBe(ran.stored)
    expect(await office.collections.deviceEvents.countDocuments()).toBe(ran.stored)
  })

  it('from a workbook keep an IMEI that Excel made a number of, and refuse an ICCID', async () => {
    const workbook = new exceljs.Workbook()
    workbook.addWorksheet('Hoja1').addRows([
      ['IMEI', 'ICCID', 'Marca', 'Fecha de fabricación'],
      [Number(imei(1)), iccid(1), 'M', new Date('2025-01-15')],
      [Number(imei(2)), Number(iccid(2)), 'M', '15/01/2025'],
    ])
    const file = importing(door, 'devices', new Uint8Array(await workbook.xlsx.writeBuffer()), 'hoja.xlsx')
    expect(await file.check()).toMatchObject({
      create: 1,
      refused: 1,
      reasons: [{ field: 'ccid', reason: 'number-rounded', count: 1 }],
    })
    await file.run('good')
    expect(await office.collections.devices.findOne()).toMatchObject({
      ...{ imei: imei(1), ccid: iccid(1), estado: 'en_produccion', fecha_creacion: new Date('2025-01-15') },
    })
    expect(await office.collections.movimientos.findOne()).toMatchObject({ tipo: 'entrada', orden_produccion: null })
  })

  it('of a file that changed since its preview are not imported, nor without their unique index', async () => {
    const file = importing(door, 'devices', many(2))
    await file.check()
    expect(await value(door.call('import.run', { mode: 'good', sha256: 'another' }))).toEqual({ kind: 'file-changed' })
    missing = [{ name: 'ose_ccid_unique' }]
    expect(await file.run('good')).toEqual({ kind: 'index-missing' })
    expect(await office.collections.devices.countDocuments()).toBe(0)
  })
})

describe('the columns', () => {
  it('are guessed, may be changed, and are remembered for the plant by the titles', async () => {
    const file = csvOf([
      ['Número raro', 'Brand'],
      [imei(1), 'M'],
    ])
    const table = await importing(door, 'devices', file).read()
    expect(table).toMatchObject({ kind: 'table', mapping: [null, 'marca'], isRemembered: false })
    expect(await value(door.call('import.check', { mapping: [null, 'marca'] }))).toMatchObject({
      reasons: [{ field: 'imei', reason: 'missing' }],
    })
    expect(await value(door.call('import.check', { mapping: ['imei', 'marca'] }))).toMatchObject({ create: 1 })
    const upper = csvOf([
      ['NUMERO RARO', 'BRAND'],
      [imei(2), 'M'],
    ])
    expect(await importing(door, 'devices', upper).read()).toMatchObject({
      mapping: ['imei', 'marca'],
      isRemembered: true,
    })
    expect(await importing(door, 'customers', upper).read()).toMatchObject({ isRemembered: false })
  })

  it('of what is no table, or no file at all, are a sentence and not a failure', async () => {
    expect(await importing(door, 'devices', '').read()).toEqual({ kind: 'refused', reason: 'empty', params: {} })
    expect(await importing(door, 'devices', 'imei\n').read()).toMatchObject({ reason: 'no-rows' })
    expect(await door.call('import.check', { mapping: [] })).toMatchObject({ ok: false })
  })
})

describe('customers, orders and employees', () => {
  it('customers', async () => {
    const file = importing(
      door,
      'customers',
      csvOf([
        ['Código cliente', 'Tipo', 'Empresa', 'Correo', 'Calle', 'CP', 'Descuento', 'Etiquetas', 'Contacto'],
        ['cust-1', 'Distribuidor', 'Ñandú SL', 'A@B.example', 'Mayor 1', '08001', '12,5', 'vip, es', 'Juan'],
        ['CUST-2', 'gigante', '', 'nada', '', '', '150', '', ''],
      ]),
    )
    expect(await file.check()).toMatchObject({ create: 1, refused: 1 })
    expect((await file.rows('refused')).rows[0]?.problems.map(({ reason }) => reason)).toEqual([
      'unknown-word',
      'bad-email',
      'out-of-range',
    ])
    expect(await file.run('good')).toMatchObject({ stored: 1 })
    const { _id, ...stored } = (await office.collections.customers.findOne()) ?? {}
    expect(customerSchema.parse(stored)).toMatchObject({
      ...{ customer_code: 'CUST-1', customer_type: 'distributor', status: 'active', email: 'a@b.example' },
      ...{ discount_rate: 12.5, tags: ['vip', 'es'], devices_count: 0, contacts: [{ name: 'Juan' }] },
      address: { street: 'Mayor 1', postal_code: '08001', city: '' },
    })
    expect(
      await importing(
        door,
        'customers',
        csvOf([
          ['code', 'type', 'email'],
          ['CUST-1', 'reseller', 'x@y.example'],
        ]),
      ).check(),
    ).toMatchObject({ stored: 1 })
  })

  it('orders, with batches listed or counted', async () => {
    const rows = [
      [
        'Orden',
        'Cantidad',
        'Lotes',
        'Nº lotes',
        'Producto',
        'Marca',
        'Referencia',
        'Línea',
        'Prioridad',
        'Responsable',
      ],
      ['ord-7', '1.000', '250+750', '', 'Baliza', 'M', 'REF-7', 2, 'urgente', 'ADM-1'],
      ['ORD-8', 10, '', 3, 'Baliza', 'M', 'REF-7', '', '', ''],
      ['ORD-9', 10, '4+4', '', '', '', '', '', '', ''],
      ['ORD-10', 10, '', '', '', '', '', '', '', 'NOBODY'],
    ]
    const file = importing(door, 'orders', csvOf(rows))
    expect(await file.check()).toMatchObject({ create: 2, refused: 2 })
    expect((await file.rows('refused')).rows.map(({ problems }) => problems[0]?.reason)).toEqual([
      'batches-sum',
      'unknown-employee',
    ])
    // Units that came before their order.
    await office.collections.devices.insertOne({
      imei: imei(1),
      nro_orden: 'ORD-8',
      lote: 1,
      estado: 'aprobado',
      valido: true,
    } as never)
    expect(await file.run('good')).toMatchObject({ stored: 2 })
    const stored = await office.collections.orders.find().sort({ order_number: 1 }).toArray()
    for (const { _id, ...order } of stored) productionOrderSchema.parse(order)
    expect(stored).toMatchObject([
      {
        order_number: 'ORD-7',
        quantity: 1000,
        priority: 'critical',
        responsible: 'ADM-1',
        batches: [{ quantity: 250 }, { quantity: 750 }],
      },
      {
        order_number: 'ORD-8',
        total_batches: 3,
        batches: [{ quantity: 4 }, { quantity: 3 }, { quantity: 3 }],
        produced: 0,
      },
    ])
    expect(await fold('ORD-8')).toMatchObject({ produced: 1, approved: 1 })
  })

  it('all-or-nothing of orders that somebody made meanwhile stores none of them', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => [`ORD-${index}`, 10])
    const file = importing(door, 'orders', csvOf([['orden', 'cantidad'], ...rows]))
    await file.check()
    await insertOrder(office.database, { order_number: 'ORD-650' })
    expect(await file.run('all')).toMatchObject({
      ...{ stored: 0, isUndone: true },
      refused: [
        { row: 652, problems: [{ field: 'order_number', reason: 'already-stored', params: { value: 'ORD-650' } }] },
      ],
    })
    expect(await office.collections.orders.countDocuments()).toBe(1)
  })

  it('employees, each with a one-time password that is shown once and works', async () => {
    const file = importing(
      door,
      'employees',
      csvOf([
        ['Código', 'Nombre', 'Apellidos', 'Rol', 'Permisos', 'Contraseña', 'password_hash'],
        ['emp-1', 'Luis', 'Pardo', 'Operario', 'Línea 1 puesto 1 | quality_control', 'Secreta-99', '$2b$12$x'],
        ['EMP-2', 'Eva', 'Gil', 'jefa', '', '', ''],
        ['E', 'X', 'Y', '', 'volar', '', ''],
      ]),
    )
    const checked = await file.check()
    expect(checked).toMatchObject({ create: 2, refused: 1 })
    const ran = await file.run('good')
    if (ran.kind !== 'ran') throw new Error(ran.kind)
    expect(ran.passwords.map(({ employee_id, name }) => [employee_id, name])).toEqual([
      ['EMP-1', 'Luis Pardo'],
      ['EMP-2', 'Eva Gil'],
    ])
    expect(await office.collections.employees.findOne({ employee_id: 'EMP-1' })).toMatchObject({
      ...{ role: 'operator', status: 'active', created_by: 'ADM-1', failed_login_attempts: 0 },
      permissions: { production_line1_station1: true, quality_control: true, manage_users: false },
    })
    const [one] = ran.passwords
    const answer = await door.session.signInWithPassword('EMP-1', one?.password ?? '')
    expect(answer).toMatchObject({ kind: 'signed-in' })
    const everything = JSON.stringify([office.logged, await office.collections.imports.find().toArray()])
    for (const secret of ['Secreta-99', one?.password ?? '', '$2b$']) expect(everything).not.toContain(secret)
  })
})

describe('rights', () => {
  it('are those of the same work by hand, of the one who began, and of nobody beyond their own', async () => {
    await as('USR-1', { may: ['manage_users'] })
    expect(await door.call('import.begin', { kind: 'devices', file: 'x.csv', bytes: 1 })).toMatchObject({
      error: { code: 'no-permission' },
    })
    expect(await door.call('import.begin', { kind: 'customers', file: 'x.csv', bytes: 1 })).toMatchObject({
      error: { code: 'no-permission' },
    })
    const file = importing(
      door,
      'employees',
      csvOf([
        ['código', 'nombre', 'apellidos', 'rol'],
        ['EMP-7', 'Ana', 'Mas', 'administrador'],
      ]),
    )
    expect(await file.check()).toMatchObject({ reasons: [{ reason: 'may-not-grant' }] })
    await as('USR-2', { may: ['manage_users'] })
    expect(await door.call('import.rows', { from: 0, count: 1, only: 'all' })).toMatchObject({ ok: false })
    await office.collections.employees.updateOne(
      { employee_id: 'USR-2' },
      { $set: { 'permissions.manage_users': false } },
    )
    await door.session.check()
    expect(await door.call('import.begin', { kind: 'employees', file: 'x.csv', bytes: 1 })).toMatchObject({
      error: { code: 'no-permission' },
    })
    expect(await value(door.call('import.recent', {}))).toEqual({ imports: [] })
  })

  it('a file larger than announced, or than may be, is not taken', async () => {
    expect(await door.call('import.begin', { kind: 'devices', file: 'x', bytes: 2 ** 30 })).toMatchObject({
      error: { code: 'bad-input' },
    })
    await value(door.call('import.begin', { kind: 'devices', file: 'x', bytes: 3 }))
    expect(await door.call('import.piece', { bytes: new Uint8Array(4) })).toMatchObject({
      error: { code: 'bad-input' },
    })
    expect(await door.call('import.read', { sheet: null })).toMatchObject({ error: { code: 'not-found' } })
  })
})
