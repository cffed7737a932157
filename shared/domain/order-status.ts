import type { OrderStatus } from '../schemas/stored-words.ts'

/** What the office sets by hand. `completed` and `packing` come from the work itself. */
export const officeStatuses = ['in_progress', 'paused', 'on_hold', 'cancelled'] as const
export type OfficeStatus = (typeof officeStatuses)[number]

const from: Readonly<Record<OfficeStatus, readonly OrderStatus[]>> = {
  in_progress: ['pending', 'paused', 'on_hold'],
  paused: ['in_progress', 'packing'],
  on_hold: ['pending', 'in_progress', 'paused', 'packing'],
  cancelled: ['pending', 'in_progress', 'paused', 'on_hold'],
}

/** The statuses that the office may change to this one; any other means that somebody was quicker. */
export function statusesBefore(to: OfficeStatus): readonly OrderStatus[] {
  return from[to]
}
