import { type ClientSession, type Collection, type Document, ObjectId } from 'mongodb'
import { countedAs } from '../../../shared/domain/device-state.ts'
import { type FixChoice, isCustomerId, wordMeant } from '../../../shared/domain/health/data-health.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import { palletNumberOf } from '../collections/platform-fields.ts'
import { inTransaction, Refused } from '../connection/transaction.ts'
import { foldRepository } from '../duty/fold.ts'
import { contentChanges, contentsOf } from './find-contents.ts'
import { countsOf } from './find-figures.ts'
import { deviceMeant } from './find-references.ts'
import { wordFields } from './find-words.ts'
import type { Finding } from './finding.ts'
import { customerFields, planDevices } from './plan-devices.ts'
import { deviceChange, type FieldChange, type PlannedChange, toldDevice } from './planned-change.ts'

/**
 * Exactly what would be changed for a finding, planned on what stands in the database now. Reads alone; the figures of an
 * order come out of the fold itself, in a transaction that is taken back.
 */
export async function* plan(
  tables: Collections,
  session: ClientSession,
  finding: Finding,
  choice: FixChoice,
): AsyncGenerator<PlannedChange> {
  const { kind, on, key } = finding
  if (kind === 'word-unknown') yield* planWord(tables, finding)
  else if (kind === 'order-figures') yield* planFigures(tables, session, key)
  else if (kind === 'status-reverted') yield* planStatus(tables, key, choice)
  else if (kind === 'customer-counts') yield* planCounts(tables, key)
  else if (kind === 'pallet-contents') yield* planContents(tables, key)
  else if (on === 'movimientos') yield* planMovements(tables, finding)
  else if (on === 'devices') yield* planDevices(tables, finding, choice)
}

type Plain = Pick<PlannedChange, 'on' | '_id' | 'label' | 'why' | 'fields'> & Partial<PlannedChange>

function change(given: Plain): PlannedChange {
  return { choice: 'repair', seen: {}, device: null, folds: [], by: 'set', ...given }
}

async function* planWord(tables: Collections, { key, on, kind }: Finding): AsyncGenerator<PlannedChange> {
  const [id = '', field] = key.split('|')
  const one = wordFields.find((each) => each.on === on && each.field === field)
  if (one === undefined || one.byHand === true || !isCustomerId(id)) return
  const collection = tables[on] as unknown as Collection<Document> // fields are looked up by name
  const document = await collection.findOne({ _id: new ObjectId(id) })
  const before: unknown = document?.[one.field]
  const after = wordMeant(before, one.allowed)
  if (document === null || after === null || before === after) return
  const fields = [{ field: one.field, before, after }]
  if (on === 'devices') {
    const device = document as unknown as StoredDevice // of that collection
    const folds = device.nro_orden != null && counts(before) !== counts(after) ? [device.nro_orden] : []
    yield deviceChange(device, kind, fields, { folds })
    return
  }
  const of = on === 'movimientos' ? await deviceOf(tables, document) : null
  yield change({ on, _id: document['_id'], label: String(document[one.label] ?? ''), why: kind, fields, device: of })
}

function counts(estado: unknown): string {
  return Object.values(countedAs)
    .map((is) => is(String(estado)))
    .join()
}

async function deviceOf({ devices }: Collections, movement: Document) {
  const producto: unknown = movement['producto']
  if (typeof producto !== 'string' || !isCustomerId(producto)) return null
  const device = await devices.findOne({ _id: new ObjectId(producto) })
  return device === null ? null : toldDevice(device)
}

async function* planMovements(tables: Collections, { kind, key }: Finding): AsyncGenerator<PlannedChange> {
  const movements = tables.movimientos as unknown as Collection<Document> // of the platform's too
  const filter = kind === 'customer-missing' ? { cliente: key } : { producto: key }
  for await (const movement of movements.find(filter).sort({ _id: 1 })) {
    const label = String(movement['imei'] ?? key)
    const base = { on: 'movimientos', _id: movement['_id'], label, why: kind } as const
    if (kind === 'customer-missing') {
      const fields = await customerFields(tables, key, movement)
      if (fields !== null) yield change({ ...base, fields, device: await deviceOf(tables, movement) })
      continue
    }
    const imei: unknown = movement['imei']
    const meant = typeof imei === 'string' && imei !== '' ? await deviceMeant(tables, imei) : null
    if (meant === null) continue
    const device = await deviceOf(tables, { producto: meant })
    yield change({ ...base, fields: [{ field: 'producto', before: key, after: meant }], device })
  }
}

