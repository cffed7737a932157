import type { ListFilter } from '../../shared/contract/list-filter.ts'
import type { CsvSeparator, ExportFailure, ExportFormat } from '../../shared/exports.ts'

/** What the worker that makes one export is given. Holds the secret: it goes to a thread of this process, nowhere else. */
export interface ExportTask {
  readonly connectionString: string
  readonly databaseName: string
  /** Its customer is an id already. */
  readonly filter: ListFilter
  readonly format: ExportFormat
  readonly separator: CsvSeparator
  /** Where the export belongs; written as `<file>.part` until it is whole. */
  readonly file: string
}

export interface ExportMade {
  readonly rows: number
  readonly cutCells: number
}

export type ExportReply =
  | { readonly kind: 'progress'; readonly rows: number }
  | ({ readonly kind: 'done' } & ExportMade)
  | { readonly kind: 'failed'; readonly code: ExportFailure; readonly detail: string }

/** What an export is called until it is whole. */
export const partEnding = '.part'
