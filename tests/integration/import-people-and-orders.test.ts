import { describe, expect, it } from 'vitest'
import { customerSchema } from '../../shared/schemas/customer.ts'
import { productionOrderSchema } from '../../shared/schemas/production-order.ts'
import { imei } from '../support/codes.ts'
import { csvOf, importing } from '../support/import-file.ts'
import { importOffice } from '../support/import-office.ts'
import { insertOrder } from '../support/plant.ts'

const plant = importOffice()

describe('customers, orders and employees', () => {
  it('customers', async () => {
    const file = importing(
      plant.door,
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
    const { _id, ...stored } = (await plant.office.collections.customers.findOne()) ?? {}
    expect(customerSchema.parse(stored)).toMatchObject({
      ...{ customer_code: 'CUST-1', customer_type: 'distributor', status: 'active', email: 'a@b.example' },
      ...{ discount_rate: 12.5, tags: ['vip', 'es'], devices_count: 0, contacts: [{ name: 'Juan' }] },
      address: { street: 'Mayor 1', postal_code: '08001', city: '' },
    })
    expect(
      await importing(
        plant.door,
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
    const file = importing(plant.door, 'orders', csvOf(rows))
    expect(await file.check()).toMatchObject({ create: 2, refused: 2 })
    expect((await file.rows('refused')).rows.map(({ problems }) => problems[0]?.reason)).toEqual([
      'batches-sum',
      'unknown-employee',
    ])
    // Units that came before their order.
    await plant.office.collections.devices.insertOne({
      imei: imei(1),
      nro_orden: 'ORD-8',
      lote: 1,
      estado: 'aprobado',
      valido: true,
    } as never)
    expect(await file.run('good')).toMatchObject({ stored: 2 })
    const stored = await plant.office.collections.orders.find().sort({ order_number: 1 }).toArray()
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
    expect(await plant.fold('ORD-8')).toMatchObject({ produced: 1, approved: 1 })
  })

  it('all-or-nothing of orders that somebody made meanwhile stores none of them', async () => {
    const rows = Array.from({ length: 700 }, (_, index) => [`ORD-${index}`, 10])
    const file = importing(plant.door, 'orders', csvOf([['orden', 'cantidad'], ...rows]))
    await file.check()
    await insertOrder(plant.office.database, { order_number: 'ORD-650' })
    expect(await file.run('all')).toMatchObject({
      ...{ stored: 0, isUndone: true },
      refused: [
        { row: 652, problems: [{ field: 'order_number', reason: 'already-stored', params: { value: 'ORD-650' } }] },
      ],
    })
    expect(await plant.office.collections.orders.countDocuments()).toBe(1)
  })

  it('employees, each with a one-time password that is shown once and works', async () => {
    const file = importing(
      plant.door,
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
    expect(await plant.office.collections.employees.findOne({ employee_id: 'EMP-1' })).toMatchObject({
      ...{ role: 'operator', status: 'active', created_by: 'ADM-1', failed_login_attempts: 0 },
      permissions: { production_line1_station1: true, quality_control: true, manage_users: false },
    })
    const [one] = ran.passwords
    const answer = await plant.door.session.signInWithPassword('EMP-1', one?.password ?? '')
    expect(answer).toMatchObject({ kind: 'signed-in' })
    const everything = JSON.stringify([plant.office.logged, await plant.office.collections.imports.find().toArray()])
    for (const secret of ['Secreta-99', one?.password ?? '', '$2b$']) expect(everything).not.toContain(secret)
  })
})
