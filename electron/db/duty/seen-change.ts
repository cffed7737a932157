import type { ObjectId } from 'mongodb'
import type { Collections } from '../collections/collections.ts'
import { importOf } from '../collections/import-ids.ts'
import type { SeenChange } from './foreign-log.ts'
import type { PlantChange } from './plant-stream.ts'

type SeenTables = Pick<Collections, 'deviceEvents' | 'orders' | 'imports'>

/** What a change of the stream is for the plant: empty where it is one of ours. */
export async function seenChanges(tables: SeenTables, change: PlantChange): Promise<readonly SeenChange[]> {
  if (change.operationType === 'delete') return seenDelete(tables, change)
  // Here and not in the stream's filter: the server (6.0.5) looks for it in its log, where every write that may be
  // tried again has one, and would leave these out.
  if (!('fullDocument' in change)) return []
  const isOrder = change.ns.coll === tables.orders.collectionName
  if (isOrder && change.txnNumber !== undefined) return []
  const fields = fieldsOf(change)
  if (isOrder && fields.some((field) => field === 'ose_status' || field.startsWith('ose_status.'))) return []
  const stored = change.fullDocument ?? null
  const order: unknown = stored?.['nro_orden'] ?? stored?.['order_number']
  const order_number = typeof order === 'string' ? order : null
  const label = String((isOrder ? stored?.['order_number'] : stored?.['imei']) ?? change.documentKey._id)
  const seen = seenOf(change, isOrder ? 'production_orders' : 'devices', String(change.documentKey._id))
  return [{ ...seen, fields: topLevel(fields), stored, order_number, label }]
}

/** Of a device that is gone, its last event says what it was. */
async function seenDelete(
  tables: SeenTables,
  change: PlantChange & { readonly operationType: 'delete' },
): Promise<readonly SeenChange[]> {
  const id = String(change.documentKey._id)
  const events = tables.deviceEvents.find({ device_id: id })
  const [last] = await events.sort({ timestamp: -1, _id: -1 }).limit(1).toArray()
  if (last?.data?.act_kind === 'undo' && change.txnNumber !== undefined) return []
  if (last === undefined && (await isTakenBack(tables, change.documentKey._id))) return []
  const order_number = typeof last?.nro_orden === 'string' ? last.nro_orden : null
  return [{ ...seenOf(change, 'devices', id), fields: [], stored: null, order_number, label: last?.imei ?? id }]
}

/** By an import that stores everything or nothing: it asks for the recount of its orders itself, once. */
async function isTakenBack({ imports }: Pick<Collections, 'imports'>, device: ObjectId): Promise<boolean> {
  const states = ['writing', 'undone'] as const
  return (await imports.countDocuments({ _id: importOf(device), state: { $in: [...states] } }, { limit: 1 })) === 1
}

function seenOf(
  change: PlantChange & { readonly operationType: string },
  collection: SeenChange['collection'],
  document: string,
): Pick<SeenChange, 'token' | 'at' | 'collection' | 'operation' | 'document'> {
  // The token's own text sorts as the changes came.
  const token = String((change._id as { readonly _data?: unknown })._data) // the driver says no more than `unknown` of it
  const seconds = change.clusterTime?.getHighBits() ?? Math.floor(Date.now() / 1000)
  const wallTime: unknown = 'wallTime' in change ? change.wallTime : null
  const at = wallTime instanceof Date ? wallTime : new Date(seconds * 1000)
  const operation = change.operationType as SeenChange['operation'] // the stream's filter lets no other through
  return { token, at, collection, operation, document }
}

function fieldsOf(change: PlantChange): string[] {
  if (change.operationType !== 'update') return []
  const { updatedFields = {}, removedFields = [] } = change.updateDescription
  return [...Object.keys(updatedFields), ...removedFields]
}

/** `batches.0.produced` is a change of `batches`. */
function topLevel(fields: readonly string[]): string[] {
  return [...new Set(fields.map((field) => field.split('.')[0] ?? field))]
}
