import type { Inspection, OrderStatus, Pairing } from '../schemas/stored-words.ts'
import type { HalfKind } from './pairing.ts'
import type { ProductionJob } from './production-job.ts'

export interface OpenOrder {
  readonly order_number: string
  readonly product_name: string
  readonly nro_referencia: string
  readonly brand: string
  readonly status: OrderStatus
  readonly quantity: number
  readonly produced: number
  readonly approved: number
  readonly rejected: number
  readonly pairing: Pairing
  readonly inspection: Inspection
  readonly priority: string
}

export interface OpenBatch {
  readonly lote: number
  readonly quantity: number
  readonly produced: number
  readonly verified: number
  readonly status: string
}

/** What the production station shows beside what every station shows. */
export interface ProductionWork {
  readonly job: ProductionJob
  readonly order: OpenOrder | null
  readonly batch: OpenBatch | null
  /** A waiting half of a pair. */
  readonly half: { readonly kind: HalfKind; readonly code: string; readonly expiresAt: number } | null
}

/** What the next scan should be. */
export const productionExpectations = [
  'order',
  'imei',
  'iccid',
  'imei-second',
  'iccid-first',
  'pair',
  'batch-done',
] as const
export type ProductionExpectation = (typeof productionExpectations)[number]
