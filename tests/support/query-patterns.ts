import type { Collection, Db, Document, Sort } from 'mongodb'
import { collections } from '../../electron/db/collections/collections.ts'
import type { Page, Position } from '../../electron/db/collections/keyset.ts'
import { customersRepository } from '../../electron/db/lists/customers.ts'
import { devicesRepository } from '../../electron/db/lists/devices.ts'
import { movementsRepository } from '../../electron/db/lists/movements.ts'
import { notificationsRepository } from '../../electron/db/lists/notifications.ts'
import { orderListsRepository } from '../../electron/db/lists/order-lists.ts'
import { packagesRepository } from '../../electron/db/lists/packages.ts'
import { palletsRepository } from '../../electron/db/lists/pallets.ts'
import { employeesRepository } from '../../electron/db/people/employees.ts'

/**
 * `one`: a document by its key; `page`: fifty rows of a list, wherever in it; `part`: everything that belongs together
 * (a batch, a carton), whose size is the factory's and not the plant's; `tally`: counts, which look at all they count.
 */
export type QueryKind = 'one' | 'page' | 'part' | 'tally'

export interface QueryPattern {
  /** Section of the schema reference. */
  readonly section: string
  readonly name: string
  readonly kind: QueryKind
  /** @returns how many rows came back */
  readonly run: () => Promise<number>
}

const pageRows = 50
const dayMs = 86_400_000

