import {
  type Collection,
  type CreateIndexesOptions,
  type Document,
  type IndexDescriptionInfo,
  type IndexSpecification,
  MongoServerError,
} from 'mongodb'
import { type Collections, collectionNames } from './collections.ts'

interface Index {
  readonly on: keyof Collections
  readonly key: IndexSpecification
  /** Ours only: the reference's indexes keep MongoDB's default names, so that the platform finds what it would make. */
  readonly name?: string
  readonly unique?: true
  readonly where?: Document
}

const plain = (on: keyof Collections, ...keys: readonly string[]): Index[] =>
  keys.map((key) => ({ on, key: { [key]: 1 } }))

/**
 * The reference's indexes for the collections this program writes, plain and with default names, and ours beside
 * them. A unique index under a default name would keep the platform from starting, so none of ours has one.
 */
const indexes: readonly Index[] = [
  ...plain('devices', 'imei', 'ccid', 'nro_orden', 'estado', 'cliente', 'package_no', 'notificado', 'fecha_creacion'),
  { on: 'devices', key: { imei: 1, estado: 1 } },
  { on: 'devices', key: { nro_orden: 1, lote: 1 } },
  { on: 'devices', key: { cliente: 1, estado: 1 } },
  { on: 'devices', key: { notificado: 1, cliente: 1 } },
  { on: 'devices', key: { imei: 1 }, name: 'ose_imei_unique', unique: true, where: { valido: true } },
  {
    on: 'devices',
    key: { ccid: 1 },
    name: 'ose_ccid_unique',
    unique: true,
    where: { valido: true, ccid: { $type: 'string' } },
  },
  ...plain('orders', 'order_number', 'status', 'production_line'),
  { on: 'orders', key: { status: 1, production_line: 1 } },
  { on: 'orders', key: { created_at: -1 } },
  { on: 'orders', key: { created_at: -1, order_number: -1 }, name: 'ose_orders_newest' },
  {
    on: 'orders',
    key: { order_number: 1 },
    name: 'ose_order_number_unique',
    unique: true,
    where: { order_number: { $type: 'string' } },
  },
  ...plain(
    'movimientos',
    'tipo',
    'fecha',
    'producto',
    'imei',
    'cliente',
    'deposito',
    'usuario',
    'documento_referencia',
  ),
  { on: 'movimientos', key: { tipo: 1, fecha: -1 } },
  { on: 'movimientos', key: { producto: 1, fecha: -1 } },
  { on: 'movimientos', key: { cliente: 1, fecha: -1 } },
  { on: 'movimientos', key: { deposito: 1, fecha: -1 } },
  { on: 'movimientos', key: { usuario: 1, fecha: -1 } },
  ...plain('employees', 'employee_id', 'email', 'role', 'status'),
  { on: 'employees', key: { employee_id: 1, status: 1 } },
  {
    on: 'employees',
    key: { employee_id: 1 },
    name: 'ose_employee_id_unique',
    unique: true,
    where: { employee_id: { $type: 'string' } },
  },
  ...plain('deviceEvents', 'device_id', 'imei', 'event_type', 'timestamp'),
  { on: 'deviceEvents', key: { device_id: 1, timestamp: -1 } },
  { on: 'deviceEvents', key: { imei: 1, timestamp: -1 } },
  { on: 'deviceEvents', key: { event_type: 1, timestamp: -1 } },
  { on: 'deviceEvents', key: { nro_orden: 1, timestamp: -1 } },
  { on: 'counters', key: { order_number: 1, lote: 1, station: 1 }, name: 'ose_counters_batch' },
  { on: 'counters', key: { updated_at: 1 }, name: 'ose_counters_moved' },
  { on: 'leases', key: { order_number: 1, lote: 1 }, name: 'ose_leases_batch' },
  { on: 'leases', key: { station: 1 }, name: 'ose_leases_station' },
  { on: 'rooms', key: { order_number: 1 }, name: 'ose_rooms_order' },
  { on: 'folds', key: { dirty: 1 }, name: 'ose_folds_dirty' },
  { on: 'conflicts', key: { station: 1, resolved_at: 1 }, name: 'ose_conflicts_open' },
  { on: 'badges', key: { employee_id: 1 }, name: 'ose_badges_employee' },
]

