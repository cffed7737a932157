import { describe, expect, it } from 'vitest'
import { customersRepository } from '../../electron/db/lists/customers.ts'
import { devicesRepository } from '../../electron/db/lists/devices.ts'
import { movementsRepository } from '../../electron/db/lists/movements.ts'
import { orderListsRepository } from '../../electron/db/lists/order-lists.ts'
import { packagesRepository } from '../../electron/db/lists/packages.ts'
import { palletsRepository } from '../../electron/db/lists/pallets.ts'
import { employeesRepository } from '../../electron/db/people/employees.ts'
import { movementKinds } from '../../shared/schemas/movimiento.ts'
import { expectByIndex } from '../support/by-index.ts'
import { imei } from '../support/codes.ts'
import { explainedPlant, range } from '../support/explained-plant.ts'
import type { PlatformCollection } from '../support/platform-schemas.ts'
import { customerId, orderNumber, type Stored } from '../support/repository-plant.ts'

const at = explainedPlant()

type Row = { readonly id: string }

const { from, to } = range

describe('a look-up', () => {
  const ids = (rows: readonly Row[]) => rows.map((row) => row.id).sort()
  const of = (collection: PlatformCollection, where: (document: Stored) => boolean) =>
    ids(at.plant[collection].filter(where).map(({ _id }) => ({ id: _id.toHexString() })))
  const one = async <Found>(found: Promise<Found | null>) => {
    const row = await found
    return row === null ? [] : [row]
  }
  const people = async (found: Promise<readonly { readonly employee_id: string }[]>) => {
    return (await found).map(({ employee_id }) => ({ id: employee_id }))
  }

  it.each<[string, () => Promise<readonly Row[]>, () => string[]]>([
    [
      'device by IMEI',
      () => one(devicesRepository(at.tables).findByImei(imei(77))),
      () => of('devices', (device) => device['imei'] === imei(77)),
    ],
    [
      'devices of a batch',
      () => devicesRepository(at.tables).ofBatch(orderNumber(1), 2),
      () => of('devices', (device) => device['nro_orden'] === orderNumber(1) && device['lote'] === 2),
    ],
    [
      'devices of a carton, in either spelling',
      () => devicesRepository(at.tables).inCarton('CARTON-4'),
      () => of('devices', (device) => device['package_no'] === 'CARTON-4'),
    ],
    [
      'devices of a pallet',
      () => devicesRepository(at.tables).onPallet('PAL-1'),
      () => of('devices', (device) => device['pallet_id'] === 'PAL-1'),
    ],
    [
      'customer by code',
      () => one(customersRepository(at.tables).findByCode(' cust-017')),
      () => of('customers', (customer) => customer['customer_code'] === 'CUST-017'),
    ],
    [
      'movements of a device',
      () => movementsRepository(at.tables).ofDevice(at.plant.devices[5]?._id.toHexString() ?? ''),
      () => of('movimientos', (movement) => movement['imei'] === imei(5)),
    ],
    [
      'parcel by tracking number',
      () => one(packagesRepository(at.tables).findByTracking('CX000000123ES')),
      () => of('packages', (parcel) => parcel['tracking_number'] === 'CX000000123ES'),
    ],
    [
      'parcels of a web order',
      () => packagesRepository(at.tables).ofOrder('PEDWEB-20'),
      () => of('packages', (parcel) => parcel['order_code'] === 'PEDWEB-20'),
    ],
    [
      'pallet by number',
      () => one(palletsRepository(at.tables).findByNumber('PAL-2025-0042')),
      () => of('pallets', (pallet) => pallet['pallet_number'] === 'PAL-2025-0042'),
    ],
    [
      'pallet that the platform imported',
      () => one(palletsRepository(at.tables).findByNumber('PAL-2025-0013')),
      () => of('pallets', (pallet) => pallet['pallet_id'] === 'PAL-2025-0013'),
    ],
    [
      'pallet by QR',
      () => one(palletsRepository(at.tables).findByQr('QR-PAL-2025-0042')),
      () => of('pallets', (pallet) => pallet['qr_code'] === 'QR-PAL-2025-0042'),
    ],
    [
      'employee by ID, as it is signed in with',
      async () => people(one(employeesRepository(at.tables).findByIdentifier(' emp-017'))),
      () => ['EMP-017'],
    ],
    [
      'active employees',
      () => people(employeesRepository(at.tables).active()),
      () => at.plant.employees.filter(({ status }) => status === 'active').map((person) => person['employee_id']),
    ],
    [
      'active operators',
      () => people(employeesRepository(at.tables).ofRole('operator')),
      () =>
        at.plant.employees
          .filter(({ status, role }) => status === 'active' && role === 'operator')
          .map((person) => person['employee_id']),
    ],
  ])('%s', async (_title, look, expected) => {
    const { value, explained } = await at.server.explain(look)
    expectByIndex(explained)
    expect(expected().length).toBeGreaterThan(0)
    expect(ids(value)).toEqual(expected())
  })
})

