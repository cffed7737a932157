import type { IndexingState } from '../../shared/database.ts'
import type { Collections } from '../db/collections/collections.ts'
import { ensureIndexes, type IndexProgress, indexCount, type MissingIndex } from '../db/indexes/indexes.ts'
import type { Log } from '../log/log.ts'

const indexCheckMs = 3_600_000

interface LinkIndexesParts {
  readonly log: Log
  /** Others are missing than before. */
  readonly onChange: () => void
  /** Only what is shown has changed: how far they are. */
  readonly onProgress: () => void
}

/** The indexes of the database in use: which are missing, and how far the making of them is. */
export function createLinkIndexes({ log, onChange, onProgress }: LinkIndexesParts) {
  let missing: readonly MissingIndex[] = []
  let indexing: IndexingState = { making: null, done: 0, total: indexCount() }
  let lookedAt = 0

  /** @param before indexes that were looked after before this part */
  function progress(before: number): IndexProgress {
    return (making, done) => {
      indexing = { ...indexing, making, done: before + done }
      onProgress()
    }
  }

  return {
    missing: (): readonly MissingIndex[] => missing,
    indexing: (): IndexingState => indexing,

    /** A station cannot work without them. */
    async makeStations(tables: Collections): Promise<void> {
      missing = await ensureIndexes(tables, 'station', progress(0))
      indexing = { ...indexing, making: null, done: indexCount('station') }
      lookedAt = Date.now()
    },

    /** Only lists wait for them, and over millions of devices they take minutes. One that was cut is made up for hourly. */
    makeOffices(tables: Collections): void {
      ensureIndexes(tables, 'office', progress(indexCount('station'))).then(
        (more) => {
          missing = [...missing, ...more]
          indexing = { ...indexing, making: null, done: indexing.total }
          onChange()
        },
        (error: unknown) => {
          indexing = { ...indexing, making: null }
          log('database.office-indexes-failed', { error })
        },
      )
    },

    /** Where an hour has passed. */
    async lookHourly(tables: Collections): Promise<void> {
      if (Date.now() - lookedAt <= indexCheckMs) return
      lookedAt = Date.now()
      missing = await ensureIndexes(tables)
      onChange()
    },

    /** At once, not at the next hour: what stood in the way of one was repaired. */
    async makeAll(tables: Collections): Promise<void> {
      missing = await ensureIndexes(tables)
      lookedAt = Date.now()
      onChange()
    },
  }
}

export type LinkIndexes = ReturnType<typeof createLinkIndexes>
