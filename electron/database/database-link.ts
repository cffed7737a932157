import type { Clock } from '../clock/clock.ts'
import type { Database, DatabaseSession } from '../db/connection/client.ts'
import type { MarkedSession, SessionMarks } from '../db/connection/station-session.ts'
import { ensureNotices } from '../db/notices/notices.ts'
import type { Log } from '../log/log.ts'
import { createLinkConnection } from './link-connection.ts'
import type { ConnectionFailure } from './link-failure.ts'
import { createLinkHeartbeat } from './link-heartbeat.ts'
import { createLinkIndexes } from './link-indexes.ts'
import { createLinkSessions } from './link-sessions.ts'

export interface DatabaseLinkDependencies {
  /** Resolves when the server should be there; contains the secret, so it is never kept or logged. */
  readonly connectionString: () => Promise<string>
  readonly name: string
  readonly marks: SessionMarks
  readonly clock: Clock
  readonly log: Log
  /** Asked after a connection that failed: what exactly is wrong, for whoever looks at the screen. */
  readonly diagnose?: (connectionString: string) => Promise<ConnectionFailure | null>
  /** Once, on the first connection, before anybody uses it. */
  readonly prepare?: (database: Database) => Promise<void>
  /** Only what is shown has changed: how far the indexes are. */
  readonly onProgress?: () => void
  /** Called whenever the link was made (again) or lost. */
  readonly onChange: () => void
}

/**
 * The connection to the database, kept up for as long as the program runs. One object says whether the database is
 * there: everything that asks, asks here.
 */
export function createDatabaseLink(dependencies: DatabaseLinkDependencies) {
  const { log, clock, marks, diagnose, prepare, onProgress, onChange } = dependencies
  const sessions = createLinkSessions(marks)
  const indexes = createLinkIndexes({ log, onChange, onProgress: () => onProgress?.() })
  const connection = createLinkConnection({
    connectionString: dependencies.connectionString,
    name: dependencies.name,
    sessions,
    log,
    diagnose: async (text) => (await diagnose?.(text)) ?? null,
    async prepare(opened) {
      await indexes.makeStations(opened.collections)
      await ensureNotices(opened)
      await prepare?.(opened)
    },
    async onOpened(opened) {
      heartbeat.listen(opened)
      await heartbeat.beat()
      indexes.makeOffices(opened.collections)
    },
    onFailed: onChange,
  })
  const heartbeat = createLinkHeartbeat({
    clock,
    database: connection.database,
    onAnswer: ({ client }) => sessions.renew(client),
    onBeat: ({ collections }) => indexes.lookHourly(collections),
    onNoAnswer: () => connection.lookForMovedServer(() => !heartbeat.isThere(), heartbeat.pause),
    onFound() {
      log('database.connected', { host: connection.host() })
      onChange()
    },
    onLost() {
      log('database.away', { host: connection.host() })
      onChange()
    },
  })

  void connection.connect()

  return {
    /** Null until connected once; while the database is away it stays, and its calls fail. */
    database: () => (heartbeat.wasReached() ? connection.database() : null),
    isAway: (): boolean => !heartbeat.isThere(),
    /** The station's own session, marked in the journal. Null while the database is away. */
    session: async (): Promise<DatabaseSession | null> => (heartbeat.isThere() ? sessions.station() : null),
    /** The session of this PC when it holds the duty of folding: a fold never waits for a scan. */
    foldingSession: sessions.folding,
    failure: connection.failure,
    warnings: connection.warnings,
    missingIndexes: indexes.missing,
    indexing: indexes.indexing,
    /** At once, not at the next hour: what stood in the way of one was repaired. */
    async makeIndexes(): Promise<void> {
      const database = connection.database()
      if (database !== null) await indexes.makeAll(database.collections)
    },
    /** A session for work beside the station's, marked like its own; whoever asked ends it. Null without a database. */
    async newSession(): Promise<MarkedSession | null> {
      const database = connection.database()
      return database === null ? null : sessions.another(database.client)
    },
    host: connection.host,
    /** At once, not at the next heartbeat: the PC slept, and whatever was known is old. */
    lookAgain: (): void => void heartbeat.beat(),
    async close(): Promise<void> {
      connection.end()
      heartbeat.end()
      if (heartbeat.isThere()) await sessions.end()
      await connection.database()?.close()
    },
  }
}

export type DatabaseLink = ReturnType<typeof createDatabaseLink>
