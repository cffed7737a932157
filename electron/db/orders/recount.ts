import type { ClientSession } from 'mongodb'
import { countedAs } from '../../../shared/domain/device-state.ts'
import { type BatchFigures, type Figures, noFigures, plus } from '../../../shared/domain/order-figures.ts'
import type { Collections } from '../collections/collections.ts'

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
