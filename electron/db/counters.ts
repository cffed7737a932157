import type { ClientSession } from 'mongodb'
import { type Act, counterKey, hourOf } from '../../shared/domain/act.ts'
import type { Collections } from './collections.ts'

/** What one act adds to (or takes back from) a station's hour. */
export interface Counted {
  readonly order_number: string
  readonly lote: number
  readonly at: number
  readonly workplace: Act['workplace']
}

/**
 * This station's own counter of the hour, in the act's transaction. The order itself is never touched by a scan: six
 * writers on one order document measured 223 scans a second, on documents of their own 1,083.
 */
export async function count(
  { counters }: Pick<Collections, 'counters'>,
  session: ClientSession,
  act: Counted,
  change: { readonly produced?: number; readonly approved?: number; readonly verified?: number },
): Promise<void> {
  const { station, linea } = act.workplace
  const inc = {
    produced: change.produced ?? 0,
    approved: change.approved ?? 0,
    verified: change.verified ?? 0,
    rejected: 0,
  }
  await counters.updateOne(
    { _id: counterKey(act.order_number, act.lote, station, act.at) },
    {
      $inc: inc,
      $currentDate: { updated_at: true },
      $setOnInsert: { order_number: act.order_number, lote: act.lote, station, linea, hour: hourOf(act.at) },
    },
    { session, upsert: true },
  )
}
