import type { Database, DatabaseSession } from '../db/connection/client.ts'
import { requiredDatabase } from '../db/connection/required-database.ts'
import type { DatabaseLink } from './database-link.ts'

export type WithSession = <Value>(
  work: (database: Database, session: DatabaseSession) => Promise<Value>,
) => Promise<Value>

/** A session for one piece of work on the data: nothing of it waits behind a scan. */
export function sessionsOf(link: () => Pick<DatabaseLink, 'database' | 'newSession'> | null): WithSession {
  return async (work) => {
    const database = requiredDatabase(link()?.database())
    const marked = requiredDatabase(await link()?.newSession())
    try {
      return await work(database, marked.session)
    } finally {
      await marked.end()
    }
  }
}
