import type { ListFilter } from '../../shared/contract/list-filter.ts'
import { customerId, orderNumber, type RepositoryPlant, type Stored } from './repository-plant.ts'

export const newestBy = (field: string) => (one: Stored, other: Stored) => {
  const time = ({ [field]: at }: Stored) => (at instanceof Date ? at.getTime() : -1)
  return time(other) - time(one) || (one._id.toHexString() < other._id.toHexString() ? 1 : -1)
}
export const byId = (one: Stored, other: Stored) => (one._id.toHexString() < other._id.toHexString() ? -1 : 1)
const from = Date.UTC(2025, 0, 3)
const to = Date.UTC(2025, 0, 9)
const within = (at: unknown) => at instanceof Date && at.getTime() >= from && at.getTime() <= to
export const noDates = { from: null, to: null }

/** What each view holds in the plant of `repository-plant.ts`: which documents, in which order. */
export const listedViews: readonly {
  readonly filter: ListFilter
  readonly of: keyof RepositoryPlant
  readonly where: (document: Stored) => boolean
  readonly by: (one: Stored, other: Stored) => number
}[] = [
  {
    filter: { list: 'devices', by: { view: 'newest', ...noDates } },
    of: 'devices',
    where: () => true,
    by: newestBy('fecha_creacion'),
  },
  {
    filter: { list: 'devices', by: { view: 'newest', from, to } },
    of: 'devices',
    where: (device) => within(device['fecha_creacion']),
    by: newestBy('fecha_creacion'),
  },
  {
    filter: { list: 'devices', by: { view: 'newest', from: null, to } },
    of: 'devices',
    where: ({ fecha_creacion: at }) => at instanceof Date && at.getTime() <= to,
    by: newestBy('fecha_creacion'),
  },
  {
    filter: { list: 'devices', by: { view: 'order', order: orderNumber(2), estado: null } },
    of: 'devices',
    where: (device) => device['nro_orden'] === orderNumber(2),
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'order', order: orderNumber(2), estado: 'rma' } },
    of: 'devices',
    where: (device) => device['nro_orden'] === orderNumber(2) && device['estado'] === 'rma',
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'batch', order: orderNumber(1), lote: 3 } },
    of: 'devices',
    where: (device) => device['nro_orden'] === orderNumber(1) && device['lote'] === 3,
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'state', estado: 'aprobado' } },
    of: 'devices',
    where: (device) => device['estado'] === 'aprobado',
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'customer', customer: 'cust-001', estado: 'activo' } },
    of: 'devices',
    where: (device) => device['cliente'] === customerId(1) && device['estado'] === 'activo',
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'customer', customer: customerId(2), estado: 'enviado' } },
    of: 'devices',
    where: (device) => device['cliente'] === customerId(2) && device['estado'] === 'enviado',
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'to-notify' } },
    of: 'devices',
    where: (device) => device['estado'] === 'empaquetado' && device['notificado'] === false,
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'carton', carton: 'CARTON-4' } },
    of: 'devices',
    where: (device) => device['package_no'] === 'CARTON-4',
    by: byId,
  },
  {
    filter: { list: 'devices', by: { view: 'pallet', pallet: 'PAL-1' } },
    of: 'devices',
    where: (device) => device['pallet_id'] === 'PAL-1',
    by: byId,
  },
  {
    filter: { list: 'orders', by: { view: 'active', ...noDates } },
    of: 'production_orders',
    where: (order) => order['status'] === 'in_progress' || order['status'] === 'pending',
    by: newestBy('created_at'),
  },
  {
    filter: { list: 'orders', by: { view: 'status', status: 'paused', ...noDates } },
    of: 'production_orders',
    where: (order) => order['status'] === 'paused',
    by: newestBy('created_at'),
  },
  {
    filter: { list: 'orders', by: { view: 'line', line: 1, status: 'completed', ...noDates } },
    of: 'production_orders',
    where: (order) => order['status'] === 'completed' && order['production_line'] === 1,
    by: newestBy('created_at'),
  },
  {
    filter: { list: 'orders', by: { view: 'number', order: orderNumber(9).toLowerCase() } },
    of: 'production_orders',
    where: (order) => order['order_number'] === orderNumber(9),
    by: byId,
  },
  {
    filter: { list: 'movements', by: { view: 'kind', tipo: 'salida', from, to } },
    of: 'movimientos',
    where: (movement) => movement['tipo'] === 'salida' && within(movement['fecha']),
    by: newestBy('fecha'),
  },
  {
    filter: { list: 'movements', by: { view: 'shipments', customer: 'CUST-003', ...noDates } },
    of: 'movimientos',
    where: (movement) => movement['cliente'] === customerId(3) && ['salida', 'envio'].includes(movement['tipo']),
    by: newestBy('fecha'),
  },
  {
    filter: { list: 'customers', by: { view: 'status', status: 'suspended', ...noDates } },
    of: 'customers',
    where: (customer) => customer['status'] === 'suspended',
    by: newestBy('created_at'),
  },
  {
    filter: { list: 'customers', by: { view: 'type', type: 'reseller', ...noDates } },
    of: 'customers',
    where: (customer) => customer['status'] === 'active' && customer['customer_type'] === 'reseller',
    by: newestBy('created_at'),
  },
  {
    filter: { list: 'customers', by: { view: 'words', words: 'madrid "129' } },
    of: 'customers',
    where: (customer) => customer['company_name'] === 'Distribuidora Madrid 129 SL',
    by: byId,
  },
  {
    filter: { list: 'customers', by: { view: 'code', code: 'cust-007' } },
    of: 'customers',
    where: (customer) => customer['customer_code'] === 'CUST-007',
    by: byId,
  },
  {
    filter: { list: 'customers', by: { view: 'email', email: 'C8@example.com' } },
    of: 'customers',
    where: (customer) => customer['email'] === 'c8@example.com',
    by: byId,
  },
  {
    filter: { list: 'notifications', by: { view: 'newest', ...noDates } },
    of: 'series_notifications',
    where: () => true,
    by: newestBy('fecha'),
  },
  {
    filter: { list: 'notifications', by: { view: 'customer', customer: 'CUST-002', ...noDates } },
    of: 'series_notifications',
    where: (notification) => notification['customer_id'] === customerId(2),
    by: newestBy('fecha'),
  },
  {
    filter: { list: 'notifications', by: { view: 'failed', ...noDates } },
    of: 'series_notifications',
    where: (notification) => notification['email_sent'] === false,
    by: newestBy('fecha'),
  },
  {
    filter: { list: 'notifications', by: { view: 'location', location: 'LOTE-5' } },
    of: 'series_notifications',
    where: (notification) => notification['location'] === 'LOTE-5',
    by: byId,
  },
  {
    filter: { list: 'packages', by: { view: 'undelivered', ...noDates } },
    of: 'packages',
    where: (parcel) => ['preparado', 'enviado', 'en_transito'].includes(parcel['estado']),
    by: newestBy('fecha_creacion'),
  },
  {
    filter: { list: 'packages', by: { view: 'state', estado: 'incidencia', ...noDates } },
    of: 'packages',
    where: (parcel) => parcel['estado'] === 'incidencia',
    by: newestBy('fecha_creacion'),
  },
  {
    filter: { list: 'packages', by: { view: 'tracking', tracking: 'CX000000012ES' } },
    of: 'packages',
    where: (parcel) => parcel['tracking_number'] === 'CX000000012ES',
    by: byId,
  },
  {
    filter: { list: 'packages', by: { view: 'order', web_order: 'PEDWEB-7' } },
    of: 'packages',
    where: (parcel) => parcel['order_code'] === 'PEDWEB-7',
    by: byId,
  },
  {
    filter: { list: 'pallets', by: { view: 'state', estado: 'preparado', ...noDates } },
    of: 'pallets',
    where: (pallet) => pallet['estado'] === 'preparado',
    by: newestBy('fecha_creacion'),
  },
  {
    filter: { list: 'pallets', by: { view: 'number', pallet: 'PAL-2025-0013' } },
    of: 'pallets',
    where: (pallet) => pallet['pallet_id'] === 'PAL-2025-0013',
    by: byId,
  },
  {
    filter: { list: 'pallets', by: { view: 'qr', qr: 'QR-PAL-2025-0002' } },
    of: 'pallets',
    where: (pallet) => pallet['qr_code'] === 'QR-PAL-2025-0002',
    by: byId,
  },
]
