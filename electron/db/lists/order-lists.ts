import { type OrderStatus, productionOrderSchema } from '../../../shared/schemas/production-order.ts'
import type { Collections } from '../collections/collections.ts'
import { byId, type DatePage, type Listing, newestBy, type Page, type Row, readPage } from '../collections/keyset.ts'

export type OrderRow = Row<typeof productionOrderSchema>

/** Figures of the orders of a time. */
export interface ProductionStats {
  readonly orders: number
  readonly quantity: number
  readonly produced: number
  readonly approved: number
  readonly rejected: number
  readonly byStatus: Readonly<Record<string, number>>
}

/** The lists of orders. The index of each is in docs/data.md. */
export const orderListings = {
  /** Running or waiting to be started. */
  active: newestBy('created_at', { status: { $in: ['in_progress', 'pending'] } }, 'ose_orders_status'),
  inStatus: (status: OrderStatus) => newestBy('created_at', { status }, 'ose_orders_status'),
  ofLine: (production_line: number, status: OrderStatus) => newestBy('created_at', { production_line, status }),
  numbered: (order_number: string) => byId({ order_number: order_number.trim().toUpperCase() }, 'order_number_1'),
}

/**
 * The reference's queries of orders; the stations' own reading is `station-orders.ts`. `active` and `ofLine` wait for the
 * office's page of the plant as it runs, `getProductionStats` for its reports.
 */
export function orderListsRepository({ orders }: Pick<Collections, 'orders'>) {
  const listed = (listing: Listing, where: DatePage): Promise<Page<OrderRow>> =>
    readPage(orders, productionOrderSchema, listing, where)

  return {
    /** Running or waiting to be started, newest first. */
    active: (where: DatePage) => listed(orderListings.active, where),

    ofLine: (production_line: number, status: OrderStatus, where: DatePage) =>
      listed(orderListings.ofLine(production_line, status), where),

    /** Sums over the orders created in a time, from the figures that are folded into them. Reads each of them once. */
    async getProductionStats(start: Date, end: Date): Promise<ProductionStats> {
      const groups = await orders
        .aggregate<{ _id: unknown } & Omit<ProductionStats, 'byStatus'>>([
          { $match: { created_at: { $gte: start, $lte: end } } },
          {
            $group: {
              _id: '$status',
              orders: { $sum: 1 },
              quantity: { $sum: '$quantity' },
              produced: { $sum: '$produced' },
              approved: { $sum: '$approved' },
              rejected: { $sum: '$rejected' },
            },
          },
        ])
        .toArray()
      const sum = (field: 'orders' | 'quantity' | 'produced' | 'approved' | 'rejected') =>
        groups.reduce((total, group) => total + group[field], 0)
      return {
        orders: sum('orders'),
        quantity: sum('quantity'),
        produced: sum('produced'),
        approved: sum('approved'),
        rejected: sum('rejected'),
        byStatus: Object.fromEntries(groups.map((group) => [String(group._id), group.orders])),
      }
    },
  }
}

export type OrderListsRepository = ReturnType<typeof orderListsRepository>
