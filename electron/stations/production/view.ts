import type { OrderFacts, ProductionState } from '../../../shared/domain/production-state.ts'
import type {
  OpenBatch,
  OpenOrder,
  ProductionExpectation,
  ProductionWork,
} from '../../../shared/domain/production-work.ts'
import type { ProductionContext } from './context.ts'

/** What the screen of production shows beside the frame. */
export function productionWork(context: ProductionContext, state: ProductionState): ProductionWork {
  const { half, order } = state
  const waitMs = context.core.plant().halfSeconds * 1000
  return {
    job: state.job,
    order: order === null ? null : openOrder(context, order),
    batch: openBatch(context, state),
    half: half === null ? null : { kind: half.kind, code: half.code, expiresAt: half.at + waitMs },
  }
}

function openOrder({ core, progress, opened }: ProductionContext, order: OrderFacts): OpenOrder {
  const waiting = core.waiting()
  const produced = progress.lotes().reduce((sum, lote) => sum + progress.batch(lote, waiting).produced, 0)
  const stored = opened()?.order
  return {
    order_number: order.order_number,
    product_name: order.product_name,
    nro_referencia: order.nro_referencia,
    brand: order.brand,
    status: order.status,
    quantity: order.quantity,
    produced,
    approved: stored?.approved ?? 0,
    rejected: stored?.rejected ?? 0,
    pairing: order.pairing,
    inspection: order.inspection,
    priority: stored?.priority ?? 'normal',
  }
}

function openBatch({ core, progress, opened }: ProductionContext, { lote, order }: ProductionState): OpenBatch | null {
  if (lote === null || order === null) return null
  const planned = opened()?.order.batches.find((batch) => batch.batch_number === lote)
  return {
    lote,
    quantity: planned?.quantity ?? order.quantity,
    ...progress.batch(lote, core.waiting()),
    status: planned?.status ?? 'in_progress',
  }
}

/** What the next scan should be. */
export function productionExpects(context: ProductionContext, state: ProductionState): ProductionExpectation {
  const { order, half, job } = state
  if (order === null) return 'order'
  if (half !== null) return half.kind === 'imei' ? 'iccid' : 'imei-second'
  const batch = openBatch(context, state)
  const done = job === 'register' ? (batch?.produced ?? 0) : (batch?.verified ?? 0)
  if (batch !== null && batch.quantity > 0 && done >= batch.quantity) return 'batch-done'
  switch (order.pairing) {
    case 'imei':
    case 'imei-then-iccid':
      return 'imei'
    case 'iccid-then-imei':
      return 'iccid-first'
    case 'pair':
      return 'pair'
  }
}
