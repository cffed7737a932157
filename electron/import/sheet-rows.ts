import type { ImportCell } from '../../shared/domain/import/import-cell.ts'

/** A row with something in it, by the number the spreadsheet shows. */
export interface SheetRow {
  readonly row: number
  readonly cells: readonly ImportCell[]
}
