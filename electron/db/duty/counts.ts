import type { ClientSession } from 'mongodb'
import { countedAs } from '../../../shared/domain/device-state.ts'
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

/** What the devices themselves say. */
export async function recountedOf(
  { devices }: Pick<Collections, 'devices'>,
  session: ClientSession,
  order_number: string,
): Promise<BatchFigures> {
  const groups = devices.aggregate<{ _id: { lote: number | null; estado: string }; count: number }>(
    [
      { $match: { nro_orden: order_number, valido: { $ne: false } } },
      { $group: { _id: { lote: '$lote', estado: '$estado' }, count: { $sum: 1 } } },
    ],
    { session },
  )
  const real = new Map<number, Figures>()
  for await (const { _id, count } of groups) {
    const lote = Number(_id.lote ?? 0)
    real.set(
      lote,
      plus(real.get(lote) ?? noFigures, {
        produced: countedAs.produced(_id.estado) ? count : 0,
        approved: countedAs.approved(_id.estado) ? count : 0,
        rejected: countedAs.rejected(_id.estado) ? count : 0,
      }),
    )
  }
  return real
}
