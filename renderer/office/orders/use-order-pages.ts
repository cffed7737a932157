import type { OrderRow } from '../../../shared/contract/orders.ts'
import { success } from '../../../shared/result.ts'
import { call } from '../../api.ts'
import { type Pages, usePages } from '../../asking/use-pages.ts'

export interface OrderPages extends Pages<OrderRow> {
  /** Shows a step that the server has just taken, without losing the pages that were opened. */
  readonly showStatus: (orderNumber: string, status: OrderRow['status']) => void
}

/** The orders, newest first, page by page: each page begins after the last row of the one before. */
export function useOrderPages(wanted: boolean): OrderPages {
  const pages = usePages(['orders.list'], askOrders, wanted && 'shown')
  return {
    ...pages,
    showStatus: (orderNumber, status) =>
      pages.change((row) => (row.order_number === orderNumber ? { ...row, status } : row)),
  }
}

async function askOrders(shown: readonly OrderRow[]) {
  const last = shown.at(-1)
  const before = last === undefined ? null : { created_at: last.created_at, order_number: last.order_number }
  const answer = await call('orders.list', { before })
  return answer.ok ? success({ rows: answer.value.orders, more: answer.value.more }) : answer
}
