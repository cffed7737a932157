import type { Document, IndexDescription } from 'mongodb'
import type { Collections } from '../collections/collections.ts'

export interface Index {
  readonly on: keyof Collections
  readonly key: IndexDescription['key']
  /** Ours only: the reference's indexes keep MongoDB's default names, so that the platform finds what it would make. */
  readonly name?: string
  readonly unique?: true
  readonly where?: Document
  /** Only lists of the office need it: made in the background, after the station works. */
  readonly later?: true
  /** The server takes a document out so many seconds after the date that is the key. */
  readonly expireAfterSeconds?: number
  /** A text index's: names are of no language, so nothing is stemmed and no word is left out. */
  readonly text?: true
}

/** What other programs changed is kept this long. */
export const foreignChangeDays = 90

const plain = (on: keyof Collections, ...keys: readonly string[]): Index[] =>
  keys.map((key) => ({ on, key: { [key]: 1 } }))
const newest = (on: keyof Collections, ...keys: readonly string[]): Index[] =>
  keys.map((key) => ({ on, key: { [key]: 1, fecha: -1 } }))
const later = (...made: readonly Index[]): Index[] => made.map((index) => ({ ...index, later: true }))

/** A text that is there. `$gt ''` and not `$type`: only so does the planner see that an equal text is among them. */
const given = (field: string): Document => ({ [field]: { $gt: '' } })
const unique = (on: keyof Collections, field: string, name: string): Index => ({
  on,
  key: { [field]: 1 },
  name,
  unique: true,
  where: { [field]: { $type: 'string' } },
})

/** The lists of the reference, one for one. The platform makes most of them itself, under the same default names. */
const ofTheReference: readonly Index[] = [
  ...plain('devices', 'imei', 'ccid', 'nro_orden', 'estado', 'cliente', 'package_no', 'notificado', 'fecha_creacion'),
  { on: 'devices', key: { imei: 1, estado: 1 } },
  { on: 'devices', key: { nro_orden: 1, lote: 1 } },
  { on: 'devices', key: { cliente: 1, estado: 1 } },
  { on: 'devices', key: { notificado: 1, cliente: 1 } },
  ...plain('orders', 'order_number', 'status', 'production_line', 'created_at'),
  { on: 'orders', key: { status: 1, production_line: 1 } },
  { on: 'orders', key: { created_at: -1 } },
  ...plain('movimientos', 'tipo', 'fecha', 'producto', 'imei', 'cliente', 'deposito', 'usuario'),
  ...plain('movimientos', 'documento_referencia', 'created_at'),
  ...newest('movimientos', 'tipo', 'producto', 'cliente', 'deposito', 'usuario'),
  ...plain('employees', 'employee_id', 'email', 'role', 'status'),
  { on: 'employees', key: { employee_id: 1, status: 1 } },
  ...later(
    ...plain('customers', 'customer_code', 'email', 'status', 'customer_type', 'created_at'),
    { on: 'customers', key: { customer_type: 1, status: 1 } },
    ...plain('notifications', 'fecha', 'customer_id', 'location', 'email_to', 'operator_id'),
    ...plain('packages', 'tracking_number', 'order_code', 'transportista', 'estado', 'cliente_email', 'fecha_creacion'),
    ...plain('pallets', 'pallet_number', 'qr_code', 'pedido_id', 'estado', 'fecha_creacion'),
  ),
]

/**
 * What the platform declares beside the reference and we look up as well: plain and under its default name, because
 * another name on the same key keeps the platform from starting.
 */
const ofThePlatform: readonly Index[] = [
  ...plain('deviceEvents', 'device_id', 'imei', 'event_type', 'timestamp'),
  { on: 'deviceEvents', key: { device_id: 1, timestamp: -1 } },
  { on: 'deviceEvents', key: { imei: 1, timestamp: -1 } },
  { on: 'deviceEvents', key: { event_type: 1, timestamp: -1 } },
  { on: 'deviceEvents', key: { nro_orden: 1, timestamp: -1 } },
  ...later(...plain('pallets', 'pallet_id')),
]

/** Ours: what keeps numbers from standing twice. A unique index under a default name would stop the platform. */
const uniques: readonly Index[] = [
  { on: 'devices', key: { imei: 1 }, name: 'ose_imei_unique', unique: true, where: { valido: true } },
  {
    on: 'devices',
    key: { ccid: 1 },
    name: 'ose_ccid_unique',
    unique: true,
    where: { valido: true, ccid: { $type: 'string' } },
  },
  unique('orders', 'order_number', 'ose_order_number_unique'),
  unique('employees', 'employee_id', 'ose_employee_id_unique'),
  ...later(
    unique('customers', 'customer_code', 'ose_customer_code_unique'),
    unique('pallets', 'pallet_number', 'ose_pallet_number_unique'),
  ),
]

