import type { ClientSession } from 'mongodb'
import { type BatchName, batchKey, leaseKey } from '../../../shared/domain/batch-key.ts'
import type { Collections } from '../collections/collections.ts'
import type { RoomDocument } from '../collections/station-documents.ts'
import { inTransaction } from '../connection/transaction.ts'

/**
 * Places a station asks for at once; near the end of a batch the block shrinks to one. As many as a station makes in
 * some hours, because what it holds is what it can make while the database is away; who runs out asks for the others'.
 */
const blockSize = 200

/** A block of the room's free places goes into the station's lease. @returns how many; 0 where none is free. */
export async function takePlaces(
  { rooms, leases }: Pick<Collections, 'rooms' | 'leases'>,
  session: ClientSession,
  { order_number, lote }: BatchName,
  station: string,
): Promise<number> {
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
