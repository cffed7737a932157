import type { CheckedImport, ImportRowView, ImportTableView, RanImport } from '../../shared/contract/import.ts'
import type { ImportKind } from '../../shared/domain/import/import-cell.ts'
import type { ImportMode } from '../../shared/domain/import/import-file.ts'
import type { ImportMapping } from '../../shared/domain/import/import-headers.ts'
import type { ImportRules } from '../../shared/domain/import/import-values.ts'
import type { Person } from '../../shared/domain/permissions.ts'
import type { Operator, Workplace } from '../../shared/station/act.ts'

/** What the thread of one import is given. Holds the secret: it goes to a thread of this process, nowhere else. */
export interface ImportThreadData {
  readonly connectionString: string
  readonly databaseName: string
  readonly kind: ImportKind
  readonly file: string
}

export interface ImportProgress {
  readonly phase: 'idle' | 'reading' | 'checking' | 'passwords' | 'writing'
  readonly done: number
  readonly total: number
}

/** Questions, their inputs and answers. */
export interface ImportTasks {
  /** The first time with the file; another sheet of the same file without. */
  read: {
    readonly input: { readonly bytes: Uint8Array | null; readonly sheet: string | null }
    readonly output: ImportTableView
  }
  check: {
    readonly input: {
      readonly mapping: ImportMapping
      readonly rules: ImportRules
      readonly by: Person
      readonly now: number
    }
    readonly output: CheckedImport
  }
  rows: {
    readonly input: { readonly from: number; readonly count: number; readonly only: 'all' | 'refused' }
    readonly output: { readonly total: number; readonly rows: ImportRowView[]; readonly fields: string[] }
  }
  run: {
    readonly input: {
      readonly mode: ImportMode
      readonly sha256: string
      readonly operator: Operator
      readonly workplace: Workplace
      readonly installation: string
      readonly run: string
      readonly now: number
    }
    readonly output: RanImport
  }
}
export type ImportTask = keyof ImportTasks

export type ImportQuestion =
  | {
      [Task in ImportTask]: { readonly id: number; readonly task: Task; readonly input: ImportTasks[Task]['input'] }
    }[ImportTask]
  | { readonly id: 0; readonly task: 'cancel' }

export type ImportReply =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  /** `isAway`: the database could not be reached; else a bug, with what it says of itself. */
  | { readonly kind: 'failed'; readonly id: number; readonly isAway: boolean; readonly message: string }
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
