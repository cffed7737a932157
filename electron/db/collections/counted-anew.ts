import type { ClientSession } from 'mongodb'
import type { Collections } from './collections.ts'

/** The order's next fold counts its devices instead of adding up counters: something changed that no counter knows. */
export async function countAnew(
  { folds }: Pick<Collections, 'folds'>,
  session: ClientSession,
  order_number: string,
): Promise<void> {
  await folds.updateOne(
    { _id: order_number },
    { $set: { dirty: true }, $currentDate: { updated_at: true }, $setOnInsert: { batches: {} } },
    { session, upsert: true },
  )
}
