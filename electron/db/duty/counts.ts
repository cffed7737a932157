import type { ClientSession } from 'mongodb'
import { type BatchFigures, type Figures, noFigures, plus } from '../../../shared/domain/order-figures.ts'
import type { Collections } from '../collections/collections.ts'
import type { BatchCount } from '../notices/notice.ts'

/** What the stations' counters say of an order. */
export interface Counted {
  readonly batches: BatchFigures
  /** By batch and station: registered, verified. */
  readonly by: ReadonlyMap<number, BatchCount['by']>
}

/** The sums of an order's counters. */
export async function countedOf(
  { counters }: Pick<Collections, 'counters'>,
  session: ClientSession,
  order_number: string,
): Promise<Counted> {
  const groups = counters.aggregate<{ _id: { lote: number; station: string }; verified: number } & Figures>(
    [
      { $match: { order_number } },
      {
        $group: {
          _id: { lote: '$lote', station: '$station' },
          produced: { $sum: '$produced' },
          approved: { $sum: '$approved' },
          rejected: { $sum: '$rejected' },
          verified: { $sum: '$verified' },
        },
      },
    ],
    { session },
  )
  const batches = new Map<number, Figures>()
  const by = new Map<number, Record<string, [number, number]>>()
  for await (const { _id, verified, ...figures } of groups) {
    const { lote, station } = _id
    batches.set(lote, plus(batches.get(lote) ?? noFigures, figures))
    by.set(lote, { ...by.get(lote), [station]: [figures.produced, verified] })
  }
  return { batches, by }
}
