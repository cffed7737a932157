import type { StationWord } from '../../shared/stations.ts'
import type { DatabaseLink } from '../database/database-link.ts'
import { conflictsRepository } from '../db/acts/conflicts.ts'
import type { Database, DatabaseSession } from '../db/connection/client.ts'
import { numbersRepository } from '../db/leases/numbers.ts'
import { knownUnitsRepository } from '../db/orders/known-units.ts'
import type { Conflicts } from './conflicts.ts'
import type { KnownReader } from './known-reader.ts'
import type { Numbers } from './numbers.ts'
import type { PlantNotices } from './plant-notices.ts'
import type { AnyRun } from './slice.ts'
import type { Writer } from './writer.ts'

export interface ConnectionParts {
  readonly link: Pick<DatabaseLink, 'database' | 'session'>
  readonly runs: Readonly<Record<StationWord, AnyRun>>
  readonly conflicts: Pick<Conflicts, 'connect' | 'count'>
  readonly numbers: Pick<Numbers, 'connect'>
  readonly knownReader: Pick<KnownReader, 'connect'>
  readonly notices: Pick<PlantNotices, 'connect'>
  readonly writer: Pick<Writer, 'tryAgain'>
}

/** The database that everything of this station stands on. */
export function createConnection(parts: ConnectionParts) {
  const { link, conflicts, numbers, knownReader, notices, writer } = parts
  const runs = Object.values(parts.runs)
  let database: Database | null = null
  let isClosed = false

  return {
    /** Never before the slices stand on this connection: the writer would take their absence for a bug. */
    session: async (): Promise<DatabaseSession | null> =>
      database !== null && database === link.database() ? link.session() : null,

    /** The database was reached (again): what depends on the connection is made, what waited goes on. */
    async connected(): Promise<void> {
      const now = link.database()
      if (now === null || isClosed) return
      conflicts.connect(conflictsRepository(now.collections))
      await numbers.connect(numbersRepository(now.collections))
      for (const run of runs) run.uses?.(now)
      database = now
      knownReader.connect(knownUnitsRepository(now.collections))
      notices.connect(now)
      await writer.tryAgain()
      for (const run of runs) await run.connected?.()
      await conflicts.count()
    },

    close(): void {
      isClosed = true
    },
  }
}