/** An index that is not there. Nothing is ever dropped. */
export interface MissingIndex {
  readonly name: string
  readonly unique: boolean
  /** Some of the documents that stand in its way, or what the server said. */
  readonly duplicates: readonly string[]
  /** This user may not make indexes: whoever administers the server does, by the command in docs/plant-database.md. */
  readonly notAllowed?: true
}

/** The server's code for a user without the right. */
const unauthorized = 13

/**
 * Makes what is missing; what stands in the way is reported with its documents. A user who may not make indexes, as a
 * plant's station should be, only looks whether they are there.
 */
export async function ensureIndexes(tables: Collections): Promise<MissingIndex[]> {
  const missing: MissingIndex[] = []
  for (const index of indexes) {
    const collection = collectionOf(tables, index)
    const options: CreateIndexesOptions = {
      ...(index.name && { name: index.name }),
      ...(index.unique && { unique: true }),
      ...(index.where && { partialFilterExpression: index.where }),
    }
    try {
      await collection.createIndex(index.key, options)
    } catch (error) {
      if (!(error instanceof MongoServerError)) throw error
      if (error.code === unauthorized) return checkIndexes(tables)
      // 85/86: the same keys under another name or with other options; a plain one serves our reads just as well.
      if (!index.unique && (error.code === 85 || error.code === 86)) continue
      const duplicates = error.code === 11000 ? await duplicatesOf(collection, index) : [error.message]
      missing.push({ name: nameOf(index), unique: index.unique === true, duplicates })
    }
  }
  return missing
}

/** Looks which indexes are there, and makes none. */
export async function checkIndexes(tables: Collections): Promise<MissingIndex[]> {
  const there = new Map<keyof Collections, readonly IndexDescriptionInfo[]>()
  const missing: MissingIndex[] = []
  for (const index of indexes) {
    const known = there.get(index.on) ?? (await indexesOf(collectionOf(tables, index)))
    there.set(index.on, known)
    if (known.some((one) => serves(one, index))) continue
    missing.push({ name: nameOf(index), unique: index.unique === true, duplicates: [], notAllowed: true })
  }
  return missing
}

/** A plain index is served by any on the same keys; a unique one only by one that guards the same documents. */
function serves(there: IndexDescriptionInfo, wanted: Index): boolean {
  if (JSON.stringify(there.key) !== JSON.stringify(wanted.key)) return false
  if (!wanted.unique) return there.partialFilterExpression === undefined
  const guarded = JSON.stringify(there.partialFilterExpression)
  return there.unique === true && guarded === JSON.stringify(wanted.where)
}

async function indexesOf(collection: Collection<Document>): Promise<readonly IndexDescriptionInfo[]> {
  try {
    return await collection.indexes()
  } catch (error) {
    // 26: there is no such collection yet. Without the right to look, none of them can be relied upon.
    if (error instanceof MongoServerError && (error.code === 26 || error.code === unauthorized)) return []
    throw error
  }
}

function collectionOf(tables: Collections, index: Index): Collection<Document> {
  return tables[index.on] as unknown as Collection<Document> // index keys are names, not typed fields
}

function nameOf(index: Index): string {
  return index.name ?? `${collectionNames[index.on]} ${JSON.stringify(index.key)}`
}

async function duplicatesOf(collection: Collection<Document>, index: Index): Promise<string[]> {
  const [field] = Object.keys(index.key)
  const found = await collection
    .aggregate<{ _id: unknown; count: number }>([
      { $match: index.where ?? {} },
      { $group: { _id: `$${field}`, count: { $sum: 1 } } },
      { $match: { count: { $gt: 1 } } },
      { $limit: 10 },
    ])
    .toArray()
  return found.map(({ _id, count }) => `${field} ${String(_id)} (${count}×)`)
}