async function* planCounts(tables: Collections, key: string): AsyncGenerator<PlannedChange> {
  if (!isCustomerId(key)) return
  const customer: Document | null = await tables.customers.findOne({ _id: new ObjectId(key) })
  if (customer === null) return
  const real = Object.entries(await countsOf(tables, key))
  const fields = real
    .map(([field, after]): FieldChange => ({ field, before: customer[field], after }))
    .filter(({ before, after }) => before !== after)
  if (fields.length === 0) return
  const label = String(customer['customer_code'] ?? key)
  yield change({ on: 'customers', _id: customer['_id'], label, why: 'customer-counts', fields })
}

async function* planContents(tables: Collections, key: string): AsyncGenerator<PlannedChange> {
  if (!isCustomerId(key)) return
  const pallet: Document | null = await tables.pallets.findOne({ _id: new ObjectId(key) })
  const number = pallet === null ? null : palletNumberOf({ pallet_number: null, pallet_id: null, ...pallet })
  if (pallet === null || number === null) return
  const fields = contentChanges(pallet, await contentsOf(tables, number))
  if (fields.length === 0) return
  yield change({ on: 'pallets', _id: pallet['_id'], label: number, why: 'pallet-contents', fields })
}

async function* planStatus(tables: Collections, key: string, choice: FixChoice): AsyncGenerator<PlannedChange> {
  const order = await tables.orders.findOne({ order_number: key })
  const ours = order?.ose_status?.status
  if (order === null || typeof ours !== 'string' || ours === '' || ours === order.status) return
  const stored = order.status
  const fields =
    choice === 'repair'
      ? [{ field: 'status', before: stored, after: ours }]
      : [{ field: 'ose_status.status', before: ours, after: stored }]
  const seen = { status: stored, 'ose_status.status': ours }
  yield change({ on: 'orders', _id: order._id, label: key, why: 'status-reverted', choice, fields, seen })
}

/** Figures and status of an order as they are compared; times of a fold are its own. */
export function figuresIn(order: Document): ReadonlyMap<string, unknown> {
  const batches: unknown = order['batches']
  const listed: readonly Document[] = Array.isArray(batches) ? batches : []
  return new Map<string, unknown>([
    ...['produced', 'approved', 'rejected', 'status'].map((field) => [field, order[field]] as const),
    ...listed.flatMap((batch, index) =>
      ['produced', 'status'].map((field) => [`batches.${index}.${field}`, batch?.[field]] as const),
    ),
  ])
}

class TakenBack extends Refused<readonly FieldChange[]> {}

async function* planFigures(tables: Collections, session: ClientSession, key: string): AsyncGenerator<PlannedChange> {
  const { orders, folds } = tables
  const fold = foldRepository(tables)
  const stored = await orders.findOne({ order_number: key })
  if (stored === null) return
  let fields: readonly FieldChange[] = []
  try {
    await inTransaction(session, async () => {
      const before = await orders.findOne({ _id: stored._id }, { session })
      await folds.updateOne(
        { _id: key },
        { $set: { dirty: true }, $setOnInsert: { batches: {} } },
        { session, upsert: true },
      )
      await fold.foldWithin(session, key, { isTold: true })
      const after = await orders.findOne({ _id: stored._id }, { session })
      const [was, becomes] = [figuresIn(before ?? {}), figuresIn(after ?? {})]
      throw new TakenBack(
        [...becomes].flatMap(([field, value]) =>
          was.get(field) === value ? [] : [{ field, before: was.get(field), after: value }],
        ),
      )
    })
  } catch (error) {
    if (!(error instanceof TakenBack)) throw error
    fields = error.reason
  }
  if (fields.length === 0) return
  yield change({ on: 'orders', _id: stored._id, label: key, why: 'order-figures', fields, by: 'figures', folds: [key] })
}