/** Ours: an order in which a list can be paged. They end in `_id`, so that a page goes on exactly where one ended. */
const lists: readonly Index[] = [
  { on: 'orders', key: { created_at: -1, order_number: -1 }, name: 'ose_orders_newest' },
  ...later(
    { on: 'orders', key: { status: 1, created_at: -1, _id: -1 }, name: 'ose_orders_status' },
    { on: 'orders', key: { production_line: 1, status: 1, created_at: -1, _id: -1 }, name: 'ose_orders_line' },
    { on: 'devices', key: { nro_orden: 1, _id: 1 }, name: 'ose_devices_order' },
    { on: 'devices', key: { nro_orden: 1, fecha_actualizacion: 1 }, name: 'ose_devices_changed' },
    { on: 'followUps', key: { open: 1 }, name: 'ose_follow_ups_open', where: { open: true } },
    { on: 'devices', key: { nro_orden: 1, estado: 1, _id: 1 }, name: 'ose_devices_order_state' },
    { on: 'devices', key: { estado: 1, _id: 1 }, name: 'ose_devices_state' },
    { on: 'devices', key: { fecha_creacion: -1, _id: -1 }, name: 'ose_devices_newest' },
    { on: 'devices', key: { cliente: 1, estado: 1, _id: 1 }, name: 'ose_devices_customer', where: given('cliente') },
    {
      on: 'devices',
      key: { notificado: 1, estado: 1, _id: 1 },
      name: 'ose_devices_to_notify',
      where: { notificado: false, estado: 'empaquetado' },
    },
    { on: 'devices', key: { carton_id: 1 }, name: 'ose_devices_carton', where: given('carton_id') },
    { on: 'devices', key: { pallet_id: 1 }, name: 'ose_devices_pallet', where: given('pallet_id') },
    { on: 'devices', key: { num_palet: 1 }, name: 'ose_devices_num_palet', where: given('num_palet') },
    { on: 'movimientos', key: { tipo: 1, fecha: -1, _id: -1 }, name: 'ose_movements_kind' },
    {
      on: 'movimientos',
      key: { cliente: 1, tipo: 1, fecha: -1, _id: -1 },
      name: 'ose_movements_customer',
      where: given('cliente'),
    },
    { on: 'customers', key: { status: 1, created_at: -1, _id: -1 }, name: 'ose_customers_status' },
    { on: 'customers', key: { customer_type: 1, status: 1, created_at: -1, _id: -1 }, name: 'ose_customers_type' },
    {
      on: 'customers',
      key: { company_name: 'text', first_name: 'text', last_name: 'text', customer_code: 'text', email: 'text' },
      name: 'ose_customers_text',
      text: true,
    },
    { on: 'notifications', key: { customer_id: 1, fecha: -1, _id: -1 }, name: 'ose_notifications_customer' },
    { on: 'notifications', key: { fecha: -1, _id: -1 }, name: 'ose_notifications_newest' },
    {
      on: 'notifications',
      key: { email_sent: 1, fecha: -1, _id: -1 },
      name: 'ose_notifications_failed',
      where: { email_sent: false },
    },
    { on: 'packages', key: { estado: 1, fecha_creacion: -1, _id: -1 }, name: 'ose_packages_state' },
    { on: 'pallets', key: { estado: 1, fecha_creacion: -1, _id: -1 }, name: 'ose_pallets_state' },
    { on: 'employees', key: { status: 1, employee_id: 1 }, name: 'ose_employees_status' },
    { on: 'employees', key: { role: 1, status: 1, employee_id: 1 }, name: 'ose_employees_role' },
  ),
]

const ofStations: readonly Index[] = [
  { on: 'counters', key: { order_number: 1, lote: 1, station: 1 }, name: 'ose_counters_batch' },
  { on: 'counters', key: { updated_at: 1 }, name: 'ose_counters_moved' },
  { on: 'leases', key: { order_number: 1, lote: 1 }, name: 'ose_leases_batch' },
  { on: 'leases', key: { station: 1 }, name: 'ose_leases_station' },
  { on: 'rooms', key: { order_number: 1 }, name: 'ose_rooms_order' },
  { on: 'folds', key: { dirty: 1 }, name: 'ose_folds_dirty' },
  { on: 'conflicts', key: { station: 1, resolved_at: 1 }, name: 'ose_conflicts_open' },
  { on: 'badges', key: { employee_id: 1 }, name: 'ose_badges_employee' },
  { on: 'imports', key: { state: 1, at: -1 }, name: 'ose_imports_state' },
  { on: 'imports', key: { at: -1 }, name: 'ose_imports_newest' },
  ...later(
    {
      on: 'foreignChanges',
      key: { at: 1 },
      name: 'ose_foreign_changes_age',
      expireAfterSeconds: foreignChangeDays * 86_400,
    },
    { on: 'foreignChanges', key: { at: -1, _id: -1 }, name: 'ose_foreign_changes_newest' },
    {
      on: 'foreignChanges',
      key: { open: 1, at: -1, _id: -1 },
      name: 'ose_foreign_changes_open',
      where: { open: true },
    },
    { on: 'foreignChanges', key: { document: 1 }, name: 'ose_foreign_changes_document', where: given('document') },
  ),
]

export const indexTable: readonly Index[] = [...ofTheReference, ...ofThePlatform, ...uniques, ...lists, ...ofStations]
