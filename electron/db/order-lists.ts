import { type OrderStatus, productionOrderSchema } from '../../shared/schemas/production-order.ts'
import type { Collections } from './collections.ts'
import { type DatePage, type Page, pageByDate, type Row } from './keyset.ts'

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

/** Orders as reports and lists ask for them; the stations' own reading is `station-orders.ts`. */
export function orderListsRepository({ orders }: Pick<Collections, 'orders'>) {
  const listed = (
    filter: Readonly<Record<string, unknown>>,
    where: DatePage,
    index?: string,
  ): Promise<Page<OrderRow>> => pageByDate(orders, productionOrderSchema, 'created_at', filter, where, index)

  return {
    /** Running or waiting to be started, newest first. */
    active: (where: DatePage) => listed({ status: { $in: ['in_progress', 'pending'] } }, where, 'ose_orders_status'),

    ofLine: (production_line: number, status: OrderStatus, where: DatePage) =>
      listed({ production_line, status }, where),

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
