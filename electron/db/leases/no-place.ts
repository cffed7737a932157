import type { ClientSession } from 'mongodb'
import { type BatchName, batchKey } from '../../../shared/domain/batch-key.ts'
import type { Collections } from '../collections/collections.ts'
import { inTransaction } from '../connection/transaction.ts'
import { hasUnused } from './held-places.ts'
import { plannedBatch } from './room-size.ts'

/** Why a station got no place. `held` names a station that still holds places it has not used. */
export type NoPlace =
  | { readonly word: 'batch-full' | 'order-full' }
  | { readonly word: 'places-held'; readonly station: string; readonly places: number }
  | { readonly word: 'unknown-batch' }

/** Read in one snapshot: a place on its way from a lease to the room would otherwise be seen in neither. */
export async function whyNoPlace(
  { rooms, leases, orders }: Pick<Collections, 'rooms' | 'leases' | 'orders'>,
  session: ClientSession,
  { order_number, lote }: BatchName,
  station: string,
): Promise<NoPlace> {
  return inTransaction(session, async () => {
    const room = await rooms.findOne({ _id: batchKey({ order_number, lote }) }, { session })
    // Made or given back in this moment.
    if (room !== null && room.free > 0) return { word: 'places-held', station: '', places: room.free }
    const others = { order_number, lote, station: { $ne: station }, ...hasUnused }
    const holder = await leases.findOne(others, { session })
    if (holder !== null) {
      return { word: 'places-held', station: holder.station, places: holder.granted - holder.used }
    }
    const order = await orders.findOne({ order_number }, { session })
    const batch = order === null ? undefined : plannedBatch(order, lote)
    // The room is smaller than the batch only where the order's own quantity ended it.
    const isOrderFull = room !== null && batch !== undefined && room.limit < batch.quantity
    return { word: isOrderFull ? 'order-full' : 'batch-full' }
  })
}
