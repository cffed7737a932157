import { type BatchName, batchKey } from '../../../shared/domain/batch-key.ts'
import type { Collections } from '../collections/collections.ts'
import { tell } from '../notices/notices.ts'
import { hasUnused } from './held-places.ts'

/** A request that nobody answers is made again well before this, ms. */
const askedMs = 3000

/** Asks the stations that hold places to give back what they do not need. */
export async function askForPlaces(
  { rooms, notices }: Pick<Collections, 'rooms' | 'notices'>,
  { order_number, lote }: BatchName,
): Promise<void> {
  await rooms.updateOne({ _id: batchKey({ order_number, lote }) }, { $currentDate: { asked_at: true } })
  // Whoever does not hear it sees the time when it looks anew.
  await tell({ notices }, [{ what: 'places-asked', order_number, lote }]).catch(() => undefined)
}

/** Of the batches that a station holds, those that somebody asked for within the last seconds. */
export async function askedBatches(
  { rooms }: Pick<Collections, 'rooms'>,
  held: readonly BatchName[],
): Promise<BatchName[]> {
  const lately = { $gt: ['$asked_at', { $subtract: ['$$NOW', askedMs] }] }
  return rooms
    .find({ _id: { $in: held.map(batchKey) }, $expr: lately })
    .project<BatchName>({ _id: 0, order_number: 1, lote: 1 })
    .toArray()
}

/**
 * Batches of which more places are out than there are, because another program made units of them: their holders
 * are asked until the sum is right again.
 */
export async function overdrawnBatches({ rooms, leases }: Pick<Collections, 'rooms' | 'leases'>): Promise<BatchName[]> {
  const short = await rooms
    .find({ free: { $lt: 0 } })
    .limit(100)
    .toArray()
  const held: BatchName[] = []
  for (const { order_number, lote } of short) {
    const unused = { order_number, lote, ...hasUnused }
    if ((await leases.countDocuments(unused, { limit: 1 })) > 0) held.push({ order_number, lote })
  }
  return held
}
