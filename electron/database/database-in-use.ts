import { setTimeout as sleep } from 'node:timers/promises'
import type { Clock } from '../clock/clock.ts'
import type { Database } from '../db/connection/client.ts'
import type { SessionMarks } from '../db/connection/station-session.ts'
import { testConnection } from '../db/connection-test/test-connection.ts'
import type { Log } from '../log/log.ts'
import type { Config } from '../settings/config.ts'
import type { ConnectionSecret } from '../settings/connection-secret.ts'
import { createDatabaseLink, type DatabaseLink } from './database-link.ts'
import { type DatabaseSource, openDatabaseSource } from './database-source.ts'
import type { ConnectionFailure } from './link-failure.ts'

export interface DatabaseInUseParts {
  readonly folder: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly installation: string
  readonly version: string
  readonly workerFile: string
  readonly config: Config
  readonly secret: ConnectionSecret
  readonly marks: SessionMarks
  readonly clock: Clock
  readonly log: Log
  /** See `openDatabaseSource`. */
  readonly painted: Promise<void>
  /** The demo plant's own data, on its first connection. */
  readonly loadDemo: (database: Database) => Promise<void>
  /** The link was made, lost, made again, or exchanged. */
  readonly onChange: () => void
  /** Only what is shown has changed. */
  readonly onShow: () => void
  /** Nobody may write any more: resolves when whoever writes by himself has stopped. */
  readonly onPause: () => Promise<void>
}

/** Acts on their way when a pause begins are waited for this long; the comparison finds what came later. */
const patienceMs = 10_000

/**
 * Where the database comes from and the link to it: opened by the settings, closed, opened again as another. While it
 * is paused it looks to everybody as one that is away, so scans are kept in the journal as they always are then.
 */
export function createDatabaseInUse(parts: DatabaseInUseParts) {
  let source: DatabaseSource | null = null
  let link: DatabaseLink | null = null
  let isPaused = false
  let isEnded = false

  function usable(): DatabaseLink | null {
    if (link === null || !isPaused) return link
    const nothing = () => null
    return { ...link, database: nothing, isAway: () => true, session: async () => null, foldingSession: nothing }
  }

  return {
    /** Null while none is chosen. */
    source: (): DatabaseSource | null => source,
    /** As it may be used now; null while none is chosen. */
    link: usable,
    isPaused: (): boolean => isPaused,

    open(): void {
      if (source !== null || isEnded) return
      source = openDatabaseSource({ ...parts, kind: parts.config.settings().database, onStatus: parts.onShow })
      parts.onShow()
      if (source !== null) link = linkTo(source, parts)
    },

    async close(): Promise<void> {
      await link?.close()
      await source?.stop()
      link = null
      source = null
    },

    /** From now on nothing is opened any more. */
    end(): void {
      isEnded = true
    },

    /** Resolves when nobody writes any more. */
    async pause(): Promise<void> {
      isPaused = true
      await parts.onPause()
      const session = (await link?.session()) ?? null
      const until = Date.now() + patienceMs
      while (session?.inTransaction() === true && Date.now() < until) {
        await sleep(20)
      }
    },

    resume(): void {
      isPaused = false
    },
  }
}

export type DatabaseInUse = ReturnType<typeof createDatabaseInUse>

function linkTo(source: DatabaseSource, parts: DatabaseInUseParts): DatabaseLink {
  const { databaseName } = parts.config.settings()
  return createDatabaseLink({
    connectionString: source.connectionString,
    name: databaseName,
    marks: parts.marks,
    clock: parts.clock,
    log: parts.log,
    ...(source.kind === 'plant' && { diagnose: (text) => diagnosis(text, databaseName) }),
    prepare: async (database) => {
      if (source.kind === 'demo') await parts.loadDemo(database)
    },
    onChange: parts.onChange,
    onProgress: parts.onShow,
  })
}

async function diagnosis(text: string, databaseName: string): Promise<ConnectionFailure | null> {
  if (text === '') return null
  const tested = await testConnection(text, databaseName)
  return tested.ok ? null : tested.error
}
