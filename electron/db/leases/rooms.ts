import type { ClientSession } from 'mongodb'
import { type BatchName, batchKey, leaseKey } from '../../../shared/domain/batch-key.ts'
import { countedAs } from '../../../shared/domain/device-state.ts'
import { roomLimit } from '../../../shared/domain/room-limit.ts'
import { type Batch, readProductionOrder } from '../../../shared/schemas/production-order.ts'
import type { Collections } from '../collections/collections.ts'
import type { RoomDocument } from '../collections/station-documents.ts'
import { inTransaction, isDuplicateKey } from '../connection/transaction.ts'
import { tell } from '../notices/notices.ts'

/** Why a station got no place. `held` names a station that still holds places it has not used. */
export type NoPlace =
  | { readonly word: 'batch-full' | 'order-full' }
  | { readonly word: 'places-held'; readonly station: string; readonly places: number }
  | { readonly word: 'unknown-batch' }

/**
 * Places a station asks for at once; near the end of a batch the block shrinks to one. As many as a station makes in
 * some hours, because what it holds is what it can make while the database is away; who runs out asks for the others'.
 */
const blockSize = 200

/** A request that nobody answers is made again well before this, ms. */
const askedMs = 3000

/** How often a station looks again when places appeared just behind it. */
const looks = 3

/**
 * Quantities are never exceeded because a scan needs a place, and places come from one document per batch, taken with
 * a guard in blocks. `session` is the caller's: a station's sessions are known to its journal.
 */
