import type { IndexingState } from '../../shared/database.ts'
import type { Failure, FailureCode } from '../../shared/result.ts'
import type { Clock } from '../clock/clock.ts'
import { type Database, type DatabaseSession, openDatabase } from '../db/connection/client.ts'
import { isTooOld, leaksMemory } from '../db/connection/server-version.ts'
import {
  endLeftSessions,
  type MarkedSession,
  markedSession,
  type SessionMarks,
} from '../db/connection/station-session.ts'
import { isHalfMoved } from '../db/copy/move-marker.ts'
import { ensureIndexes, type IndexProgress, indexCount, type MissingIndex } from '../db/indexes/indexes.ts'
import type { Log } from '../log/log.ts'

export type ConnectionFailure = Failure['error']

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

const retryMs = 1000
const heartbeatMs = 2000
const indexCheckMs = 3_600_000

/**
 * The connection to the database, kept up for as long as the program runs. One object says whether the database is
 * there: everything that asks, asks here.
 */
export function createDatabaseLink(dependencies: DatabaseLinkDependencies) {
  const { log, clock, marks, onChange } = dependencies
  let database: Database | null = null
  let there = false
  let wasReached = false
  let failure: ConnectionFailure | null = null
  let warnings: readonly string[] = []
  let missing: readonly MissingIndex[] = []
  let indexing: IndexingState = { making: null, done: 0, total: indexCount() }
  let host = ''
  let station: MarkedSession | null = null
  let folding: MarkedSession | null = null
  let timer: NodeJS.Timeout | undefined
  let indexesAt = 0
  let isBeating = false
  let closed = false
  /** What the connection was made with; only to see whether the server has moved. */
  let used = ''

  async function connect(): Promise<void> {
    if (closed) return
    let opened: Database | null = null
    try {
      used = await dependencies.connectionString()
      opened = await openDatabase(used, dependencies.name)
      const refusal = await inspect(opened)
      if (refusal !== null) {
        await opened.close()
        failure = { code: refusal }
        onChange()
        timer = setTimeout(() => void connect(), retryMs * 5)
        return
      }
      await endLeftSessions(opened.client, marks)
      station = await markedSession(opened.client, marks)
      folding = await markedSession(opened.client, marks)
      failure = null
      host = opened.client.options.hosts.map((address) => address.toString()).join(',')
      missing = await ensureIndexes(opened.collections, 'station', indexesOf(0))
      indexing = { ...indexing, making: null, done: indexCount('station') }
      indexesAt = Date.now()
      await dependencies.prepare?.(opened)
      database = opened
      listen(opened)
      await beat()
      makeOfficeIndexes(opened)
    } catch (error) {
      await opened?.close().catch(() => undefined)
      failure = (await dependencies.diagnose?.(used).catch(() => null)) ?? { code: connectionFailure(error) }
      log('database.connect-failed', { failure: failure.code, error })
      onChange()
      timer = setTimeout(() => void connect(), retryMs)
    }
  }

  /** Only lists wait for them, and over millions of devices they take minutes. One that was cut is made up for hourly. */
  function makeOfficeIndexes({ collections }: Database): void {
    ensureIndexes(collections, 'office', indexesOf(indexCount('station'))).then(
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
  }

  /** @param before indexes that were looked after before this part */
  function indexesOf(before: number): IndexProgress {
    return (making, done) => {
      indexing = { ...indexing, making, done: before + done }
      dependencies.onProgress?.()
    }
  }

  /** The driver's own monitor sees a server go within milliseconds. */
  function listen({ client }: Database): void {
    client.on('topologyDescriptionChanged', ({ newDescription }) => {
      const writable = [...newDescription.servers.values()].some((server) => server.isWritable)
      if (writable !== there) void beat()
      if (!writable) lost()
    })
  }

  async function inspect(opened: Database): Promise<FailureCode | null> {
    const hello = await opened.db.admin().command({ hello: 1 })
    if (typeof hello.setName !== 'string') return 'connection-standalone'
    const { versionArray } = await opened.db.admin().command({ buildInfo: 1 })
    if (isTooOld(versionArray)) return 'connection-too-old'
    if (await isHalfMoved(opened.db)) return 'connection-half-moved'
    warnings = leaksMemory(versionArray) ? ['server-needs-update'] : []
    return null
  }

  /** One short command: is the primary there, and what does its clock say? */
  async function beat(): Promise<void> {
    if (closed || database === null || isBeating) return
    isBeating = true
    clearTimeout(timer)
    try {
      const before = Date.now()
      const hello = await database.db.admin().command({ hello: 1 }, { timeoutMS: 3000 })
      const after = Date.now()
      if (hello.localTime instanceof Date) clock.setOffset(hello.localTime.getTime() - (before + after) / 2)
      if (hello.isWritablePrimary === true) {
        if (!there) await renewSessions(database)
        found()
      } else lost()
      if (there && Date.now() - indexesAt > indexCheckMs) {
        indexesAt = Date.now()
        missing = await ensureIndexes(database.collections)
        onChange()
      }
    } catch {
      lost()
      lookForMovedServer()
    }
    isBeating = false
    if (!closed) timer = setTimeout(() => void beat(), there ? heartbeatMs : heartbeatMs / 8)
  }

  /** The embedded server comes back on another port where its own was taken: then a new connection is made. */
  function lookForMovedServer(): void {
    dependencies.connectionString().then(
      (text) => {
        if (closed || there || text === used || database === null) return
        const old = database
        used = text
        clearTimeout(timer)
        void old.client.close(true).catch(() => undefined)
        void connect()
      },
      () => undefined,
    )
  }

  /**
   * After the server was away: a statement that it never answered may still wait on the old session (seen after a
   * kill -9 of mongod: for as long as the socket's time-out). What is tried again is tried on a new one.
   */
  async function renewSessions({ client }: Database): Promise<void> {
    const old = [station, folding]
    station = await markedSession(client, marks)
    folding = await markedSession(client, marks)
    for (const one of old) void one?.end().catch(() => undefined)
  }

  function found(): void {
    if (there) return
    there = true
    wasReached = true
    log('database.connected', { host })
    onChange()
  }

  function lost(): void {
    if (!there) return
    there = false
    log('database.away', { host })
    onChange()
  }

  void connect()

  return {
    /** Null until connected once; while the database is away it stays, and its calls fail. */
    database: (): Database | null => (wasReached ? database : null),
    isAway: (): boolean => !there,
    /** The station's own session, marked in the journal. Null while the database is away. */
    session: async (): Promise<DatabaseSession | null> => (there ? (station?.session ?? null) : null),
    /** The session of this PC when it holds the duty of folding: a fold never waits for a scan. */
    foldingSession: (): DatabaseSession | null => folding?.session ?? null,
    failure: (): ConnectionFailure | null => failure,
    warnings: (): readonly string[] => warnings,
    missingIndexes: (): readonly MissingIndex[] => missing,
    indexing: (): IndexingState => indexing,
    /** At once, not at the next hour: what stood in the way of one was repaired. */
    async makeIndexes(): Promise<void> {
      if (database === null) return
      missing = await ensureIndexes(database.collections)
      indexesAt = Date.now()
      onChange()
    },
    /** A session for work beside the station's, marked like its own; whoever asked ends it. Null without a database. */
    newSession: async (): Promise<MarkedSession | null> =>
      database === null ? null : markedSession(database.client, marks),
    host: (): string => host,
    /** At once, not at the next heartbeat: the PC slept, and whatever was known is old. */
    lookAgain: (): void => void beat(),
    async close(): Promise<void> {
      closed = true
      clearTimeout(timer)
      if (there) await Promise.all([station?.end(), folding?.end()])
      await database?.close()
    },
  }
}

export type DatabaseLink = ReturnType<typeof createDatabaseLink>

/** What the driver's error says at once; the test of the connection finds out more. */
function connectionFailure(error: unknown): FailureCode {
  const text = error instanceof Error ? `${error.name} ${error.message}` : String(error)
  if (/MongoParseError|Invalid scheme|URI/.test(text)) return 'connection-string-invalid'
  if (/ENOTFOUND|EAI_AGAIN|querySrv/.test(text)) return 'connection-unknown-host'
  if (/Authentication failed|AuthenticationFailed|bad auth|requires authentication/i.test(text))
    return 'connection-authentication'
  if (/TLS|SSL|certificate|self.signed/i.test(text)) return 'connection-tls'
  return 'connection-refused'
}

type LinkOfNow = Pick<DatabaseLink, 'database' | 'isAway' | 'missingIndexes' | 'session' | 'foldingSession'>

/** The link as it is at each moment, for whoever lives longer than one connection; without one the database is away. */
export function linkOfNow(link: () => DatabaseLink | null): LinkOfNow {
  return {
    database: () => link()?.database() ?? null,
    isAway: () => link()?.isAway() ?? true,
    missingIndexes: () => link()?.missingIndexes() ?? [],
    session: async () => (await link()?.session()) ?? null,
    foldingSession: () => link()?.foldingSession() ?? null,
  }
}
