import { join } from 'node:path'
import { employeeIdSchema } from '../../shared/schemas/employee.ts'
import type { PlantAuditDocument } from '../db/collections/collections.ts'
import { openDatabase } from '../db/connection/client.ts'
import { recoverAdministrator } from '../db/people/recover-administrator.ts'
import { withEmbeddedServer } from '../mongod/short-life.ts'
import { hashPassword } from '../passwords/bcrypt.ts'
import { oneTimePassword } from './one-time-password.ts'

export interface RecoveryParts {
  readonly dataFolder: string
  readonly databaseName: string
  readonly executable: string
  readonly id: string
  readonly name: { readonly name: string; readonly surname: string } | null
  readonly by: Pick<PlantAuditDocument, 'host' | 'os_user' | 'version'>
}

export type Recovered =
  | { readonly kind: 'done'; readonly id: string; readonly isNew: boolean; readonly password: string }
  | { readonly kind: 'wrong-id' }
  | { readonly kind: 'unknown-employee'; readonly id: string }

/**
 * A way in where the last administrator is lost. Whoever may read this PC's data folder has the database's key and
 * could write anything into it: the command gives nobody a right they do not have, and leaves a trace.
 * @throws EmbeddedServerError (`folder-in-use` while the program runs)
 */
export async function recoverOnThisPc(parts: RecoveryParts): Promise<Recovered> {
  const { dataFolder, databaseName, executable, name, by } = parts
  const id = employeeIdSchema.safeParse(parts.id)
  const isName = name === null || [name.name, name.surname].every((text) => text.length >= 2 && text.length <= 50)
  if (!id.success || !isName) return { kind: 'wrong-id' }
  const employee_id = id.data
  const password = oneTimePassword()
  const password_hash = hashPassword(password)
  const answer = await withEmbeddedServer({ folder: join(dataFolder, 'mongod'), executable }, async (uri) => {
    const database = await openDatabase(uri, databaseName)
    try {
      const request = { employee_id, name, password_hash, by, now: new Date() }
      return await recoverAdministrator(database.client, database.collections, request)
    } finally {
      await database.close()
    }
  })
  if (answer === 'unknown-employee') return { kind: answer, id: employee_id }
  return { kind: 'done', id: employee_id, isNew: answer === 'made', password }
}
