import type { ClientSession, ResumeToken } from 'mongodb'
import { countedAs } from '../../../shared/domain/device-state.ts'
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
import { roomsRepository } from '../leases/rooms.ts'
import { keepReplacedFigures, storedFigures } from './replaced-figures.ts'

/** The figures of an order as one text each, to be compared and shown. */
export interface ComparedFigures {
  readonly stored: string
  readonly folded: string | null
  readonly real: string
}

/**
 * Folds the stations' counters into `produced`, `approved`, `rejected` and `batches[].produced` of the order. The
 * first touch takes a recount as base; from then on an order's figure is base + counters. One snapshot transaction
 * that always sets `updated_at`: a stale fold ends in a write conflict and never overwrites a newer one. Figures that
 * nobody of ours wrote are kept before they are overwritten (`replaced-figures.ts`).
 */
export function foldRepository(tables: Collections) {
  const { orders, counters, folds, devices, leases, rooms, duties } = tables
  const room = roomsRepository(tables)

  async function sums(session: ClientSession, order_number: string): Promise<BatchFigures> {
    const groups = counters.aggregate<{ _id: number; produced: number; approved: number; rejected: number }>(
      [
        { $match: { order_number } },
        {
          $group: {
            _id: '$lote',
            produced: { $sum: '$produced' },
            approved: { $sum: '$approved' },
            rejected: { $sum: '$rejected' },
          },
        },
      ],
      { session },
    )
    const counted = new Map<number, Figures>()
    for await (const { _id, ...figures } of groups) counted.set(_id, figures)
    return counted
  }

  async function recount(session: ClientSession, order_number: string): Promise<BatchFigures> {
    const groups = devices.aggregate<{ _id: { lote: number | null; estado: string }; count: number }>(
      [
        { $match: { nro_orden: order_number, valido: { $ne: false } } },
        { $group: { _id: { lote: '$lote', estado: '$estado' }, count: { $sum: 1 } } },
      ],
      { session },
    )
    const real = new Map<number, Figures>()
    for await (const { _id, count } of groups) {
      const lote = Number(_id.lote ?? 0)
      const before = real.get(lote) ?? noFigures
      real.set(lote, {
        produced: before.produced + (countedAs.produced(_id.estado) ? count : 0),
        approved: before.approved + (countedAs.approved(_id.estado) ? count : 0),
        rejected: before.rejected + (countedAs.rejected(_id.estado) ? count : 0),
      })
    }
    return real
  }

  /** A new base, and rooms that know of units which no lease accounts for. */
  async function rebase(session: ClientSession, order_number: string, counted: BatchFigures): Promise<BatchFigures> {
    const real = await recount(session, order_number)
    for (const stored of await rooms.find({ order_number }, { session }).toArray()) {
      const held = await leases.find({ order_number, lote: stored.lote }, { session }).toArray()
      const used = held.reduce((sum, lease) => sum + lease.used, 0)
      const foreign = (real.get(stored.lote) ?? noFigures).produced - used - stored.foreign
      if (foreign !== 0) await room.adjust(session, stored, { foreign, limit: 0 })
    }
    const lotes = new Set([...real.keys(), ...counted.keys()])
    return new Map([...lotes].map((lote) => [lote, minus(real.get(lote) ?? noFigures, counted.get(lote) ?? noFigures)]))
  }

  /** A batch whose quantity was lowered has fewer places; one that was raised finds them when a station asks (`rooms.ts`). */
  async function shrinkRooms(session: ClientSession, order: ProductionOrder): Promise<void> {
    for (const stored of await rooms.find({ order_number: order.order_number }, { session }).toArray()) {
      const planned = order.batches.find((batch) => batch.batch_number === stored.lote)?.quantity ?? stored.limit
      if (planned < stored.limit) await room.adjust(session, stored, { foreign: 0, limit: planned - stored.limit })
    }
  }

  /**
   * The fold, in a transaction of the caller's.
   * @param isTold the caller keeps what is overwritten: a correction, whose audit document says who wanted it
   */
  async function foldWithin(
    session: ClientSession,
    order_number: string,
    { isTold = false }: { readonly isTold?: boolean } = {},
  ): Promise<boolean> {
    const stored = await orders.findOne({ order_number }, { session })
    if (stored === null) return false
    const counted = await sums(session, order_number)
    const known = await folds.findOne({ _id: order_number }, { session })
    const isKnown = known !== null && !known.dirty
    const base = isKnown ? byBatch(known.batches) : await rebase(session, order_number, counted)
    const folded = plusByBatch(base, counted)
    const order = readProductionOrder(stored)
    await shrinkRooms(session, order)
    const change = changeOf(stored, order, folded)
    const isChange = Object.keys(change).length > 0
    if (isChange || !isKnown) {
      const [batches, written] = [byNumber(base), byNumber(folded)]
      const fold = { _id: order_number, batches, written, dirty: false, updated_at: new Date() }
      await folds.replaceOne({ _id: order_number }, fold, { session, upsert: true })
    }
    if (!isChange) return false
    await orders.updateOne({ _id: stored._id }, { $set: { ...change, updated_at: new Date() } }, { session })
    const over = {
      stored: storedFigures(stored),
      folded: orderFigures(folded),
      counted: orderFigures(counted),
      written: lastWritten(known, counted),
    }
    if (!isTold && replacesForeignFigures(over)) await keepReplacedFigures(tables, session, stored)
    return true
  }

  async function markDirty(numbers: readonly string[]): Promise<void> {
    await folds.bulkWrite(
      numbers.map((_id) => ({
        updateOne: {
          filter: { _id },
          update: { $set: { dirty: true }, $currentDate: { updated_at: true }, $setOnInsert: { batches: {} } },
          upsert: true,
        },
      })),
    )
  }

  return {
    foldWithin,

    /** Folds one order. @returns whether the order's figures changed. */
    fold: (session: ClientSession, order_number: string): Promise<boolean> =>
      inTransaction(session, () => foldWithin(session, order_number)),

    /** What the order says, what its next fold would make of it (null: it takes a new base), and a recount; one snapshot. */
    compare: (session: ClientSession, order_number: string): Promise<ComparedFigures | null> =>
      inTransaction(session, async () => {
        const stored = await orders.findOne({ order_number }, { session })
        if (stored === null) return null
        const counted = await sums(session, order_number)
        const known = await folds.findOne({ _id: order_number }, { session })
        const real = await recount(session, order_number)
        const figures = storedFigures(stored)
        const lotes = [...figures.batches.keys()]
        const text = (batches: BatchFigures) => figuresText(orderFigures(batches), lotes)
        return {
          stored: figuresText(figures, lotes),
          folded: known === null || known.dirty ? null : text(plusByBatch(byBatch(known.batches), counted)),
          real: text(real),
        }
      }),

    /** Orders whose counters moved since a server time; the overlap covers transactions that committed late. */
    async movedSince(since: Date): Promise<{ readonly orders: readonly string[]; readonly until: Date }> {
      const moved = await counters
        .aggregate<{ _id: string; until: Date }>([
          { $match: { updated_at: { $gte: since } } },
          { $group: { _id: '$order_number', until: { $max: '$updated_at' } } },
        ])
        .toArray()
      const until = moved.reduce((latest, order) => (order.until > latest ? order.until : latest), since)
      return { orders: moved.map((order) => order._id), until }
    },

    /** How far the stations before this one folded; a new folder goes on from there. */
    async foldedUntil(): Promise<Date> {
      return (await duties.findOne({ _id: 'folded' }))?.until ?? new Date(0)
    },

    async setFoldedUntil(until: Date): Promise<void> {
      await duties.updateOne({ _id: 'folded' }, { $max: { until }, $set: { holder: '' } }, { upsert: true })
    },

    /** Nobody watched for a while: every order that is worked on takes a new base. */
    async markOpenOrdersDirty(): Promise<void> {
      const open = await orders
        .find({ status: { $in: ['pending', 'in_progress', 'paused', 'on_hold', 'packing'] } })
        .project<{ order_number: string }>({ order_number: 1 })
        .toArray()
      const numbers = open.map((order) => order.order_number)
      await folds.updateMany({ _id: { $in: numbers } }, { $set: { dirty: true }, $currentDate: { updated_at: true } })
    },

    async dirtyOrders(): Promise<string[]> {
      return (await folds.find({ dirty: true }).project<{ _id: string }>({ _id: 1 }).toArray()).map((fold) => fold._id)
    },

    /** Another program changed devices of this order: its next fold takes a new base; it never adds. */
    async markDirty(order_number: string): Promise<void> {
      await markDirty([order_number])
    },

    markAllDirty: markDirty,

    /** Where the watch for changes of other programs goes on; null: from now. */
    watched: {
      read: async (): Promise<ResumeToken | null> => (await duties.findOne({ _id: 'watched' }))?.token ?? null,
      async keep(token: ResumeToken): Promise<void> {
        await duties.updateOne(
          { _id: 'watched' },
          { $set: { token, holder: '' }, $currentDate: { until: true } },
          { upsert: true },
        )
      },
    },
  }
}

export type FoldRepository = ReturnType<typeof foldRepository>

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
