import { type ClientSession, ObjectId } from 'mongodb'
import type { OrderFigures } from '../../../shared/domain/order-figures.ts'
import { readProductionOrder } from '../../../shared/schemas/production-order.ts'
import type { FiguresAuditDocument, KeptFigures } from '../collections/audit-documents.ts'
import type { Collections, StoredOrder } from '../collections/collections.ts'

/**
 * Keeps what stood in the order, in the fold's own transaction: both are written or neither, two folds at once meet at
 * the order, and one that is done again finds its own figures there. So each replacing is kept once, whatever its `_id`.
 * @param before the order as the fold has read it; it is written by now
 */
export async function keepReplacedFigures(
  { audit, orders }: Pick<Collections, 'audit' | 'orders'>,
  session: ClientSession,
  before: StoredOrder,
): Promise<void> {
  const after = await orders.findOne({ _id: before._id }, { session })
  const event: FiguresAuditDocument = {
    _id: new ObjectId(),
    kind: 'figures-replaced',
    at: new Date(),
    order_number: before.order_number,
    before: keptFigures(before),
    after: keptFigures(after ?? before),
    seen_by: [],
  }
  await audit.insertOne(event, { session })
}

/** What stands in an order, as a fold compares it. */
export function storedFigures(stored: StoredOrder): OrderFigures {
  const { produced, approved, rejected, batches } = keptFigures(stored)
  return {
    produced,
    approved,
    rejected,
    batches: new Map(batches.map(({ batch_number, produced }) => [batch_number, produced])),
  }
}

function keptFigures(stored: StoredOrder): KeptFigures {
  const { produced, approved, rejected, batches } = readProductionOrder(stored)
  // An order without batches reads as one batch of its whole quantity; nothing of it is stored or folded.
  const listed = (stored.batches?.length ?? 0) === 0 ? [] : batches
  return {
    produced,
    approved,
    rejected,
    // The word as it stands: one that nobody knows reads as another.
    status: String(stored.status ?? ''),
    batches: listed.map(({ batch_number, produced, status }) => ({ batch_number, produced, status })),
  }
}
