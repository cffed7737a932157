import { ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import type { Page, Position } from '../../electron/db/collections/keyset.ts'
import { customersRepository } from '../../electron/db/lists/customers.ts'
import { devicesRepository } from '../../electron/db/lists/devices.ts'
import { movementsRepository } from '../../electron/db/lists/movements.ts'
import { notificationsRepository } from '../../electron/db/lists/notifications.ts'
import { orderListsRepository } from '../../electron/db/lists/order-lists.ts'
import { packagesRepository } from '../../electron/db/lists/packages.ts'
import { palletsRepository } from '../../electron/db/lists/pallets.ts'
import { expectByIndex } from '../support/by-index.ts'
import type { Explained } from '../support/explained.ts'
import { explainedPlant, range } from '../support/explained-plant.ts'
import type { PlatformCollection } from '../support/platform-schemas.ts'
import { customerId, orderNumber, type Stored } from '../support/repository-plant.ts'

const at = explainedPlant()

type Row = { readonly id: string }
type ExplainedPage = { readonly value: Page<Row>; readonly explained: readonly Explained[] }
type Listing = (after: Position | null, limit: number) => Promise<Page<Row>>

const byId = (left: Stored, right: Stored) => (left._id.toHexString() < right._id.toHexString() ? -1 : 1)
const newestBy = (field: string) => (left: Stored, right: Stored) => {
  const time = ({ [field]: at }: Stored) => (at instanceof Date ? at.getTime() : -1)
  return time(right) - time(left) || byId(right, left)
}

const { from, to } = range
const within = (at: unknown) => at instanceof Date && at >= from && at <= to

const lists: readonly {
  readonly title: string
  readonly of: PlatformCollection
  readonly list: () => Listing
  readonly where: (document: Stored) => boolean
  readonly by: (left: Stored, right: Stored) => number
}[] = [
  {
    title: 'devices of an order',
    of: 'devices',
    list: () => (after, limit) => devicesRepository(at.tables).ofOrder(orderNumber(2), after, limit),
    where: (device) => device['nro_orden'] === orderNumber(2),
    by: byId,
  },
  {
    title: 'devices of a customer in a state',
    of: 'devices',
    list: () => (after, limit) => devicesRepository(at.tables).ofCustomer(customerId(1), 'activo', after, limit),
    where: (device) => device['cliente'] === customerId(1) && device['estado'] === 'activo',
    by: byId,
  },
  {
    title: 'devices in a state',
    of: 'devices',
    list: () => (after, limit) => devicesRepository(at.tables).inState('rma', after, limit),
    where: (device) => device['estado'] === 'rma',
    by: byId,
  },
  {
    title: 'devices needing notification',
    of: 'devices',
    list: () => (after, limit) => devicesRepository(at.tables).needingNotification(after, limit),
    where: (device) => device['estado'] === 'empaquetado' && device['notificado'] === false,
    by: byId,
  },
  {
    title: 'devices of an order in a state, not notified',
    of: 'devices',
    list: () => (after, limit) =>
      devicesRepository(at.tables).matching(
        { nro_orden: orderNumber(1), estado: 'aprobado', notificado: false },
        after,
        limit,
      ),
    where: (device) =>
      device['nro_orden'] === orderNumber(1) && device['estado'] === 'aprobado' && device['notificado'] === false,
    by: byId,
  },
  {
    title: 'all devices',
    of: 'devices',
    list: () => (after, limit) => devicesRepository(at.tables).newest({ after, limit }),
    where: () => true,
    by: newestBy('fecha_creacion'),
  },
  {
    title: 'devices made in a time',
    of: 'devices',
    list: () => (after, limit) => devicesRepository(at.tables).newest({ range, after, limit }),
    where: (device) => within(device['fecha_creacion']),
    by: newestBy('fecha_creacion'),
  },
  {
    title: 'active customers',
    of: 'customers',
    list: () => (after, limit) => customersRepository(at.tables).active({ after, limit }),
    where: (customer) => customer['status'] === 'active',
    by: newestBy('created_at'),
  },
  {
    title: 'active distributors',
    of: 'customers',
    list: () => (after, limit) => customersRepository(at.tables).ofType('distributor', { after, limit }),
    where: (customer) => customer['status'] === 'active' && customer['customer_type'] === 'distributor',
    by: newestBy('created_at'),
  },
  {
    title: 'active orders',
    of: 'production_orders',
    list: () => (after, limit) => orderListsRepository(at.tables).active({ after, limit }),
    where: (order) => order['status'] === 'in_progress' || order['status'] === 'pending',
    by: newestBy('created_at'),
  },
  {
    title: 'running orders of a line',
    of: 'production_orders',
    list: () => (after, limit) => orderListsRepository(at.tables).ofLine(1, 'in_progress', { after, limit }),
    where: (order) => order['status'] === 'in_progress' && order['production_line'] === 1,
    by: newestBy('created_at'),
  },
  {
    title: 'movements of a kind in a time',
    of: 'movimientos',
    list: () => (after, limit) => movementsRepository(at.tables).ofKind('salida', { range, after, limit }),
    where: (movement) => movement['tipo'] === 'salida' && within(movement['fecha']),
    by: newestBy('fecha'),
  },
  {
    title: 'shipments to a customer, whichever word says so',
    of: 'movimientos',
    list: () => (after, limit) => movementsRepository(at.tables).shipmentsTo(customerId(3), { after, limit }),
    where: (movement) =>
      movement['cliente'] === customerId(3) && (movement['tipo'] === 'salida' || movement['tipo'] === 'envio'),
    by: newestBy('fecha'),
  },
  {
    title: 'notifications of a customer',
    of: 'series_notifications',
    list: () => (after, limit) => notificationsRepository(at.tables).ofCustomer(customerId(2), { after, limit }),
    where: (notification) => notification['customer_id'] === customerId(2),
    by: newestBy('fecha'),
  },
  {
    title: 'notifications of a time',
    of: 'series_notifications',
    list: () => (after, limit) =>
      notificationsRepository(at.tables).between(from, new Date(Date.UTC(2025, 0, 4)), { after, limit }),
    where: ({ fecha }) => fecha >= from && fecha <= new Date(Date.UTC(2025, 0, 4)),
    by: newestBy('fecha'),
  },
  {
    title: 'notifications whose e-mail failed',
    of: 'series_notifications',
    list: () => (after, limit) => notificationsRepository(at.tables).failed({ after, limit }),
    where: (notification) => notification['email_sent'] === false,
    by: newestBy('fecha'),
  },
  {
    title: 'parcels on their way',
    of: 'packages',
    list: () => (after, limit) => packagesRepository(at.tables).inState('en_transito', { after, limit }),
    where: (parcel) => parcel['estado'] === 'en_transito',
    by: newestBy('fecha_creacion'),
  },
  {
    title: 'undelivered parcels',
    of: 'packages',
    list: () => (after, limit) => packagesRepository(at.tables).undelivered({ after, limit }),
    where: (parcel) => ['preparado', 'enviado', 'en_transito'].includes(parcel['estado']),
    by: newestBy('fecha_creacion'),
  },
  {
    title: 'prepared pallets',
    of: 'pallets',
    list: () => (after, limit) => palletsRepository(at.tables).inState('preparado', { after, limit }),
    where: (pallet) => pallet['estado'] === 'preparado',
    by: newestBy('fecha_creacion'),
  },
]

/** As the other program may leave a date: ISO text, seconds of the epoch, something else, null, nothing. */
const notDates = [
  ...Array.from({ length: 25 }, (_, index) => `2025-01-${String(1 + index).padStart(2, '0')}T08:00:00Z`),
  ...Array.from({ length: 9 }, (_, index) => 1_735_689_600 + index),
  true,
  { $date: 'x' },
  null,
  undefined,
]

describe('a list by dates, some of which are none', () => {
  it('has every row once, page by page, each by an index', async () => {
    const movimientos = at.server.db.collection('movimientos')
    const documents = notDates.map((fecha) => ({
      _id: new ObjectId(),
      tipo: 'ajuste',
      ...(fecha !== undefined && { fecha }),
    }))
    await movimientos.insertMany(documents)
    const seen: string[] = []
    let after: Position | null = null
    do {
      const position: Position | null = after
      const { value, explained }: ExplainedPage = await at.server.explain<Page<Row>>(() =>
        movementsRepository(at.tables).ofKind('ajuste', { after: position, limit: 30 }),
      )
      expectByIndex(explained)
      seen.push(...value.rows.map((row) => row.id))
      after = value.next
    } while (after !== null)
    const all = await movimientos.find({ tipo: 'ajuste' }).sort({ fecha: -1, _id: -1 }).toArray()
    expect(seen).toEqual(all.map(({ _id }) => _id.toHexString()))
    expect(seen).toHaveLength(documents.length + at.plant.movimientos.filter(({ tipo }) => tipo === 'ajuste').length)
    await movimientos.deleteMany({ _id: { $in: documents.map(({ _id }) => _id) } })
  })

  it('shows the texts of a time after its dates', async () => {
    const movimientos = at.server.db.collection('movimientos')
    const texts = [
      '2025-01-03T00:00:00Z',
      '2025-01-09T00:00:00.000Z',
      '2025-01-05T12:00:00.123Z',
      '2025-01-10T00:00:00Z',
    ]
    const documents = texts.map((fecha) => ({ _id: new ObjectId(), tipo: 'ajuste', fecha }))
    await movimientos.insertMany(documents)
    const seen: unknown[] = []
    let after: Position | null = null
    do {
      const page: Page<Row & { readonly fecha: Date | null }> = await movementsRepository(at.tables).ofKind('ajuste', {
        range,
        after,
        limit: 5,
      })
      seen.push(...page.rows.map(({ fecha }) => fecha?.toISOString()))
      after = page.next
    } while (after !== null)
    const dated = at.plant.movimientos.filter(({ tipo, fecha }) => tipo === 'ajuste' && within(fecha))
    expect(dated.length).toBeGreaterThan(5)
    expect(seen.slice(dated.length)).toEqual([
      '2025-01-09T00:00:00.000Z',
      '2025-01-05T12:00:00.123Z',
      '2025-01-03T00:00:00.000Z',
    ])
    await movimientos.deleteMany({ _id: { $in: documents.map(({ _id }) => _id) } })
  })
})

describe('a list', () => {
  it.each(lists)('$title: every row once, in order, each page by an index', async ({ of, list, where, by }) => {
    const expected = at.plant[of].filter(where).sort(by)
    expect(expected.length).toBeGreaterThan(5)
    const limit = Math.max(6, Math.ceil(expected.length / 4))
    const seen: string[] = []
    let after: Position | null = null
    do {
      const position: Position | null = after
      const { value, explained }: ExplainedPage = await at.server.explain<Page<Row>>(() => list()(position, limit))
      expectByIndex(explained)
      seen.push(...value.rows.map((row) => row.id))
      after = value.next
    } while (after !== null)
    expect(seen).toEqual(expected.map((document) => document._id.toHexString()))
  })
})
