import type { Act, UndoAct } from '../station/act.ts'
import type { UnitSubject } from '../station/subject.ts'

/** A unit of production always has its order and batch. */
export interface ProductionUnit extends UnitSubject {
  readonly order_number: string
  readonly lote: number
}

interface OfUnit {
  readonly subject: ProductionUnit
}

export interface RegisterFacts {
  readonly device: string
  readonly movement: string
  readonly brand: string
  readonly nro_referencia: string
  readonly sku: string | null
  /** Units that read the order as not started yet start it (and their batch) in their transaction. */
  readonly startsOrder: boolean
  readonly startsBatch: boolean
  /** Of a unit that a supervisor let over the quantity: it takes a place that is added for it. */
  readonly override: { readonly supervisor: string; readonly reason: string } | null
}

export interface VerifyFacts {
  /** Found when it is written; a verification that is only kept does not know its device yet. */
  readonly device: string | null
  readonly brand: string
  readonly nro_referencia: string
  /** The order inspects no unit: verified is approved. */
  readonly approves: boolean
}

export type RegisterAct = Act<'production', 'register', RegisterFacts> & OfUnit
export type VerifyAct = Act<'production', 'verify', VerifyFacts> & OfUnit
export type ProductionAct = RegisterAct | VerifyAct
export type ProductionUndo = UndoAct<ProductionAct>
