import type { ObjectId, ResumeToken } from 'mongodb'
import type { Figures } from '../../../shared/domain/order-figures.ts'

/* What the stations hold, count and owe one another. */

/**
 * The free places of one batch, one document per batch (`<order>|<lote>`). A station takes blocks of them; a scan
 * never touches this document, so it is never hot. `free` counts what no station holds; `extra` are places added by a
 * supervisor; `limit` is what `free` was computed from, so that a change of the order's quantity can be applied later.
 */
export interface RoomDocument {
  _id: string
  order_number: string
  lote: number
  limit: number
  extra: number
  /** Units of the batch that no lease accounts for: made before the first station came, or by another program. */
  foreign: number
  free: number
  /** A station found nothing free at this time: whoever holds places gives back what it does not need. */
  asked_at: Date | null
  updated_at: Date
}

/** The places one station holds of one batch (`<order>|<lote>|<station>`); outlives a crash of its station. */
export interface LeaseDocument {
  _id: string
  order_number: string
  lote: number
  station: string
  granted: number
  used: number
  updated_at: Date
}

/** What one station did in one hour on one batch (`<order>|<lote>|<station>|<hour>`), counted in the scan's transaction. */
export interface CounterDocument {
  _id: string
  order_number: string
  lote: number
  station: string
  /** Null where the PC stands at no line. */
  linea: number | null
  hour: Date
  produced: number
  approved: number
  rejected: number
  verified: number
  updated_at: Date
}

/** One document per order (`_id` = order number): base of the fold, and whether a new base is due. */
export interface FoldDocument {
  _id: string
  /** By batch, what the counters do not know of: a recount at the first touch, minus the counters then. */
  batches: Record<string, Figures>
  /** By batch, the figures that the last fold put into the order. Missing before the first, and in a seeded plant. */
  written?: Record<string, Figures>
  dirty: boolean
  updated_at: Date
}

/** Held by the one station that folds and watches; when it dies another takes over. */
export interface DutyDocument {
  _id: string
  holder: string
  until: Date
  /** Of the duty `watched`: where the watch for other programs goes on. */
  token?: ResumeToken
}

/** One of the plant's last notices (`db/duty/notice.ts` has their forms); the collection is capped, the oldest go. */
export interface NoticeDocument {
  _id: ObjectId
  at: Date
  [field: string]: unknown
}

export interface SequenceDocument {
  _id: string
  value: number
}

/** A station's block of running numbers (`<kind>|<scope>|<station>`). */
export interface NumbersDocument {
  _id: string
  kind: string
  scope: string
  station: string
  /** The next one that was not used, and the block's last. */
  next: number
  to: number
  /** Who asks again after an unknown outcome gets the same block. */
  request: string
  updated_at: Date
}

/** What follows from an act that was decided in one small transaction, and touches more than one may hold. */
export interface FollowUpDocument {
  /** The act's. */
  _id: ObjectId
  word: string
  /** The act, whole: it is done in the name of who decided it. */
  act: Record<string, unknown>
  /** So far it was done; what the number counts is the act's own. */
  next: number
  open: boolean
  at: Date
  updated_at: Date
}
