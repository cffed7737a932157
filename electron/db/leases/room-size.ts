import type { ClientSession } from 'mongodb'
import { type BatchName, batchKey } from '../../../shared/domain/batch-key.ts'
import { roomLimit } from '../../../shared/domain/room-limit.ts'
import { type Batch, readProductionOrder } from '../../../shared/schemas/production-order.ts'
import type { Collections } from '../collections/collections.ts'
import { inTransaction, isDuplicateKey } from '../connection/transaction.ts'
import { recountedOf } from '../orders/recount.ts'

type RoomSizeTables = Pick<Collections, 'rooms' | 'orders' | 'devices'>

/** Makes the batch's room at the first touch, from a recount in one snapshot. @returns whether there is such a batch. */
export async function makeRoom(
  { rooms, orders, devices }: RoomSizeTables,
  session: ClientSession,
  { order_number, lote }: BatchName,
): Promise<boolean> {
  try {
    return await inTransaction(session, async () => {
      const stored = await orders.findOne({ order_number }, { session })
      if (stored === null) return false
      const order = readProductionOrder(stored)
      const batch = plannedBatch(stored, lote)
      if (batch === undefined) return false
      // Two rooms of one order made at once would each not see the other and exceed its quantity together: both write
      // the order, so that the second is made again from what the first left.
      await orders.updateOne({ _id: stored._id }, { $currentDate: { updated_at: true } }, { session })
      const produced = await recountProduced({ devices }, session, order_number)
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
export async function growRoom(
  { rooms, orders, devices }: RoomSizeTables,
  session: ClientSession,
  { order_number, lote }: BatchName,
): Promise<boolean> {
  const [stored, room] = await Promise.all([
    orders.findOne({ order_number }),
    rooms.findOne({ _id: batchKey({ order_number, lote }) }),
  ])
  const wanted = stored === null ? undefined : plannedBatch(stored, lote)?.quantity
  if (room === null || wanted === undefined || wanted <= room.limit) return false
  return inTransaction(session, async () => {
    const again = await orders.findOne({ order_number }, { session })
    const batch = again === null ? undefined : plannedBatch(again, lote)
    if (again === null || batch === undefined) return false
    const all = await rooms.find({ order_number }, { session }).toArray()
    const before = all.find((one) => one.lote === lote)?.limit ?? 0
    const { quantity } = readProductionOrder(again)
    const produced = await recountProduced({ devices }, session, order_number)
    const more = roomLimit({ order: quantity, batch: batch.quantity }, lote, all, produced) - before
    if (more <= 0) return false
    // As in `makeRoom`: two rooms that grow at once must not pass each other.
    await orders.updateOne({ _id: again._id }, { $currentDate: { updated_at: true } }, { session })
    await adjustRoom({ rooms }, session, { order_number, lote }, { foreign: 0, limit: more })
    return true
  })
}

/** More or fewer places than before; may leave fewer than none, then holders are asked. Inside a transaction. */
export async function adjustRoom(
  { rooms }: Pick<Collections, 'rooms'>,
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

/** What the order says of a batch. */
export function plannedBatch(order: unknown, lote: number): Batch | undefined {
  return readProductionOrder(order).batches.find((batch) => batch.batch_number === lote)
}

/** By batch, what stands in the database, whoever made it. */
async function recountProduced(
  tables: Pick<Collections, 'devices'>,
  session: ClientSession,
  order_number: string,
): Promise<Map<number, number>> {
  const real = await recountedOf(tables, session, order_number)
  return new Map([...real].map(([lote, { produced }]) => [lote, produced]))
}
