import type { ClientSession } from 'mongodb'
import { type BatchName, counterKey, hourOf } from '../../../shared/domain/batch-key.ts'
import type { Workplace } from '../../../shared/station/act.ts'
import type { Collections } from '../collections/collections.ts'

/** What is counted; the others stand beside as 0. */
export type Counts = Partial<Record<'produced' | 'approved' | 'rejected' | 'verified', number>>

/**
 * This station's own counter of the hour, in the act's transaction. The order itself is never touched by a scan: six
 * writers on one order document measured 223 scans a second, on documents of their own 1,083.
 * @param at of the act that is counted; an undo counts in the hour of what it takes back
 */
export async function count(
  { counters }: Pick<Collections, 'counters'>,
  session: ClientSession,
  { order_number, lote }: BatchName,
  { station, linea }: Workplace,
  at: number,
  change: Counts,
): Promise<void> {
  await counters.updateOne(
    { _id: counterKey({ order_number, lote }, station, at) },
    {
      $inc: { produced: 0, approved: 0, verified: 0, rejected: 0, ...change },
      $currentDate: { updated_at: true },
      $setOnInsert: { order_number, lote, station, linea, hour: hourOf(at) },
    },
    { session, upsert: true },
  )
}