describe('what has to look at all it counts', () => {
  const count = (of: PlatformCollection, where: (document: Stored) => boolean) => at.plant[of].filter(where).length

  it.each<[string, () => Promise<unknown>, () => unknown, () => number]>([
    [
      'devices in states',
      () => devicesRepository(at.tables).countInStates(['activo', 'enviado']),
      () => count('devices', ({ estado }) => estado === 'activo' || estado === 'enviado'),
      () => 0,
    ],
    [
      'devices in a state with a customer',
      () => devicesRepository(at.tables).countWithCustomer('activo'),
      () => count('devices', ({ estado }) => estado === 'activo'),
      () => count('devices', ({ estado }) => estado === 'activo'),
    ],
    [
      'devices by filter',
      () => devicesRepository(at.tables).countMatching({ nro_orden: orderNumber(3), estado: 'rma' }),
      () => count('devices', (device) => device['nro_orden'] === orderNumber(3) && device['estado'] === 'rma'),
      () => 0,
    ],
    [
      'states of an order',
      () => devicesRepository(at.tables).statesOfOrder(orderNumber(4)),
      () => tally(at.plant.devices.filter((device) => device['nro_orden'] === orderNumber(4))),
      () => 0,
    ],
    [
      'states of a customer',
      () => devicesRepository(at.tables).statesOfCustomer(customerId(2)),
      () => tally(at.plant.devices.filter((device) => device['cliente'] === customerId(2))),
      () => 0,
    ],
    [
      'movements by kind since a day',
      () => movementsRepository(at.tables).countByType(from),
      () =>
        Object.fromEntries(
          movementKinds.map((kind) => [
            kind,
            count('movimientos', ({ tipo, fecha }) => tipo === kind && fecha >= from),
          ]),
        ),
      () => 0,
    ],
    [
      'units shipped by day',
      () => movementsRepository(at.tables).shippedByDay(from, to),
      () => {
        const days = new Map<string, number>()
        for (const { tipo, fecha, cantidad } of at.plant.movimientos) {
          if (!['salida', 'envio'].includes(tipo) || fecha < from || fecha >= to) continue
          const day = fecha.toISOString().slice(0, 10)
          days.set(day, (days.get(day) ?? 0) + cantidad)
        }
        return [...days].sort().map(([day, shipped]) => ({ day, shipped }))
      },
      () =>
        count('movimientos', ({ tipo, fecha }) => ['salida', 'envio'].includes(tipo) && fecha >= from && fecha < to),
    ],
    [
      'production of a time',
      () =>
        orderListsRepository(at.tables).getProductionStats(
          new Date(Date.UTC(2025, 0, 1)),
          new Date(Date.UTC(2025, 0, 1, 9)),
        ),
      () => {
        const orders = at.plant.production_orders.slice(0, 100)
        const sum = (field: string) => orders.reduce((total, order) => total + order[field], 0)
        const byStatus: Record<string, number> = {}
        for (const { status } of orders) byStatus[status] = (byStatus[status] ?? 0) + 1
        return {
          orders: 100,
          quantity: sum('quantity'),
          produced: sum('produced'),
          approved: sum('approved'),
          rejected: sum('rejected'),
          byStatus,
        }
      },
      () => 100,
    ],
  ])('%s: no collection scan, and no document beyond those that count', async (_title, work, expected, documents) => {
    const { value, explained } = await at.server.explain(work)
    expect(value).toEqual(expected())
    for (const one of explained) {
      expect([...one.stages]).not.toContain('COLLSCAN')
      expect(one.documents).toBeLessThanOrEqual(documents())
    }
  })

  it('finds customers by the words of their names, and takes nothing typed for an operator', async () => {
    const { value, explained } = await at.server.explain(() => customersRepository(at.tables).search('levante -madrid'))
    expect(value.length).toBe(50)
    expect(value.every((customer) => /Levante|Madrid/.test(customer.company_name ?? ''))).toBe(true)
    for (const { stages } of explained) expect([...stages]).not.toContain('COLLSCAN')
    expect(await customersRepository(at.tables).search('  "" - ')).toEqual([])
    const [found] = await customersRepository(at.tables).search('cust-017')
    expect(found?.customer_code).toBe('CUST-017')
  })
})

function tally(devices: readonly Stored[]): Map<string, number> {
  const states = new Map<string, number>()
  for (const { estado } of devices) states.set(estado, (states.get(estado) ?? 0) + 1)
  return states
}
