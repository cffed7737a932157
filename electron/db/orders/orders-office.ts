import { type Filter, type MongoClient, ObjectId } from 'mongodb'
import type { NewOrder } from '../../../shared/contract/orders.ts'
import { type OfficeStatus, statusesBefore } from '../../../shared/domain/order-status.ts'
import {
  type OrderStatus,
  type ProductionOrder,
  type ProductionOrderDocument,
  productionOrderSchema,
  readProductionOrder,
} from '../../../shared/schemas/production-order.ts'
import type { Collections, StoredOrder } from '../collections/collections.ts'
import { inTransaction, isDuplicateKey } from '../connection/transaction.ts'
import { referencesRepository } from './references.ts'

/** The last row of the page before; `created_at` in epoch ms. */
export interface OrderPlace {
  readonly created_at: number
  readonly order_number: string
}

export type StatusChange =
  | { readonly kind: 'changed' }
  | { readonly kind: 'not-found' }
  | { readonly kind: 'stale'; readonly status: OrderStatus }

/** Orders as the office sees them: newest first, made and held. */
export function ordersOfficeRepository(client: MongoClient, collections: Pick<Collections, 'orders' | 'references'>) {
  const { orders } = collections
  const references = referencesRepository(collections)

  async function find(order_number: string): Promise<ProductionOrder | null> {
    const stored = await orders.findOne({ order_number: order_number.trim().toUpperCase() })
    return stored === null ? null : readProductionOrder(stored)
  }

  return {
    find,

    /** A page after `before`, by keyset: page one thousand costs what page one costs. */
    async list(before: OrderPlace | null, limit: number): Promise<ProductionOrder[]> {
      const stored = await orders
        .find(before === null ? {} : after(before))
        .sort({ created_at: -1, order_number: -1 })
        .limit(limit)
        .toArray()
      return stored.map(readProductionOrder)
    },

    /** The order and the rules of its reference, together. @returns false where the order number exists. */
    async create(order: NewOrder, by: string, now: Date): Promise<boolean> {
      const document = { _id: new ObjectId(), ...orderDocument(order, by, now) }
      const session = client.startSession()
      try {
        return await inTransaction(session, async () => {
          const { order_number } = document
          const known = await orders.findOne({ order_number }, { session, projection: { _id: 1 } })
          // Its own document is there when the outcome of an earlier try was unknown.
          if (known !== null) return known._id.equals(document._id)
          await orders.insertOne(document, { session })
          await references.setRules(session, order.nro_referencia, order, by, now)
          return true
        })
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      } finally {
        await session.endSession()
      }
    },

    /** Only from a status that allows it, in the same update: two offices cannot undo each other unseen. */
    async setStatus(order_number: string, to: OfficeStatus, now: Date): Promise<StatusChange> {
      const number = order_number.trim().toUpperCase()
      const start = to === 'in_progress' ? { start_date: { $ifNull: ['$start_date', now] } } : {}
      const { matchedCount } = await orders.updateOne(
        { order_number: number, status: { $in: [...statusesBefore(to)] } },
        [{ $set: { status: to, ose_status: { status: to, at: now }, updated_at: now, ...start } }],
      )
      if (matchedCount === 1) return { kind: 'changed' }
      const order = await find(number)
      return order === null ? { kind: 'not-found' } : { kind: 'stale', status: order.status }
    },
  }
}

export type OrdersOfficeRepository = ReturnType<typeof ordersOfficeRepository>

/** What sorts after that row. Orders of another program without a date come last, read as the epoch. */
function after({ created_at, order_number }: OrderPlace): Filter<StoredOrder> {
  const undated = { created_at: null } as unknown as Filter<StoredOrder> // the schema promises a date, the data may not
  if (created_at === 0) return { $and: [undated, { order_number: { $lt: order_number } }] }
  const at = new Date(created_at)
  return { $or: [{ created_at: { $lt: at } }, { created_at: at, order_number: { $lt: order_number } }, undated] }
}

function orderDocument(order: NewOrder, by: string, now: Date): ProductionOrderDocument {
  return productionOrderSchema.parse({
    order_number: order.order_number,
    reference_number: order.nro_referencia,
    sku: order.sku,
    product_name: order.product_name,
    brand: order.brand,
    quantity: order.quantity,
    produced: 0,
    approved: 0,
    rejected: 0,
    status: 'pending',
    ose_status: { status: 'pending', at: now },
    production_line: order.production_line,
    responsible: by,
    created_at: now,
    start_date: null,
    end_date: null,
    estimated_completion: null,
    updated_at: now,
    batches: order.batches.map((quantity, index) => ({
      batch_number: index + 1,
      quantity,
      workstation: null,
      operator: null,
      start_date: null,
      end_date: null,
      produced: 0,
      status: 'pending',
    })),
    total_batches: order.batches.length,
    labels_required: null,
    notes: order.notes === '' ? null : order.notes,
    priority: order.priority,
    metadata: { station: { pairing: order.pairing, inspection: order.inspection } },
  })
}
