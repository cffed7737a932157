import type { Collection, Db, Document } from 'mongodb'
import type { z } from 'zod'
import { assertNever } from '../../../shared/assert-never.ts'
import type { FilterOf, ListFilter } from '../../../shared/contract/list-filter.ts'
import type { ListName } from '../../../shared/lists.ts'
import { customerSchema } from '../../../shared/schemas/customer.ts'
import { deviceSchema } from '../../../shared/schemas/device.ts'
import { employeeSchema } from '../../../shared/schemas/employee.ts'
import { movimientoSchema } from '../../../shared/schemas/movimiento.ts'
import { packageSchema } from '../../../shared/schemas/package.ts'
import { palletSchema } from '../../../shared/schemas/pallet.ts'
import { productionOrderSchema } from '../../../shared/schemas/production-order.ts'
import { seriesNotificationSchema } from '../../../shared/schemas/series-notification.ts'
import type { DateRange, Listing, Projection } from '../collections/keyset.ts'
import { employeeListings } from '../people/employees.ts'
import { customerListings } from './customers.ts'
import { deviceListings } from './devices.ts'
import { movementListings } from './movements.ts'
import { notificationListings } from './notifications.ts'
import { orderListings } from './order-lists.ts'
import { packageListings } from './packages.ts'
import { palletListings } from './pallets.ts'

/** Never read for a list, so that it is on no page, in no file and in no worker's memory. */
export const secretFields = ['password_hash', 'refresh_token', 'refresh_token_expires'] as const
const secrets: Record<(typeof secretFields)[number], true> = {
  password_hash: true,
  refresh_token: true,
  refresh_token_expires: true,
}

interface ListSource {
  readonly collection: string
  readonly schema: z.ZodObject
  /** Only these are read. Null: the whole document, also what another program has added. */
  readonly fields: readonly string[] | null
  /** No column of a page, and most of the document: every unit of a carton, a file, the batches of an order. */
  readonly heavy?: readonly string[]
}

const shownOfEmployee = employeeSchema.omit(secrets)

/** Where each list is stored, and how it is read. */
export const listSources: Readonly<Record<ListName, ListSource>> = {
  devices: { collection: 'devices', schema: deviceSchema, fields: null },
  orders: { collection: 'production_orders', schema: productionOrderSchema, fields: null, heavy: ['batches'] },
  movements: { collection: 'movimientos', schema: movimientoSchema, fields: null },
  customers: { collection: 'customers', schema: customerSchema, fields: null },
  notifications: {
    collection: 'series_notifications',
    schema: seriesNotificationSchema,
    fields: null,
    heavy: ['serials', 'csv_content', 'failed_serials'],
  },
  packages: { collection: 'packages', schema: packageSchema, fields: null },
  pallets: { collection: 'pallets', schema: palletSchema, fields: null, heavy: ['contenido_ids', 'dispositivos'] },
  // By name: what the other program may keep there one day for its sign-in is none of a list's business.
  employees: { collection: 'employees', schema: shownOfEmployee, fields: Object.keys(shownOfEmployee.shape) },
}

/** What of each document is read for a file, as the driver wants it. */
export function projectionOf({ fields }: ListSource): Projection | undefined {
  return fields === null ? undefined : Object.fromEntries(fields.map((field) => [field, 1]))
}

/** What of each document is read for a page. */
export function pageProjectionOf(source: ListSource): Projection | undefined {
  return source.heavy === undefined ? projectionOf(source) : Object.fromEntries(source.heavy.map((field) => [field, 0]))
}

export function sourceCollection(db: Db, list: ListName): Collection<Document> {
  return db.collection(listSources[list].collection)
}

export interface ListQuery {
  readonly listing: Listing
  readonly range?: DateRange
}

/** Which list a filter means. @param filter its customer is an id already, not a code */
export function listQuery(filter: ListFilter): ListQuery {
  const range = rangeOf(filter.by)
  return { listing: listingOf(filter), ...(range !== undefined && { range }) }
}

