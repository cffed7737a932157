import type { ObjectId } from 'mongodb'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import type { ImportMode } from '../../../shared/domain/import/import-file.ts'

/**
 * One import of a file: what became of it, and while it runs the mark by which it is ended or undone after a crash.
 * Every id that it writes follows from its own; see `import-ids.ts`.
 */
export interface ImportDocument {
  _id: ObjectId
  kind: ImportKind
  /** `all`: everything or nothing; `good`: the rows that are right. */
  mode: ImportMode
  /** `stored`: decided, what belongs to the documents is still being written. */
  state: 'writing' | 'stored' | 'done' | 'undone'
  file: string
  sha256: string
  /** Rows that were to be written, that are in the database, that were refused. */
  rows: number
  stored: number
  refused: number
  cancelled: boolean
  employee_id: string
  operator_name: string
  station: string
  linea: number | null
  puesto: number | null
  /** The PC and its running program that write; another may end it after `until` (server time). */
  installation: string
  run: string
  until: Date
  at: Date
  ended_at: Date | null
  /** Ended by another start of the program than the one that began it. */
  recovered: boolean
}
