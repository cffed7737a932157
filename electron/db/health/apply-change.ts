import { type ClientSession, type Collection, type Document, MongoServerError, ObjectId } from 'mongodb'
import type { Operator } from '../../../shared/station/act.ts'
import { type Collections, collectionNames } from '../collections/collections.ts'
import { countAnew } from '../collections/counted-anew.ts'
import { deviceEvent } from '../collections/device-event.ts'
import { inTransaction, isDuplicateKey, Refused } from '../connection/transaction.ts'
import { foldRepository } from '../duty/fold.ts'
import { figuresIn } from './plan.ts'
import type { FieldChange, PlannedChange } from './planned-change.ts'

/** Who corrects, and where: stands in the event of every change. */
export interface Corrector {
  readonly operator: Operator
  readonly station: string
  readonly now: () => Date
}

export type Applied = 'applied' | 'changed' | 'not-allowed'

const changedSince = new Refused<'changed'>('changed')
/** The server's code for a user without the right. */
const unauthorized = 13

/**
 * Applies one change in a transaction: the document only while it is as the plan saw it, its event or audit document,
 * and the mark that makes its order count anew. Never deletes anything.
 */
export function changeApplier(tables: Collections) {
  const { deviceEvents, audit, orders } = tables
  const fold = foldRepository(tables)

  async function apply(session: ClientSession, change: PlannedChange, by: Corrector): Promise<Applied> {
    // Made before, so that a try after an unknown outcome meets its own event.
    const id = new ObjectId()
    try {
      await inTransaction(session, async () => {
        const at = by.now()
        if (change.by === 'figures') await foldAnew(session, change)
        else await set(session, change, id, at)
        await tell(session, change, by, id, at)
        for (const order of change.by === 'figures' ? [] : change.folds) await countAnew(tables, session, order)
      })
      return 'applied'
    } catch (error) {
      if (await isTold(change, id)) return 'applied'
      if (error instanceof Refused || isDuplicateKey(error)) return 'changed'
      if (error instanceof MongoServerError && error.code === unauthorized) return 'not-allowed'
      throw error
    }
  }

  async function set(session: ClientSession, change: PlannedChange, id: ObjectId, at: Date): Promise<void> {
    const collection = tables[change.on] as unknown as Collection<Document> // fields are written by name
    const before = change.fields.map(({ field, before: value }): Document => ({ [field]: value ?? null }))
    const after = Object.fromEntries(change.fields.map(({ field, after: value }) => [field, value]))
    const { matchedCount } = await collection.updateOne(
      { $and: [{ _id: change._id }, change.seen, ...before] },
      { $set: { ...after, ...stamps(change, id, at) } },
      { session },
    )
    if (matchedCount === 0) throw changedSince
  }

  /** The fold writes what a recount says now; where that is not what was shown, nothing is written. */
  async function foldAnew(session: ClientSession, { _id, label, fields }: PlannedChange): Promise<void> {
    const stored = figuresIn((await orders.findOne({ _id }, { session })) ?? {})
    if (fields.some(({ field, before }) => stored.get(field) !== before)) throw changedSince
    await countAnew(tables, session, label)
    await fold.foldWithin(session, label, { isTold: true })
    const now = figuresIn((await orders.findOne({ _id }, { session })) ?? {})
    const expected = new Map([...stored, ...fields.map(({ field, after }) => [field, after] as const)])
    if ([...expected].some(([field, value]) => now.get(field) !== value)) throw changedSince
  }

  async function tell(session: ClientSession, change: PlannedChange, by: Corrector, id: ObjectId, at: Date) {
    if (change.device === null) await audit.insertOne(auditOf(change, by, id, at), { session })
    else await deviceEvents.insertOne({ _id: id, ...eventOf(change, change.device, by, id, at) }, { session })
  }

  async function isTold({ device }: PlannedChange, id: ObjectId): Promise<boolean> {
    const found = device === null ? audit.findOne({ _id: id }) : deviceEvents.findOne({ _id: id })
    return (await found.catch(() => null)) !== null
  }

  return apply
}

/** What says of each collection's document when it was changed, and that it was us. */
function stamps({ on, why }: PlannedChange, id: ObjectId, at: Date): Document {
  switch (on) {
    case 'devices':
      return { fecha_actualizacion: at, ose_act: id.toHexString() }
    case 'packages':
    case 'pallets':
      return { fecha_modificacion: at }
    case 'orders':
      return { updated_at: at, ...(why === 'status-reverted' && { 'ose_status.at': at }) }
    default:
      return { updated_at: at }
  }
}

function eventOf(
  change: PlannedChange,
  device: NonNullable<PlannedChange['device']>,
  by: Corrector,
  id: ObjectId,
  at: Date,
) {
  const isStep = change.fields.some(({ field }) => field === 'estado') || change.choice === 'accept'
  const { estado_anterior, estado_nuevo } = device
  return deviceEvent(
    {
      ...{ act: id.toHexString(), kind: 'correct', at: at.getTime(), operator: by.operator },
      workplace: { station: by.station, linea: null, puesto: null },
      supervisor: by.operator.employee_id,
    },
    device,
    {
      event_type: isStep ? 'status_changed' : 'custom',
      descripcion: `Corrección de datos: ${change.why}${change.fields.map(fieldText).join('')}`,
      ...{ estado_anterior, estado_nuevo, data: { reason: change.why } },
    },
  )
}

function fieldText({ field, before, after }: FieldChange): string {
  return `; ${field}: ${text(before)} → ${text(after)}`
}

function text(value: unknown): string {
  return JSON.stringify(value ?? null).slice(0, 200)
}

function auditOf(change: PlannedChange, by: Corrector, _id: ObjectId, at: Date) {
  return {
    _id,
    kind: 'data-corrected' as const,
    at,
    employee_id: by.operator.employee_id,
    station: by.station,
    why: change.why,
    collection: collectionNames[change.on],
    document: String(change._id),
    label: change.label,
    fields: change.fields.map(({ field, before, after }) => ({ field, before: before ?? null, after })),
  }
}
