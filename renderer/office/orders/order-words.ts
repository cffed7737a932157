import { assertNever } from '../../../shared/assert-never.ts'
import { type OfficeStatus, officeStatuses, statusesBefore } from '../../../shared/domain/order-status.ts'
import type { OrderStatus } from '../../../shared/schemas/stored-words.ts'
import type { ColourRole } from '../../notices.ts'

/** The steps the office may take from a status; a finished or cancelled order has none. */
export function stepsFrom(status: OrderStatus): readonly OfficeStatus[] {
  return officeStatuses.filter((step) => statusesBefore(step).includes(status))
}

/** What the mark beside the status word says (IEC 60073: blue runs, amber attention, red stopped, grey neutral). */
export function statusRole(status: OrderStatus): ColourRole {
  switch (status) {
    case 'pending':
    case 'cancelled':
      return 'neutral'
    case 'in_progress':
    case 'packing':
      return 'action'
    case 'paused':
      return 'attention'
    case 'on_hold':
      return 'stop'
    case 'completed':
      return 'good'
    default:
      return assertNever(status)
  }
}
