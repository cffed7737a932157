import type { ClientSession } from 'mongodb'
import {
  type BatchFigures,
  type Figures,
  figureNames,
  figuresText,
  minus,
  noFigures,
  type OrderFigures,
  orderFigures,
  plusByBatch,
} from '../../../shared/domain/order-figures.ts'
import { replacesForeignFigures } from '../../../shared/domain/replaced-figures.ts'
import { type ProductionOrder, readProductionOrder } from '../../../shared/schemas/production-order.ts'
import type { Collections, StoredOrder } from '../collections/collections.ts'
import type { FoldDocument } from '../collections/station-documents.ts'
import { inTransaction } from '../connection/transaction.ts'
import { adjustRoom } from '../leases/room-size.ts'
import type { BatchCount } from '../notices/notice.ts'
import { recountedOf } from '../orders/recount.ts'
import { type Counted, countedOf } from './counts.ts'
import { keepReplacedFigures, storedFigures } from './replaced-figures.ts'

/** The figures of an order as one text each, to be compared and shown. */
export interface ComparedFigures {
  readonly stored: string
  readonly folded: string | null
  readonly real: string
}

/** What a fold found, whether or not the order was to be changed. */
export interface Folded {
  readonly isChange: boolean
  /** By batch, for the stations' screens. */
  readonly batches: Readonly<Record<string, BatchCount>>
}

interface FoldOptions {
  /** The caller keeps what is overwritten: a correction, whose audit document says who wanted it. */
  readonly isTold?: boolean
  /** What the order's `updated_at` becomes. */
  readonly at?: Date
}

/**
 * Folds the stations' counters into `produced`, `approved`, `rejected` and `batches[].produced` of the order. The
 * first touch takes a recount as base; from then on an order's figure is base + counters. One snapshot transaction
 * that always sets `updated_at`: a stale fold ends in a write conflict and never overwrites a newer one. Figures that
 * nobody of ours wrote are kept before they are overwritten (`replaced-figures.ts`).
 */
export function foldRepository(tables: Collections) {
  const count = (session: ClientSession, order_number: string, at: Date): Promise<Folded | null> =>
    inTransaction(session, () => foldWithin(tables, session, order_number, { at }))
  return {
    /** In a transaction of the caller's. @returns whether the order's figures changed. */
    async foldWithin(session: ClientSession, order_number: string, options: FoldOptions = {}): Promise<boolean> {
      return (await foldWithin(tables, session, order_number, options))?.isChange ?? false
    },

    /** Folds one order. @returns what was counted, or null where there is no such order. */
    count,

    /** Folds one order. @returns whether the order's figures changed. */
    fold: async (session: ClientSession, order_number: string): Promise<boolean> =>
      (await count(session, order_number, new Date()))?.isChange ?? false,

    /** What the order says, what its next fold would make of it (null: it takes a new base), and a recount; one snapshot. */
    compare: (session: ClientSession, order_number: string): Promise<ComparedFigures | null> =>
      inTransaction(session, async () => {
        const stored = await tables.orders.findOne({ order_number }, { session })
        if (stored === null) return null
        const counted = await countedOf(tables, session, order_number)
        const known = await tables.folds.findOne({ _id: order_number }, { session })
        const real = await recountedOf(tables, session, order_number)
        const figures = storedFigures(stored)
        const lotes = [...figures.batches.keys()]
        const text = (batches: BatchFigures) => figuresText(orderFigures(batches), lotes)
        return {
          stored: figuresText(figures, lotes),
          folded: known === null || known.dirty ? null : text(plusByBatch(byBatch(known.batches), counted.batches)),
          real: text(real),
        }
      }),
  }
}

export type FoldRepository = ReturnType<typeof foldRepository>

async function foldWithin(
  tables: Collections,
  session: ClientSession,
  order_number: string,
  { isTold = false, at = new Date() }: FoldOptions,
): Promise<Folded | null> {
  const { orders, folds } = tables
  const stored = await orders.findOne({ order_number }, { session })
  if (stored === null) return null
  const counted = await countedOf(tables, session, order_number)
  const known = await folds.findOne({ _id: order_number }, { session })
  const isKnown = known !== null && !known.dirty
  const base = isKnown ? byBatch(known.batches) : await rebase(tables, session, order_number, counted.batches)
  const folded = plusByBatch(base, counted.batches)
  const order = readProductionOrder(stored)
  await shrinkRooms(tables, session, order)
  const change = changeOf(stored, order, folded)
  const isChange = Object.keys(change).length > 0
  if (isChange || !isKnown) {
    const [batches, written] = [byNumber(base), byNumber(folded)]
    const fold = { _id: order_number, batches, written, dirty: false, updated_at: new Date() }
    await folds.replaceOne({ _id: order_number }, fold, { session, upsert: true })
  }
  const told = { isChange, batches: countsOf(base, counted) }
  if (!isChange) return told
  await orders.updateOne({ _id: stored._id }, { $set: { ...change, updated_at: at } }, { session })
  const over = {
    stored: storedFigures(stored),
    folded: orderFigures(folded),
    counted: orderFigures(counted.batches),
    written: lastWritten(known, counted.batches),
  }
  if (!isTold && replacesForeignFigures(over)) await keepReplacedFigures(tables, session, stored)
  return told
}

