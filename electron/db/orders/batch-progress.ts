import type { ProductionOrder } from '../../../shared/schemas/production-order.ts'
import type { Collections } from '../collections/collections.ts'
import type { BatchCount } from '../notices/notice.ts'

/** One batch's units by who counted them. `base` is what no counter knows of. */
export interface BatchProgress {
  readonly base: number
  readonly own: { readonly produced: number; readonly verified: number }
  readonly others: { readonly produced: number; readonly verified: number }
}

/** What the counters say of an order, read by its open stations when its figures were folded. */
export function progressRepository({ counters, folds }: Collections) {
  return {
    /** @param order as just read: before the first fold its figures are all that is known */
    async ofOrder(
      { order_number, batches }: Pick<ProductionOrder, 'order_number' | 'batches'>,
      station: string,
    ): Promise<ReadonlyMap<number, BatchProgress>> {
      const [sums, fold] = await Promise.all([
        counters
          .aggregate<{ _id: { lote: number; own: boolean }; produced: number; verified: number }>([
            { $match: { order_number } },
            {
              $group: {
                _id: { lote: '$lote', own: { $eq: ['$station', station] } },
                produced: { $sum: '$produced' },
                verified: { $sum: '$verified' },
              },
            },
          ])
          .toArray(),
        folds.findOne({ _id: order_number }),
      ])
      const progress = new Map<number, BatchProgress>()
      const nothing = { produced: 0, verified: 0 }
      // Before the first fold the stored figure of the batch is all that is known of units made before.
      for (const { batch_number, produced } of batches) {
        progress.set(batch_number, { base: fold === null ? produced : 0, own: nothing, others: nothing })
      }
      for (const [lote, base] of Object.entries(fold?.batches ?? {})) {
        progress.set(Number(lote), { base: base.produced, own: nothing, others: nothing })
      }
      for (const { _id, ...sum } of sums) {
        const known = progress.get(_id.lote) ?? { base: 0, own: nothing, others: nothing }
        progress.set(_id.lote, _id.own ? { ...known, own: sum } : { ...known, others: sum })
      }
      return progress
    },
  }
}

/** The same, as a fold tells it. */
export function toldProgress(
  batches: Readonly<Record<string, BatchCount>>,
  station: string,
): ReadonlyMap<number, BatchProgress> {
  return new Map(
    Object.entries(batches).map(([lote, { base, by }]) => {
      const others = Object.entries(by).filter(([name]) => name !== station)
      return [Number(lote), { base, own: countedIn(by[station]), others: sumOf(others.map(([, count]) => count)) }]
    }),
  )
}

function sumOf(counts: readonly (readonly [number, number])[]): {
  readonly produced: number
  readonly verified: number
} {
  return countedIn(counts.reduce(([left, right], count) => [left + count[0], right + count[1]] as const, [0, 0]))
}

function countedIn([produced, verified]: readonly [number, number] = [0, 0]) {
  return { produced, verified }
}

export type ProgressRepository = ReturnType<typeof progressRepository>
