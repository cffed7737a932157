import { setImmediate } from 'node:timers/promises'
import { oneTimePassword } from '../administration/one-time-password.ts'
import type { PlannedDocument } from '../db/import/import-plan.ts'
import { hashPassword } from '../passwords/bcrypt.ts'
import type { ImportProgress } from './import-messages.ts'

/** Shown once to whoever imports; in memory only until then. */
export interface ShownPassword {
  readonly row: number
  readonly employee_id: string
  readonly name: string
  readonly password: string
}

/**
 * A password for each employee, because a file must not bring one and the platform knows no employee without. Hashed as
 * all of them are, a third of a second each. @returns null where it was cancelled
 */
export async function withOneTimePasswords(
  rows: readonly PlannedDocument[],
  isCancelled: () => boolean,
  onProgress: (progress: ImportProgress) => void,
): Promise<{ readonly rows: readonly PlannedDocument[]; readonly passwords: readonly ShownPassword[] } | null> {
  const made: PlannedDocument[] = []
  const passwords: ShownPassword[] = []
  for (const planned of rows) {
    onProgress({ phase: 'passwords', done: made.length, total: rows.length })
    // The thread hears of a cancel only between two of them.
    await setImmediate()
    if (isCancelled()) return null
    const password = oneTimePassword()
    const { employee_id, name, surname } = planned.document
    made.push({ ...planned, document: { ...planned.document, password_hash: hashPassword(password) } })
    passwords.push({ row: planned.row, employee_id: String(employee_id), name: `${name} ${surname}`, password })
  }
  return { rows: made, passwords }
}
