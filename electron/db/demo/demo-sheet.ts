import type { Pairing } from '../../../shared/schemas/station-reference.ts'
import type { DemoPerson } from '../../../shared/state.ts'
import type { BadCode } from './demo-texts.ts'

export interface SheetUnit {
  readonly imei: string
  readonly iccid: string | null
}

export interface SheetBadge extends DemoPerson {
  /** The badge's secret; nowhere else than in the sheet's code. */
  readonly token: string
}

export interface SheetOrder {
  readonly order_number: string
  readonly product_name: string
  readonly nro_referencia: string
  readonly production_line: number
  readonly pairing: Pairing
  /** The first batch that is not full. */
  readonly lote: number
  /** Not registered yet, and valid for this order. */
  readonly fresh: readonly SheetUnit[]
  /** Registered in this batch and not read again: for station 2. */
  readonly toVerify: readonly SheetUnit[]
}

export interface SheetBadUnit extends SheetUnit {
  readonly why: BadCode
}

/** What the demo plant's sheet of barcodes shows. */
export interface DemoSheet {
  readonly badges: readonly SheetBadge[]
  readonly orders: readonly SheetOrder[]
  /** Of which open order the wrong units are to be scanned. */
  readonly badFor: { readonly order_number: string; readonly pairing: Pairing; readonly units: readonly SheetBadUnit[] }
}
