import type { OrderRow, ordersCommands } from '../../shared/contract/orders.ts'
import { failure, success } from '../../shared/result.ts'
import type { ProductionOrder } from '../../shared/schemas/production-order.ts'
import type { Clock } from '../clock/clock.ts'
import { requiredDatabase } from '../db/connection/required-database.ts'
import type { OrdersOfficeRepository } from '../db/orders/orders-office.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import { writtenFile } from './written-file.ts'

export interface OrdersWorkflowParts {
  /** Null until the database was reached once. */
  readonly orders: () => OrdersOfficeRepository | null
  readonly clock: Clock
  readonly log: Log
  /** Writes the traveller as a PDF and opens it. */
  readonly printTraveller: (order: ProductionOrder) => Promise<string>
}

const pageLength = 50

/** The smallest office of orders: list, make, hold, print the traveller. */
export function ordersWorkflows(parts: OrdersWorkflowParts): WorkflowsOf<keyof typeof ordersCommands> {
  const { clock, log, printTraveller } = parts

  const orders = (): OrdersOfficeRepository => requiredDatabase(parts.orders())

  return {
    async 'orders.list'({ before }) {
      // One more than is shown tells whether there is more.
      const found = await orders().list(before, pageLength + 1)
      return success({ orders: found.slice(0, pageLength).map(row), more: found.length > pageLength })
    },

    async 'orders.create'(order, by) {
      const made = await orders().create(order, by?.employee_id ?? '', new Date(clock.now()))
      if (!made) return failure('already-exists', { order: order.order_number })
      log('order.created', { order: order.order_number, quantity: order.quantity, by: by?.employee_id })
      return success({})
    },

    async 'orders.setStatus'({ order_number, status }, by) {
      const change = await orders().setStatus(order_number, status, new Date(clock.now()))
      if (change.kind === 'not-found') return failure('not-found')
      if (change.kind === 'stale') return failure('stale', { status: change.status })
      log('order.status', { order: order_number, status, by: by?.employee_id })
      return success({})
    },

    async 'orders.printTraveller'({ order_number }) {
      const order = await orders().find(order_number)
      return order === null ? failure('not-found') : writtenFile(log, () => printTraveller(order))
    },
  }
}

function row(order: ProductionOrder): OrderRow {
  return {
    order_number: order.order_number,
    product_name: order.product_name ?? '',
    nro_referencia: order.reference_number ?? '',
    brand: order.brand ?? '',
    status: order.status,
    production_line: order.production_line,
    priority: order.priority ?? '',
    quantity: order.quantity,
    produced: order.produced,
    approved: order.approved,
    rejected: order.rejected,
    batches: order.batches.length,
    created_at: order.created_at.getTime(),
  }
}
