import type { ListName } from './lists.ts'

export const exportFormats = ['csv', 'xlsx', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

/** Between the values of a CSV file; a Spanish Excel opens `;` by itself, most programs expect `,`. */
export const csvSeparators = [';', ',', '\t'] as const
export type CsvSeparator = (typeof csvSeparators)[number]

/** Why an export was not made; each has its sentences, `lists.export.failure.<code>` and `lists.export.next.<code>`. */
export const exportFailures = [
  'database-away',
  'disk-full',
  'folder-absent',
  'folder-not-writable',
  'too-large',
  'export-failed',
] as const
export type ExportFailure = (typeof exportFailures)[number]

/** The last export of this PC, or the one that runs. */
export interface ExportState {
  readonly phase: 'running' | 'done' | 'failed' | 'cancelled'
  readonly list: ListName
  readonly format: ExportFormat
  readonly rows: number
  /** Where it is; empty unless it is whole. */
  readonly file: string
  /** Values longer than a cell of a spreadsheet holds, which were cut; the other formats have them whole. */
  readonly cutCells: number
  readonly failure: ExportFailure | null
}
