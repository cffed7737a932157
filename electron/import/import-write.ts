import type { RanImport } from '../../shared/contract/import.ts'
import type { ImportKind } from '../../shared/domain/import/import-cell.ts'
import { newImportId } from '../db/collections/import-ids.ts'
import type { Database } from '../db/connection/client.ts'
import type { PlannedDocument } from '../db/import/import-plan.ts'
import { runImport } from '../db/import/import-run.ts'
import type { ImportProgress, ImportTasks } from './import-messages.ts'
import { withOneTimePasswords } from './one-time-passwords.ts'

interface ImportToWrite {
  readonly kind: ImportKind
  readonly file: string
  readonly rows: readonly PlannedDocument[]
  readonly database: () => Promise<Database>
  readonly isCancelled: () => boolean
  readonly onProgress: (progress: ImportProgress) => void
}

/** Writes what was checked. `isWritten`: what was planned is over; without it, it can be written again. */
export async function writeImport(
  input: ImportTasks['run']['input'],
  { kind, file, rows, database, isCancelled, onProgress }: ImportToWrite,
): Promise<{ readonly view: RanImport; readonly isWritten: boolean }> {
  const { mode, sha256, operator, workplace, installation, run, now } = input
  const made =
    kind === 'employees' ? await withOneTimePasswords(rows, isCancelled, onProgress) : { rows, passwords: [] }
  if (made === null) {
    const nothing = { stored: 0, refused: [], isCancelled: true, isUndone: mode === 'all', passwords: [] }
    return { view: { kind: 'ran', ...nothing }, isWritten: false }
  }
  const watch = {
    isCancelled,
    onProgress: (done: number) => onProgress({ phase: 'writing', done, total: rows.length }),
  }
  watch.onProgress(0)
  const written = await runImport(
    await database(),
    {
      ...{ _id: newImportId(), kind, mode, file, sha256, at: new Date(now), installation, run },
      ...{ employee_id: operator.employee_id, operator_name: operator.name, ...workplace },
    },
    made.rows,
    watch,
  )
  onProgress({ phase: 'idle', done: written.stored, total: rows.length })
  const stored = new Set(written.storedRows)
  const view: RanImport = {
    kind: 'ran',
    stored: written.stored,
    refused: written.refused.map(({ row, problems }) => ({ row, problems: [...problems] })),
    isCancelled: written.isCancelled,
    isUndone: written.isUndone,
    passwords: made.passwords.filter(({ row }) => stored.has(row)).map(({ row: _row, ...shown }) => shown),
  }
  return { view, isWritten: true }
}
