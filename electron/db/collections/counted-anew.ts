import type { ClientSession } from 'mongodb'
import type { Collections } from './collections.ts'

/** What marks the fold of an order so; upserted. */
export const countedAnew = {
  $set: { dirty: true },
  $currentDate: { updated_at: true },
  $setOnInsert: { batches: {} },
} as const

/** The order's next fold counts its devices instead of adding up counters: something changed that no counter knows. */
export async function countAnew(
  { folds }: Pick<Collections, 'folds'>,
  session: ClientSession,
  order_number: string,
): Promise<void> {
  await folds.updateOne({ _id: order_number }, countedAnew, { session, upsert: true })
}
