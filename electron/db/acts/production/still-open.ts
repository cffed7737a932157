import type { ClientSession } from 'mongodb'
import { statusRefusal } from '../../../../shared/domain/production.ts'
import type { ProductionAct } from '../../../../shared/domain/production-acts.ts'
import { readProductionOrder } from '../../../../shared/schemas/production-order.ts'
import type { Collections } from '../../collections/collections.ts'
import { Refused } from '../../connection/transaction.ts'
import { type RefusedAct, refusal } from '../written.ts'

/**
 * A unit that was kept while the database was away must not go into an order that was closed meanwhile.
 * @throws Refused
 */
export async function stillOpen(
  { orders }: Pick<Collections, 'orders'>,
  session: ClientSession,
  { kind, subject: { order_number } }: ProductionAct,
): Promise<void> {
  const { status } = readProductionOrder(await orders.findOne({ order_number }, { session }))
  const word = statusRefusal(status, kind)
  if (word !== null) throw new Refused<RefusedAct>(refusal(word, { order: order_number }))
}
