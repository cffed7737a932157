import type { OrderChoice } from '../../../shared/contract/production.ts'
import type { LineOrder } from '../../db/orders/station-orders.ts'

/** An order as the page offers it to be opened. */
export function choiceOf({ facts, order, verified }: LineOrder): OrderChoice {
  return {
    order_number: facts.order_number,
    product_name: facts.product_name,
    nro_referencia: facts.nro_referencia,
    brand: facts.brand,
    status: facts.status,
    priority: order.priority ?? 'normal',
    quantity: facts.quantity,
    produced: order.produced,
    pairing: facts.pairing,
    inspection: facts.inspection,
    batches: order.batches.map((batch) => ({
      lote: batch.batch_number,
      quantity: batch.quantity,
      produced: batch.produced,
      verified: verified.get(batch.batch_number) ?? 0,
      status: batch.status,
    })),
  }
}
