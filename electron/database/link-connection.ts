import { type Database, openDatabase } from '../db/connection/client.ts'
import type { Log } from '../log/log.ts'
import { type ConnectionFailure, connectionFailure, inspectServer } from './link-failure.ts'
import type { LinkSessions } from './link-sessions.ts'

const retryMs = 1000
/** A server that cannot be used is changed by a person. */
const refusedMs = retryMs * 5

interface LinkConnectionParts {
  readonly connectionString: () => Promise<string>
  readonly name: string
  readonly sessions: Pick<LinkSessions, 'open'>
  readonly log: Log
  readonly diagnose: (connectionString: string) => Promise<ConnectionFailure | null>
  /** Before anybody uses it; where this fails, the connection has failed. */
  readonly prepare: (opened: Database) => Promise<void>
  /** From now on it is the one in use. */
  readonly onOpened: (opened: Database) => Promise<void>
  readonly onFailed: () => void
}

/** The connection: made, tried again until it is there, and made anew where the server has moved. */
export function createLinkConnection(parts: LinkConnectionParts) {
  let database: Database | null = null
  let failure: ConnectionFailure | null = null
  let warnings: readonly string[] = []
  let host = ''
  let timer: NodeJS.Timeout | undefined
  let isEnded = false
  /** What the connection was made with; only to see whether the server has moved. */
  let used = ''

  async function connect(): Promise<void> {
    if (isEnded) return
    let opened: Database | null = null
    try {
      used = await parts.connectionString()
      opened = await openDatabase(used, parts.name)
      const server = await inspectServer(opened)
      if (server.refusal !== null) {
        await opened.close()
        return failed({ code: server.refusal }, refusedMs)
      }
      warnings = server.warnings
      await parts.sessions.open(opened.client)
      failure = null
      host = opened.client.options.hosts.map((address) => address.toString()).join(',')
      await parts.prepare(opened)
      database = opened
      await parts.onOpened(opened)
    } catch (error) {
      await opened?.close().catch(() => undefined)
      const found = (await parts.diagnose(used).catch(() => null)) ?? { code: connectionFailure(error) }
      parts.log('database.connect-failed', { failure: found.code, error })
      failed(found, retryMs)
    }
  }

  function failed(why: ConnectionFailure, pauseMs: number): void {
    failure = why
    parts.onFailed()
    timer = setTimeout(() => void connect(), pauseMs)
  }

  return {
    connect,
    database: (): Database | null => database,
    failure: (): ConnectionFailure | null => failure,
    warnings: (): readonly string[] => warnings,
    host: (): string => host,

    /**
     * The embedded server comes back on another port where its own was taken: then a new connection is made.
     * @param isNeeded asked when the server has said where it is
     */
    lookForMovedServer(isNeeded: () => boolean, onMoved: () => void): void {
      parts.connectionString().then(
        (text) => {
          if (isEnded || !isNeeded() || text === used || database === null) return
          const old = database
          used = text
          clearTimeout(timer)
          onMoved()
          void old.client.close(true).catch(() => undefined)
          void connect()
        },
        () => undefined,
      )
    },

    /** Nothing is tried any more; whoever holds something of the connection gives it back before it is closed. */
    end(): void {
      isEnded = true
      clearTimeout(timer)
    },
  }
}