export function roomsRepository({ rooms, leases, orders, devices, notices }: Collections) {
  /** Makes the batch's room at the first touch, from a recount in one snapshot. */
  async function make(session: ClientSession, { order_number, lote }: BatchName): Promise<boolean> {
    try {
      return await inTransaction(session, async () => {
        const stored = await orders.findOne({ order_number }, { session })
        if (stored === null) return false
        const order = readProductionOrder(stored)
        const batch = planned(stored, lote)
        if (batch === undefined) return false
        // Two rooms of one order made at once would each not see the other and exceed its quantity together: both write
        // the order, so that the second is made again from what the first left.
        await orders.updateOne({ _id: stored._id }, { $currentDate: { updated_at: true } }, { session })
        const produced = await recountProduced(session, order_number)
        const others = await rooms.find({ order_number }, { session }).toArray()
        const limit = roomLimit({ order: order.quantity, batch: batch.quantity }, lote, others, produced)
        const foreign = produced.get(lote) ?? 0
        await rooms.insertOne(
          {
            _id: batchKey({ order_number, lote }),
            order_number,
            lote,
            limit,
            extra: 0,
            foreign,
            free: limit - foreign,
            asked_at: null,
            updated_at: new Date(),
          },
          { session },
        )
        return true
      })
    } catch (error) {
      // Another station made it in the same moment.
      if (isDuplicateKey(error)) return true
      throw error
    }
  }

  /**
   * Somebody raised the quantity after the room was made: the room grows to it. Looked at only where no place is left,
   * so no scan pays for it. @returns whether there are more places now.
   */
  async function grow(session: ClientSession, { order_number, lote }: BatchName): Promise<boolean> {
    const [stored, room] = await Promise.all([
      orders.findOne({ order_number }),
      rooms.findOne({ _id: batchKey({ order_number, lote }) }),
    ])
    const wanted = stored === null ? undefined : planned(stored, lote)?.quantity
    if (room === null || wanted === undefined || wanted <= room.limit) return false
    return inTransaction(session, async () => {
      const again = await orders.findOne({ order_number }, { session })
      const batch = again === null ? undefined : planned(again, lote)
      if (again === null || batch === undefined) return false
      const all = await rooms.find({ order_number }, { session }).toArray()
      const before = all.find((one) => one.lote === lote)?.limit ?? 0
      const { quantity } = readProductionOrder(again)
      const produced = await recountProduced(session, order_number)
      const more = roomLimit({ order: quantity, batch: batch.quantity }, lote, all, produced) - before
      if (more <= 0) return false
      // As in `make`: two rooms that grow at once must not pass each other.
      await orders.updateOne({ _id: again._id }, { $currentDate: { updated_at: true } }, { session })
      await adjust(session, { order_number, lote }, { foreign: 0, limit: more })
      return true
    })
  }

  async function recountProduced(session: ClientSession, order_number: string): Promise<Map<number, number>> {
    const groups = devices.aggregate<{ _id: { lote: number | null; estado: string }; count: number }>(
      [
        { $match: { nro_orden: order_number, valido: { $ne: false } } },
        { $group: { _id: { lote: '$lote', estado: '$estado' }, count: { $sum: 1 } } },
      ],
      { session },
    )
    const produced = new Map<number, number>()
    for await (const { _id, count } of groups) {
      if (!countedAs.produced(_id.estado)) continue
      const lote = Number(_id.lote ?? 0)
      produced.set(lote, (produced.get(lote) ?? 0) + count)
    }
    return produced
  }

  async function take(session: ClientSession, batch: BatchName, station: string): Promise<number> {
    const { order_number, lote } = batch
    const key = batchKey({ order_number, lote })
    const [room, holders] = await Promise.all([
      rooms.findOne({ _id: key }),
      leases.countDocuments({ order_number, lote, station: { $ne: station } }),
    ])
    // Half of the station's even share: whoever comes next still finds some.
    const share = Math.floor((room?.free ?? 0) / (2 * (holders + 1)))
    const block = Math.max(1, Math.min(blockSize, share))
    return inTransaction(session, async () => {
      const before: RoomDocument | null = await rooms.findOneAndUpdate(
        { _id: key, free: { $gte: 1 } },
        [{ $set: { free: { $subtract: ['$free', { $min: [block, '$free'] }] }, updated_at: '$$NOW' } }],
        { session, returnDocument: 'before' },
      )
      if (before === null) return 0
      const taken = Math.min(block, before.free)
      await leases.updateOne(
        { _id: leaseKey({ order_number, lote }, station) },
        {
          $inc: { granted: taken },
          $currentDate: { updated_at: true },
          $setOnInsert: { order_number, lote, station, used: 0 },
        },
        { session, upsert: true },
      )
      return taken
    })
  }

  /** Read in one snapshot: a place on its way from a lease to the room would otherwise be seen in neither. */
  async function whyNone(session: ClientSession, { order_number, lote }: BatchName, station: string): Promise<NoPlace> {
    return inTransaction(session, async () => {
      const room = await rooms.findOne({ _id: batchKey({ order_number, lote }) }, { session })
      // Made or given back in this moment.
      if (room !== null && room.free > 0) return { word: 'places-held', station: '', places: room.free }
      const unused = { order_number, lote, station: { $ne: station }, $expr: { $gt: ['$granted', '$used'] } }
      const holder = await leases.findOne(unused, { session })
      if (holder !== null) {
        return { word: 'places-held', station: holder.station, places: holder.granted - holder.used }
      }
      const order = await orders.findOne({ order_number }, { session })
      const batch = order === null ? undefined : planned(order, lote)
      // The room is smaller than the batch only where the order's own quantity ended it.
      const isOrderFull = room !== null && batch !== undefined && room.limit < batch.quantity
      return { word: isOrderFull ? 'order-full' : 'batch-full' }
    })
  }

  /**
   * Gives back all unused places of a station but `keep`: its own, or, by a supervisor, those of one that does not
   * answer any more (its later scans become conflicts). @returns how many went back.
   */
  async function giveBack(
    session: ClientSession,
    { order_number, lote }: BatchName,
    station: string,
    keep: number,
  ): Promise<number> {
    return inTransaction(session, async () => {
      const lease = await leases.findOne({ _id: leaseKey({ order_number, lote }, station) }, { session })
      const returned = lease === null ? 0 : lease.granted - lease.used - keep
      if (returned <= 0) return 0
      await leases.updateOne(
        { _id: leaseKey({ order_number, lote }, station) },
        { $inc: { granted: -returned }, $currentDate: { updated_at: true } },
        { session },
      )
      await rooms.updateOne(
        { _id: batchKey({ order_number, lote }) },
        { $inc: { free: returned }, $currentDate: { updated_at: true } },
        { session },
      )
      return returned
    })
  }

  /** More or fewer places than before; may leave fewer than none, then holders are asked. Inside a transaction. */
  async function adjust(
    session: ClientSession,
    batch: BatchName,
    change: { readonly foreign: number; readonly limit: number },
  ): Promise<void> {
    await rooms.updateOne(
      { _id: batchKey(batch) },
      {
        $inc: { foreign: change.foreign, limit: change.limit, free: change.limit - change.foreign },
        $currentDate: { updated_at: true },
      },
      { session },
    )
  }

  return {
    /** Takes a block of places for this station. @returns how many, or why none. */
    async acquire(session: ClientSession, batch: BatchName, station: string): Promise<number | NoPlace> {
      const _id = batchKey(batch)
      let why: NoPlace = { word: 'places-held', station: '', places: 0 }
      for (let look = 0; look < looks; look++) {
        const taken = await take(session, batch, station)
        if (taken > 0) return taken
        if ((await rooms.countDocuments({ _id }, { limit: 1 })) === 0) {
          if (!(await make(session, batch))) return { word: 'unknown-batch' }
        } else if (!(await grow(session, batch))) {
          why = await whyNone(session, batch, station)
          // Some are free: the room was made, or they were given back, between the two looks.
          if (why.word !== 'places-held' || why.station !== '') return why
        }
      }
      return why
    },

    /** Asks the stations that hold places to give back what they do not need. */
    async ask({ order_number, lote }: BatchName): Promise<void> {
      await rooms.updateOne({ _id: batchKey({ order_number, lote }) }, { $currentDate: { asked_at: true } })
      // Whoever does not hear it sees the time when it looks anew.
      await tell({ notices }, [{ what: 'places-asked', order_number, lote }]).catch(() => undefined)
    },

    giveBack,

    /**
     * Batches of which more places are out than there are, because another program made units of them: their holders
     * are asked until the sum is right again.
     */
    async overdrawn(): Promise<BatchName[]> {
      const short = await rooms
        .find({ free: { $lt: 0 } })
        .limit(100)
        .toArray()
      const held: BatchName[] = []
      for (const { order_number, lote } of short) {
        const unused = { order_number, lote, $expr: { $gt: ['$granted', '$used'] } }
        if ((await leases.countDocuments(unused, { limit: 1 })) > 0) held.push({ order_number, lote })
      }
      return held
    },

    /** Places this station holds and has not used; what a crash left is found here. */
    async held({ order_number, lote }: BatchName, station: string): Promise<number> {
      const lease = await leases.findOne({ _id: leaseKey({ order_number, lote }, station) })
      return lease === null ? 0 : Math.max(0, lease.granted - lease.used)
    },

    /** Of them, those that somebody asked for within the last seconds. */
    async askedBatches(held: readonly BatchName[]): Promise<BatchName[]> {
      const lately = { $gt: ['$asked_at', { $subtract: ['$$NOW', askedMs] }] }
      return rooms
        .find({ _id: { $in: held.map(batchKey) }, $expr: lately })
        .project<BatchName>({ _id: 0, order_number: 1, lote: 1 })
        .toArray()
    },

    /** Batches of which this station still holds unused places. */
    async heldBatches(station: string): Promise<BatchName[]> {
      const found = await leases.find({ station, $expr: { $gt: ['$granted', '$used'] } }).toArray()
      return found.map(({ order_number, lote }) => ({ order_number, lote }))
    },

    adjust,
  }
}

export type RoomsRepository = ReturnType<typeof roomsRepository>

function planned(order: unknown, lote: number): Batch | undefined {
  return readProductionOrder(order).batches.find((batch) => batch.batch_number === lote)
}
