import type { ObjectId } from 'mongodb'
import type { ForeignWhat } from '../../../shared/domain/foreign-change.ts'
import type { Figures } from '../../../shared/domain/order-figures.ts'

/** A correction of a document that is no device, from a check of the data; of a device its own event tells. */
export interface CorrectionAuditDocument {
  _id: ObjectId
  kind: 'data-corrected'
  at: Date
  employee_id: string
  station: string
  /** The finding's kind. */
  why: string
  collection: string
  document: string
  label: string
  fields: { readonly field: string; readonly before: unknown; readonly after: unknown }[]
}

/**
 * What another program did, as the station saw it that held the duty of folding. What lost something of ours is a
 * document of its own (`_id`: the change's token, the same for every station that sees it); everything else is counted
 * by hour, order and fields, so that an import of fifty thousand units is one document.
 */
export interface ForeignChangeDocument {
  _id: string
  at: Date
  what: ForeignWhat
  collection: string
  operation: string
  order_number: string | null
  fields: string[]
  count: number
  /** IMEIs or order numbers of the last of them. */
  labels: string[]
  /** Of the last change that is counted here: seen again, it is not counted again. */
  last_token: string
  /** Of a loss: the document, what ours was, and what stands there since. */
  document?: string
  ours?: string
  stored?: string
  /** A loss that waits for a person; taken away when it is settled. */
  open?: true
  settled?: 'repaired' | 'accepted' | 'gone'
  settled_at?: Date
  settled_by?: string
}

/** What an order said of itself; a fold may also complete or open again what the figures are of. */
export interface KeptFigures extends Figures {
  readonly status: string
  readonly batches: readonly { readonly batch_number: number; readonly produced: number; readonly status: string }[]
}

/** Figures that nobody of ours wrote, and that a fold put its own in the place of. */
export interface FiguresAuditDocument {
  _id: ObjectId
  kind: 'figures-replaced'
  at: Date
  order_number: string
  before: KeptFigures
  after: KeptFigures
  /** Administrators who have read it. */
  seen_by: string[]
}
