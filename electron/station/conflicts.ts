import type { ConflictRow } from '../../shared/contract/station.ts'
import type { Params } from '../../shared/result.ts'
import type { AnyAct } from '../../shared/station/act.ts'
import type { ConflictsRepository } from '../db/acts/conflicts.ts'
import type { RefusedAct } from '../db/acts/written.ts'
import type { Log } from '../log/log.ts'

export interface ConflictsParts {
  readonly station: () => string
  readonly log: Log
  readonly counted: () => void
}

/** Kept acts of this station that the database refused: how many are open is counted for the frame. */
export function createConflicts({ station, log, counted }: ConflictsParts) {
  let repository: ConflictsRepository | null = null
  let open = 0

  function reached(): ConflictsRepository {
    if (repository === null) throw new Error('used before the database was reached')
    return repository
  }

  async function count(): Promise<void> {
    open = await reached().countOpen(station())
    counted()
  }

  return {
    connect(next: ConflictsRepository): void {
      repository = next
    },

    /** How many are open, as last counted. */
    open: (): number => open,
    count,
    countSoon(): void {
      count().catch((error: unknown) => log('conflicts.not-counted', { error }))
    },

    add: async (act: AnyAct, word: string, params: Params): Promise<void> => reached().add(act, word, params),
    find: async ({ act }: AnyAct): Promise<RefusedAct | null> => reached().find(act),
    list: (): Promise<ConflictRow[]> => reached().listOpen(station()),
    /** @returns false when it was resolved already; `count` is the caller's */
    resolve: async (id: string, by: string, reason: string): Promise<boolean> => reached().resolve(id, by, reason),
  }
}

export type Conflicts = ReturnType<typeof createConflicts>