function rangeOf(by: ListFilter['by']): DateRange | undefined {
  if (!('from' in by) || (by.from === null && by.to === null)) return undefined
  // As far as a date with four digits of year goes: texts are compared as well.
  return { from: new Date(by.from ?? Date.UTC(0, 0, 1)), to: new Date(by.to ?? Date.UTC(9999, 11, 31)) }
}

function listingOf(filter: ListFilter): Listing {
  switch (filter.list) {
    case 'devices':
      return devices(filter.by)
    case 'orders':
      return orders(filter.by)
    case 'movements':
      return movements(filter.by)
    case 'customers':
      return customers(filter.by)
    case 'notifications':
      return notifications(filter.by)
    case 'packages':
      return packages(filter.by)
    case 'pallets':
      return pallets(filter.by)
    case 'employees':
      return employees(filter.by)
    default:
      return assertNever(filter)
  }
}

function devices(by: FilterOf<'devices'>): Listing {
  switch (by.view) {
    case 'newest':
      return deviceListings.newest
    case 'imei':
      return deviceListings.withImei(by.imei)
    case 'iccid':
      return deviceListings.withIccid(by.iccid)
    case 'order':
      return deviceListings.matching({ nro_orden: by.order, ...(by.estado !== null && { estado: by.estado }) })
    case 'batch':
      return deviceListings.ofBatch(by.order, by.lote)
    case 'state':
      return deviceListings.matching({ estado: by.estado })
    case 'customer':
      return deviceListings.matching({ cliente: by.customer, estado: by.estado })
    case 'to-notify':
      return deviceListings.needingNotification
    case 'carton':
      return deviceListings.inCarton(by.carton)
    case 'pallet':
      return deviceListings.onPallet(by.pallet)
    default:
      return assertNever(by)
  }
}

function orders(by: FilterOf<'orders'>): Listing {
  switch (by.view) {
    case 'active':
      return orderListings.active
    case 'status':
      return orderListings.inStatus(by.status)
    case 'line':
      return orderListings.ofLine(by.line, by.status)
    case 'number':
      return orderListings.numbered(by.order)
    default:
      return assertNever(by)
  }
}

function movements(by: FilterOf<'movements'>): Listing {
  switch (by.view) {
    case 'kind':
      return movementListings.ofKind(by.tipo)
    case 'shipments':
      return movementListings.shipmentsTo(by.customer)
    case 'imei':
      return movementListings.ofImei(by.imei)
    case 'document':
      return movementListings.ofDocument(by.document)
    default:
      return assertNever(by)
  }
}

function customers(by: FilterOf<'customers'>): Listing {
  switch (by.view) {
    case 'status':
      return customerListings.inStatus(by.status)
    case 'type':
      return customerListings.ofType(by.type)
    case 'words':
      return customerListings.withWords(by.words)
    case 'code':
      return customerListings.withCode(by.code)
    case 'email':
      return customerListings.withEmail(by.email)
    default:
      return assertNever(by)
  }
}

function notifications(by: FilterOf<'notifications'>): Listing {
  switch (by.view) {
    case 'newest':
      return notificationListings.newest
    case 'customer':
      return notificationListings.ofCustomer(by.customer)
    case 'failed':
      return notificationListings.failed
    case 'location':
      return notificationListings.ofLocation(by.location)
    default:
      return assertNever(by)
  }
}

function packages(by: FilterOf<'packages'>): Listing {
  switch (by.view) {
    case 'undelivered':
      return packageListings.undelivered
    case 'state':
      return packageListings.inState(by.estado)
    case 'tracking':
      return packageListings.tracked(by.tracking)
    case 'order':
      return packageListings.ofOrder(by.web_order)
    default:
      return assertNever(by)
  }
}

function pallets(by: FilterOf<'pallets'>): Listing {
  switch (by.view) {
    case 'state':
      return palletListings.inState(by.estado)
    case 'number':
      return palletListings.numbered(by.pallet)
    case 'qr':
      return palletListings.withQr(by.qr)
    default:
      return assertNever(by)
  }
}

function employees(by: FilterOf<'employees'>): Listing {
  switch (by.view) {
    case 'all':
      return employeeListings.all
    case 'status':
      return employeeListings.inStatus(by.status)
    case 'role':
      return employeeListings.ofRole(by.role)
    default:
      return assertNever(by)
  }
}
