import type { OrderRow } from '../../../shared/contract/orders.ts'
import type { OfficeStatus } from '../../../shared/domain/order-status.ts'
import { call } from '../../api.ts'
import type { Outcome } from '../outcome-notice.tsx'
import type { OrderPages } from './use-order-pages.ts'

export async function printTraveller({ order_number }: OrderRow): Promise<Outcome> {
  const params = { order: order_number }
  const answer = await call('orders.printTraveller', { order_number })
  return answer.ok
    ? { done: true, key: 'office.orders.travellerDone', params, file: answer.value.file }
    : { done: false, key: 'office.orders.travellerFailed', params, failure: answer.error }
}

export async function setStatus(pages: OrderPages, { order_number }: OrderRow, status: OfficeStatus): Promise<Outcome> {
  const params = { order: order_number }
  const answer = await call('orders.setStatus', { order_number, status })
  if (answer.ok) {
    pages.showStatus(order_number, status)
    return { done: true, key: `office.orders.stepDone.${status}`, params }
  }
  // Somebody else was quicker: the list shows how the order stands now.
  if (answer.error.code === 'stale' || answer.error.code === 'not-found') void pages.reload()
  return { done: false, key: 'office.orders.stepFailed', params, failure: answer.error }
}
