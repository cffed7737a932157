import type { ClientSession, ObjectId, ResumeToken } from 'mongodb'
import { countedAs } from '../../shared/domain/device-state.ts'
import { type ProductionOrder, readProductionOrder } from '../../shared/schemas/production-order.ts'
import type { Collections, FoldBase, FoldDocument } from './collections.ts'
import { roomsRepository } from './leases/rooms.ts'
import { inTransaction } from './transaction.ts'

/** The figures of an order as one text each, to be compared and shown. */
export interface ComparedFigures {
  readonly stored: string
  readonly folded: string | null
  readonly real: string
}

const nothing: FoldBase = { produced: 0, approved: 0, rejected: 0 }

/**
 * Folds the stations' counters into `produced`, `approved`, `rejected` and `batches[].produced` of the order. The
 * first touch takes a recount as base; from then on an order's figure is base + counters. One snapshot transaction
 * that always sets `updated_at`: a stale fold ends in a write conflict and never overwrites a newer one.
 */
export function foldRepository(tables: Collections) {
  const { orders, counters, folds, devices, leases, rooms, duties } = tables
  const room = roomsRepository(tables)

  async function sums(session: ClientSession, order_number: string): Promise<Map<number, FoldBase>> {
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
    const byBatch = new Map<number, FoldBase>()
    for await (const { _id, ...counted } of groups) byBatch.set(_id, counted)
    return byBatch
  }

  async function recount(session: ClientSession, order_number: string): Promise<Map<number, FoldBase>> {
    const groups = devices.aggregate<{ _id: { lote: number | null; estado: string }; count: number }>(
      [
        { $match: { nro_orden: order_number, valido: { $ne: false } } },
        { $group: { _id: { lote: '$lote', estado: '$estado' }, count: { $sum: 1 } } },
      ],
      { session },
    )
    const byBatch = new Map<number, FoldBase>()
    for await (const { _id, count } of groups) {
      const lote = Number(_id.lote ?? 0)
      const before = byBatch.get(lote) ?? nothing
      byBatch.set(lote, {
        produced: before.produced + (countedAs.produced(_id.estado) ? count : 0),
        approved: before.approved + (countedAs.approved(_id.estado) ? count : 0),
        rejected: before.rejected + (countedAs.rejected(_id.estado) ? count : 0),
      })
    }
    return byBatch
  }

  /** A new base, and rooms that know of units which no lease accounts for. */
  async function rebase(
    session: ClientSession,
    order_number: string,
    counted: Map<number, FoldBase>,
  ): Promise<FoldDocument> {
    const real = await recount(session, order_number)
    const batches: Record<string, FoldBase> = {}
    for (const lote of new Set([...real.keys(), ...counted.keys()])) {
      batches[String(lote)] = minus(real.get(lote) ?? nothing, counted.get(lote) ?? nothing)
    }
    for (const stored of await rooms.find({ order_number }, { session }).toArray()) {
      const held = await leases.find({ order_number, lote: stored.lote }, { session }).toArray()
      const used = held.reduce((sum, lease) => sum + lease.used, 0)
      const foreign = (real.get(stored.lote) ?? nothing).produced - used - stored.foreign
      if (foreign !== 0) await room.adjust(session, stored, { foreign, limit: 0 })
    }
    const fold: FoldDocument = { _id: order_number, batches, dirty: false, updated_at: new Date() }
    await folds.replaceOne({ _id: order_number }, fold, { session, upsert: true })
    return fold
  }

  /** A batch whose quantity was lowered has fewer places; one that was raised finds them when a station asks (`rooms.ts`). */
  async function shrinkRooms(session: ClientSession, order: ProductionOrder): Promise<void> {
    for (const stored of await rooms.find({ order_number: order.order_number }, { session }).toArray()) {
      const planned = order.batches.find((batch) => batch.batch_number === stored.lote)?.quantity ?? stored.limit
      if (planned < stored.limit) await room.adjust(session, stored, { foreign: 0, limit: planned - stored.limit })
    }
  }

  /** The fold, in a transaction of the caller's. */
  async function foldWithin(session: ClientSession, order_number: string): Promise<boolean> {
    const stored = await orders.findOne({ order_number }, { session })
    if (stored === null) return false
    const counted = await sums(session, order_number)
    const known = await folds.findOne({ _id: order_number }, { session })
    const base = known === null || known.dirty ? await rebase(session, order_number, counted) : known
    const figures = totals(base, counted)
    const order = readProductionOrder(stored)
    await shrinkRooms(session, order)
    const change: Record<string, unknown> = {}
    for (const name of ['produced', 'approved', 'rejected'] as const) {
      if (order[name] !== figures.order[name]) change[name] = figures.order[name]
    }
    stored.batches?.forEach((batch, index) => {
      const produced = figures.batches.get(Number(batch.batch_number))?.produced ?? 0
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
    if (order.status === 'in_progress' && figures.order.approved >= order.quantity) {
      change.status = 'completed'
      change.end_date = new Date()
    } else if (
      order.status === 'completed' &&
      order.approved >= order.quantity &&
      figures.order.approved < order.quantity
    ) {
      // The last approval was taken back; an order that somebody completed short stays so.
      change.status = 'in_progress'
      change.end_date = null
    }
    if (typeof change.status === 'string') change.ose_status = { status: change.status, at: new Date() }
    if (Object.keys(change).length === 0) return false
    await orders.updateOne(
      { _id: stored._id as ObjectId },
      { $set: { ...change, updated_at: new Date() } },
      { session },
    )
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
        const order = readProductionOrder(stored)
        // An order without batches reads as one batch of its whole quantity; nothing of it is stored or folded.
        const listed = (stored.batches?.length ?? 0) === 0 ? [] : order.batches
        const made = new Map(listed.map((batch) => [batch.batch_number, batch.produced]))
        const lotes = [...made.keys()]
        return {
          stored: figuresText(order, made, lotes),
          folded: known === null || known.dirty ? null : ofBatches(totals(known, counted).batches, lotes),
          real: ofBatches(real, lotes),
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

function minus(left: FoldBase, right: FoldBase): FoldBase {
  return {
    produced: left.produced - right.produced,
    approved: left.approved - right.approved,
    rejected: left.rejected - right.rejected,
  }
}

function totals(base: FoldDocument, counted: Map<number, FoldBase>) {
  const batches = new Map<number, FoldBase>()
  const lotes = new Set([...Object.keys(base.batches).map(Number), ...counted.keys()])
  let order = nothing
  for (const lote of lotes) {
    const sum = minus(counted.get(lote) ?? nothing, minus(nothing, base.batches[String(lote)] ?? nothing))
    batches.set(lote, sum)
    order = minus(order, minus(nothing, sum))
  }
  return { order, batches }
}

/** Batches that the order does not list count for its totals alone, as in a fold. */
function ofBatches(batches: ReadonlyMap<number, FoldBase>, lotes: readonly number[]): string {
  const sum = [...batches.values()].reduce((all, one) => minus(all, minus(nothing, one)), nothing)
  return figuresText(sum, new Map([...batches].map(([lote, one]) => [lote, one.produced])), lotes)
}

function figuresText(total: FoldBase, made: ReadonlyMap<number, number>, lotes: readonly number[]): string {
  const { produced, approved, rejected } = total
  const batches = lotes.map((lote) => `${lote}: ${made.get(lote) ?? 0}`)
  return `${produced} / ${approved} / ${rejected} (${batches.join(', ')})`
}
