import type { ProductionJob, ProductionLine, StationNumber } from '../stations.ts'

/** Who did it, as it stood when it was done; a replay days later still names the right person. */
export interface Operator {
  readonly employee_id: string
  readonly name: string
}

/** This PC in numbers, counters and events. */
export interface Workplace {
  readonly station: string
  readonly linea: ProductionLine
  readonly puesto: StationNumber
}

interface ActBase {
  /** ObjectId (hex) made with the scan; `_id` of the act's first event. Repeating the write is harmless. */
  readonly act: string
  readonly at: number
  readonly operator: Operator
  readonly workplace: Workplace
  readonly scanId: string
}

interface UnitOfOrder {
  readonly imei: string
  readonly iccid: string | null
  readonly order_number: string
  readonly lote: number
}

export interface RegisterAct extends ActBase, UnitOfOrder {
  readonly kind: 'register'
  readonly device: string
  readonly movement: string
  readonly brand: string
  readonly nro_referencia: string
  readonly sku: string | null
  /** Units that read the order as not started yet start it (and their batch) in their transaction. */
  readonly startsOrder: boolean
  readonly startsBatch: boolean
  /** Of a unit that a supervisor let over the quantity. */
  readonly override?: { readonly supervisor: string; readonly reason: string }
}

export interface VerifyAct extends ActBase, UnitOfOrder {
  readonly kind: 'verify'
  /** The order inspects no unit: verified is approved. */
  readonly approves: boolean
}

/** What undo needs to know of the act it takes back. */
export interface UndoneAct extends UnitOfOrder {
  readonly act: string
  readonly kind: ProductionJob
  readonly at: number
  readonly device: string
  readonly movement: string | null
  readonly operator: string
  readonly station: string
  readonly startsOrder: boolean
  readonly startsBatch: boolean
  readonly approved: boolean
  /** It took a place that a supervisor had added: taking it back takes the place away again. */
  readonly overridden: boolean
}

export interface UndoAct extends ActBase {
  readonly kind: 'undo'
  readonly undoes: UndoneAct
  readonly supervisor: string | null
}

/** An act as it stands in the journal, with every id it will ever write. */
export type Act = RegisterAct | VerifyAct | UndoAct

/** The hour a unit is counted in: UTC, from the time of the scan, so that a late replay counts where it belongs. */
export function hourOf(at: number): Date {
  return new Date(Math.floor(at / 3_600_000) * 3_600_000)
}

export function batchKey(order_number: string, lote: number): string {
  return `${order_number}|${lote}`
}

/** The batch of a key made by `batchKey`, or null. Order numbers hold no `|`, those of another program may. */
export function batchOfKey(key: string): { readonly order_number: string; readonly lote: number } | null {
  const at = key.lastIndexOf('|')
  const lote = Number(key.slice(at + 1))
  return at <= 0 || !Number.isInteger(lote) ? null : { order_number: key.slice(0, at), lote }
}

export function leaseKey(order_number: string, lote: number, station: string): string {
  return `${order_number}|${lote}|${station}`
}

export function counterKey(order_number: string, lote: number, station: string, at: number): string {
  return `${order_number}|${lote}|${station}|${hourOf(at).toISOString().slice(0, 13)}`
}
