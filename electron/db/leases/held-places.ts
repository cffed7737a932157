import type { ClientSession } from 'mongodb'
import { type BatchName, batchKey, leaseKey } from '../../../shared/domain/batch-key.ts'
import type { Collections } from '../collections/collections.ts'
import { inTransaction } from '../connection/transaction.ts'

/** Leases of which some places are not used yet. */
export const hasUnused = { $expr: { $gt: ['$granted', '$used'] } } as const

/** Places this station holds and has not used; what a crash left is found here. */
export async function heldPlaces(
  { leases }: Pick<Collections, 'leases'>,
  { order_number, lote }: BatchName,
  station: string,
): Promise<number> {
  const lease = await leases.findOne({ _id: leaseKey({ order_number, lote }, station) })
  return lease === null ? 0 : Math.max(0, lease.granted - lease.used)
}

/** Batches of which this station still holds unused places. */
export async function heldBatches({ leases }: Pick<Collections, 'leases'>, station: string): Promise<BatchName[]> {
  const found = await leases.find({ station, ...hasUnused }).toArray()
  return found.map(({ order_number, lote }) => ({ order_number, lote }))
}

/**
 * Gives back all unused places of a station but `keep`: its own, or, by a supervisor, those of one that does not
 * answer any more (its later scans become conflicts). @returns how many went back.
 */
export async function givePlacesBack(
  { rooms, leases }: Pick<Collections, 'rooms' | 'leases'>,
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
