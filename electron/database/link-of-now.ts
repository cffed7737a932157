import { repositoriesOf } from '../db/repositories.ts'
import type { DatabaseLink } from './database-link.ts'

type LinkOfNow = Pick<DatabaseLink, 'database' | 'isAway' | 'missingIndexes' | 'session' | 'foldingSession'> & {
  /** Null until the database was reached once. */
  readonly tables: () => ReturnType<typeof repositoriesOf> | null
}

/** The link as it is at each moment, for whoever lives longer than one connection; without one the database is away. */
export function linkOfNow(link: () => DatabaseLink | null): LinkOfNow {
  const database = () => link()?.database() ?? null
  return {
    database,
    isAway: () => link()?.isAway() ?? true,
    missingIndexes: () => link()?.missingIndexes() ?? [],
    session: async () => (await link()?.session()) ?? null,
    foldingSession: () => link()?.foldingSession() ?? null,
    tables() {
      const now = database()
      return now === null ? null : repositoriesOf(now)
    },
  }
}