/** Every documented query of the reference, asked about documents that are there: a seeded plant of any size. */
export async function queryPatterns(db: Db): Promise<readonly QueryPattern[]> {
  const tables = collections(db)
  const devices = devicesRepository(tables)
  const customers = customersRepository(tables)
  const orders = orderListsRepository(tables)
  const movements = movementsRepository(tables)
  const notifications = notificationsRepository(tables)
  const packages = packagesRepository(tables)
  const pallets = palletsRepository(tables)
  const employees = employeesRepository(tables)
  const made = db.collection('devices')
  const subject = {
    device: await late(made, { estado: 'activo' }, { _id: -1 }),
    packed: await late(made, { estado: 'empaquetado', notificado: false }, { _id: -1 }),
    oldest: await late(made, {}, { fecha_creacion: 1 }),
    order: await late(db.collection('production_orders'), { status: 'completed' }, { created_at: 1 }),
    customer: await late(db.collection('customers'), { status: 'active' }, { created_at: 1 }),
    movement: await late(db.collection('movimientos'), { tipo: 'salida' }, { fecha: 1 }),
    notification: await late(db.collection('series_notifications'), {}, { fecha: 1 }),
    parcel: await late(db.collection('packages'), {}, { fecha_creacion: 1 }),
    pallet: await late(db.collection('pallets'), {}, { fecha_creacion: 1 }),
    employee: await late(db.collection('employees'), { status: 'active' }, { employee_id: 1 }),
  }
  const { device, packed, order, movement, notification, parcel, pallet } = subject
  const customer = String(device['cliente'])
  const nro_orden = String(device['nro_orden'])
  const estado = 'activo' as const
  const newest: Date = (await made.find().sort({ fecha_creacion: -1 }).limit(1).next())?.['fecha_creacion']
  const day = { from: new Date(newest.getTime() - dayMs), to: newest }

  /** Its first page, and a page that begins at a row somewhere in the list. */
  const list = (
    section: string,
    name: string,
    ask: (after: Position | null) => Promise<Page<unknown>>,
    within: Position,
  ): readonly QueryPattern[] => [
    { section, name, kind: 'page', run: async () => (await ask(null)).rows.length },
    { section, name: `${name}, further on`, kind: 'page', run: async () => (await ask(within)).rows.length },
  ]
  const one = (section: string, name: string, ask: () => Promise<unknown>): QueryPattern => ({
    ...{ section, name, kind: 'one' },
    run: async () => ((await ask()) === null ? 0 : 1),
  })
  const part = (section: string, name: string, ask: () => Promise<readonly unknown[]>): QueryPattern => ({
    ...{ section, name, kind: 'part' },
    run: async () => (await ask()).length,
  })
  const tally = (section: string, name: string, ask: () => Promise<unknown>): QueryPattern => ({
    ...{ section, name, kind: 'tally' },
    run: async () => {
      await ask()
      return 1
    },
  })
  const limit = pageRows
  const at = (document: Document, field: string | null = null): Position => ({
    id: String(document['_id']),
    at: field === null ? null : (document[field] as Date).getTime(),
  })

  return [
    one('1', 'device by IMEI', () => devices.findByImei(device['imei'])),
    ...list('1', 'devices of an order', (after) => devices.ofOrder(nro_orden, after, limit), at(device)),
    ...list('1', 'customer’s devices', (after) => devices.ofCustomer(customer, estado, after, limit), at(device)),
    ...list('1', 'devices to notify', (after) => devices.needingNotification(after, limit), at(packed)),
    ...list('1', 'devices in a state', (after) => devices.inState(estado, after, limit), at(device)),
    part('1', 'devices of a batch', () => devices.ofBatch(nro_orden, device['lote'])),
    part('1', 'devices of a carton', () => devices.inCarton(packed['package_no'])),
    tally('1', 'devices in two states', () => devices.countInStates(['activo', 'enviado'])),
    ...list('2', 'active customers', (after) => customers.active({ after, limit }), at(subject.customer, 'created_at')),
    one('2', 'customer by code', () => customers.findByCode(subject.customer['customer_code'])),
    ...list(
      '2',
      'customers of a kind',
      (after) => customers.ofType(subject.customer['customer_type'], { after, limit }),
      at(subject.customer, 'created_at'),
    ),
    ...list('3', 'active orders', (after) => orders.active({ after, limit }), at(order, 'created_at')),
    ...list(
      '3',
      'orders of a line',
      (after) => orders.ofLine(order['production_line'], 'completed', { after, limit }),
      at(order, 'created_at'),
    ),
    tally('3', 'production of a day', () => orders.getProductionStats(day.from, day.to)),
    part('4', 'history of a device', () => movements.ofDevice(String(device['_id']))),
    ...list('4', 'shipments', (after) => movements.ofKind('salida', { after, limit }), at(movement, 'fecha')),
    ...list(
      '4',
      'shipments to a customer',
      (after) => movements.shipmentsTo(movement['cliente'], { after, limit }),
      at(movement, 'fecha'),
    ),
    tally('4', 'movements by kind, of a day', () => movements.countByType(day.from)),
    ...list(
      '5',
      'notifications of a customer',
      (after) => notifications.ofCustomer(notification['customer_id'], { after, limit }),
      at(notification, 'fecha'),
    ),
    ...list(
      '5',
      'notifications of a day',
      (after) => notifications.between(day.from, day.to, { after, limit }),
      at(notification, 'fecha'),
    ),
    ...list('5', 'failed e-mails', (after) => notifications.failed({ after, limit }), at(notification, 'fecha')),
    one('6', 'parcel by tracking number', () => packages.findByTracking(parcel['tracking_number'])),
    part('6', 'parcels of a web order', () => packages.ofOrder(parcel['order_code'])),
    ...list(
      '6',
      'undelivered parcels',
      (after) => packages.undelivered({ after, limit }),
      at(parcel, 'fecha_creacion'),
    ),
    one('6', 'pallet by number', () => pallets.findByNumber(pallet['pallet_number'])),
    one('6', 'pallet by QR', () => pallets.findByQr(pallet['qr_code'])),
    ...list(
      '6',
      'pallets in a state',
      (after) => pallets.inState(pallet['estado'], { after, limit }),
      at(pallet, 'fecha_creacion'),
    ),
    one('7', 'employee who signs in', () => employees.findByIdentifier(subject.employee['employee_id'])),
    part('7', 'active employees', () => employees.active()),
    tally('8', 'states of an order', () => devices.statesOfOrder(nro_orden)),
    tally('8', 'states of a customer', () => devices.statesOfCustomer(customer)),
    tally('8', 'shipments of a day', () => movements.shippedByDay(day.from, day.to)),
    ...list(
      '9',
      'an order’s devices in a state',
      (after) => devices.matching({ nro_orden, estado }, after, limit),
      at(device),
    ),
    ...list('9', 'newest devices', (after) => devices.newest({ after, limit }), at(subject.oldest, 'fecha_creacion')),
    ...list('9', 'devices of a day', (after) => devices.newest({ range: day, after, limit }), {
      id: String(device['_id']),
      at: newest.getTime() - dayMs / 2,
    }),
    tally('9', 'customers by words', () =>
      customers.search(String(subject.customer['company_name']).split(' ')[1] ?? ''),
    ),
    tally('9', 'devices with a customer', () => devices.countWithCustomer(estado)),
    tally('10', 'a batch carried elsewhere', () =>
      devices.moveBatch(nro_orden, device['lote'], 'Almacén B', 'f'.repeat(24), newest),
    ),
    tally('10', 'customer’s devices counted', () =>
      customers.incrementDevicesCount(subject.customer['customer_code'], 0, newest),
    ),
  ]
}

/** A document near the end of a list, which is the same one for the same seed: a page that begins there is a late one. */
async function late(collection: Collection, filter: Document, fromItsEnd: Sort): Promise<Document> {
  const found = await collection.find(filter).sort(fromItsEnd).limit(500).toArray()
  const document = found[Math.floor(found.length / 2)]
  if (document === undefined) throw new Error(`${collection.collectionName} has no ${JSON.stringify(filter)}`)
  return document
}