/** A new base, and rooms that know of units which no lease accounts for. */
async function rebase(
  tables: Collections,
  session: ClientSession,
  order_number: string,
  counted: BatchFigures,
): Promise<BatchFigures> {
  const real = await recountedOf(tables, session, order_number)
  for (const stored of await tables.rooms.find({ order_number }, { session }).toArray()) {
    const held = await tables.leases.find({ order_number, lote: stored.lote }, { session }).toArray()
    const used = held.reduce((sum, lease) => sum + lease.used, 0)
    const foreign = (real.get(stored.lote) ?? noFigures).produced - used - stored.foreign
    if (foreign !== 0) await adjustRoom(tables, session, stored, { foreign, limit: 0 })
  }
  const lotes = new Set([...real.keys(), ...counted.keys()])
  return new Map([...lotes].map((lote) => [lote, minus(real.get(lote) ?? noFigures, counted.get(lote) ?? noFigures)]))
}

/** A batch whose quantity was lowered has fewer places; one that was raised finds them when a station asks (`room-size.ts`). */
async function shrinkRooms(tables: Collections, session: ClientSession, order: ProductionOrder): Promise<void> {
  for (const stored of await tables.rooms.find({ order_number: order.order_number }, { session }).toArray()) {
    const planned = order.batches.find((batch) => batch.batch_number === stored.lote)?.quantity ?? stored.limit
    if (planned < stored.limit) {
      await adjustRoom(tables, session, stored, { foreign: 0, limit: planned - stored.limit })
    }
  }
}

function countsOf(base: BatchFigures, { by }: Counted): Record<string, BatchCount> {
  const lotes = [...new Set([...base.keys(), ...by.keys()])]
  return Object.fromEntries(
    lotes.map((lote) => [String(lote), { base: (base.get(lote) ?? noFigures).produced, by: by.get(lote) ?? {} }]),
  )
}

/** What the fold sets of the order: figures that differ, and the statuses that follow from them. */
function changeOf(stored: StoredOrder, order: ProductionOrder, folded: BatchFigures): Record<string, unknown> {
  const totals = orderFigures(folded)
  const change: Record<string, unknown> = {}
  for (const name of figureNames) {
    if (order[name] !== totals[name]) change[name] = totals[name]
  }
  stored.batches?.forEach((batch, index) => {
    const produced = totals.batches.get(Number(batch.batch_number)) ?? 0
    const quantity = Number(batch.quantity)
    if (batch.produced !== produced) change[`batches.${index}.produced`] = produced
    // The last unit completes the batch; taking it back opens it again, but never one that somebody else closed.
    if (produced >= quantity && batch.status === 'in_progress') {
      change[`batches.${index}.status`] = 'completed'
      change[`batches.${index}.end_date`] = new Date()
    } else if (produced < quantity && batch.status === 'completed' && Number(batch.produced) >= quantity) {
      change[`batches.${index}.status`] = 'in_progress'
      change[`batches.${index}.end_date`] = null
    }
  })
  if (order.status === 'in_progress' && totals.approved >= order.quantity) {
    change['status'] = 'completed'
    change['end_date'] = new Date()
  } else if (order.status === 'completed' && order.approved >= order.quantity && totals.approved < order.quantity) {
    // The last approval was taken back; an order that somebody completed short stays so.
    change['status'] = 'in_progress'
    change['end_date'] = null
  }
  if (typeof change['status'] === 'string') change['ose_status'] = { status: change['status'], at: new Date() }
  return change
}

/** The figures that the last fold wrote; null when no fold has written any. */
function lastWritten(known: FoldDocument | null, counted: BatchFigures): OrderFigures | null {
  if (known === null) return null
  if (known.written !== undefined) return orderFigures(byBatch(known.written))
  // A mark alone: another program's changes were seen before anybody folded the order.
  if (Object.keys(known.batches).length === 0) return null
  return orderFigures(plusByBatch(byBatch(known.batches), counted))
}

function byBatch(stored: Readonly<Record<string, Figures>>): BatchFigures {
  return new Map(Object.entries(stored).map(([lote, figures]) => [Number(lote), figures]))
}

function byNumber(batches: BatchFigures): Record<string, Figures> {
  return Object.fromEntries([...batches].map(([lote, figures]) => [String(lote), figures]))
}
