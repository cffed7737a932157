import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { loadDemoPlant } from '../../electron/db/demo/demo-plant.ts'
import { type BeanieModels, launchBeanie } from '../support/beanie-program.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { required } from '../support/station-bench.ts'

let office: Office
let door: OfficeDoor
beforeAll(async () => {
  office = await openOffice()
  await addEmployee(office.collections, 'ADM-1', { role: 'admin', email: 'adm-1@example.com' })
  door = openOfficeDoor(office)
  await door.call('session.signIn', { identifier: 'ADM-1', password: rightPassword })
})
afterAll(async () => {
  await door.close()
  await office.close()
})

const done = { ok: true, value: {} }

describe.each(['models', 'platform_models'] as const)('the office beside %s', (models: BeanieModels) => {
  const beanie = () => launchBeanie(office.server.uri, office.database.db.databaseName, models)
  const tag = models === 'models' ? 'A' : 'B'

  it('its employee is listed, changed and signs in here; it saves them and every other key stays', async () => {
    const python = beanie()
    try {
      await python.start()
      const administrator = required(await office.collections.employees.findOne({ employee_id: 'ADM-1' }))
      await python.insert('employees', {
        employee_id: `PY-${tag}`,
        name: 'Ana',
        surname: 'García',
        email: `ana.${tag.toLowerCase()}@example.com`,
        password_hash: administrator.password_hash,
        role: 'operator',
        permissions: { production_line1_station1: true, view_reports: true },
      })
      const listed = await door.call('employees.list', {})
      expect(listed).toMatchObject({
        ok: true,
        value: {
          employees: expect.arrayContaining([
            expect.objectContaining({
              employee_id: `PY-${tag}`,
              permissions: ['production_line1_station1', 'view_reports'],
            }),
          ]),
        },
      })
      const station = office.session()
      expect(await station.signInWithPassword(`PY-${tag}`, 'wrong')).not.toMatchObject({ kind: 'signed-in' })
      expect(await station.signInWithPassword(`PY-${tag}`, rightPassword)).toMatchObject({ kind: 'signed-in' })
      await python.hold('employees', { employee_id: `PY-${tag}` }, 'ana')
      expect(
        await door.call('employees.setPermissions', {
          employee_id: `PY-${tag}`,
          permissions: ['production_line1_station1', 'view_reports'],
        }),
      ).toEqual(done)
      await python.save('ana', { notes: 'de la plataforma' })
      expect(await python.read('employees', { employee_id: `PY-${tag}` })).toMatchObject([
        {
          notes: 'de la plataforma',
          permissions: { production_line1_station1: true, view_reports: true, manage_users: false },
        },
      ])
      await station.stop()
    } finally {
      await python.stop()
    }
  })

  it('reads, changes and saves the employees and orders that our office makes', async () => {
    const python = beanie()
    try {
      await python.start()
      const password = 'Nueva-clave1'
      expect(
        await door.call('employees.create', {
          employee_id: `op-${tag}1`,
          name: 'Iván',
          surname: 'Peña Ríos',
          email: '',
          role: 'operator',
          permissions: [],
          password,
        }),
      ).toEqual(done)
      expect(
        await door.call('orders.create', {
          order_number: `wh/mo/${tag}1`,
          product_name: 'Baliza V16',
          nro_referencia: 'REF-1',
          brand: 'CARLITE',
          sku: 100,
          quantity: 100,
          batches: [60, 40],
          production_line: 1,
          priority: 'high',
          pairing: 'pair',
          inspection: 'sample',
          tacs: [],
          iccid_prefixes: [],
          notes: '',
        }),
      ).toEqual(done)
      const number = `WH/MO/${tag}1`
      await python.hold('production_orders', { order_number: number }, 'order')
      expect(await door.call('orders.setStatus', { order_number: number, status: 'in_progress' })).toEqual(done)
      await python.save('order', { notes: 'Urgente' })
      // A save of the whole document brings back the status it had read: the office sees what is stored, and can act.
      const [row] = await python.read('production_orders', { order_number: number })
      expect(row).toMatchObject({ notes: 'Urgente', status: 'pending', total_batches: 2 })
      expect(await door.call('orders.setStatus', { order_number: number, status: 'in_progress' })).toEqual(done)
      expect(await office.collections.orders.findOne({ order_number: number })).toMatchObject({
        status: 'in_progress',
        notes: 'Urgente',
        metadata: { station: { pairing: 'pair', inspection: 'sample' } },
      })
      for (const name of ['employees', 'production_orders']) {
        expect(await python.readable(name)).toBe(await office.database.db.collection(name).countDocuments())
      }
    } finally {
      await python.stop()
    }
  })

  it('reads every document of the demo plant, and saves one of each', async () => {
    const name = `${office.database.db.databaseName}_${tag}`
    const db = office.database.client.db(name)
    const python = launchBeanie(office.server.uri, name, models)
    try {
      await python.start()
      await loadDemoPlant(db)
      const kinds = ['devices', 'customers', 'production_orders', 'movimientos', 'employees']
      if (models === 'platform_models') kinds.push('device_events')
      for (const kind of kinds) {
        expect(await python.readable(kind)).toBe(await db.collection(kind).countDocuments())
        const before = required(await db.collection(kind).findOne({}, { sort: { _id: 1 } }))
        await python.hold(kind, { _id: before._id }, kind)
        await python.save(kind, {})
        // It adds fields of its own that were missing; what was there is as it was.
        expect(await db.collection(kind).findOne({ _id: before._id })).toMatchObject(before)
      }
    } finally {
      await python.stop()
      await db.dropDatabase()
    }
  })
})
