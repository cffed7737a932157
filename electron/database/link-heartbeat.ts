import type { Clock } from '../clock/clock.ts'
import type { Database } from '../db/connection/client.ts'

const heartbeatMs = 2000
/** While it is away. */
const lookingMs = heartbeatMs / 8

interface LinkHeartbeatParts {
  readonly clock: Clock
  /** Null until connected once. */
  readonly database: () => Database | null
  /** Before it is said that the database is there (again). */
  readonly onAnswer: (database: Database) => Promise<void>
  /** At each beat while it is there. What fails in it counts as no answer. */
  readonly onBeat: (database: Database) => Promise<void>
  readonly onNoAnswer: () => void
  readonly onFound: () => void
  readonly onLost: () => void
}

/** Whether the database is there now, asked again and again, and seen by the driver's own monitor. */
export function createLinkHeartbeat(parts: LinkHeartbeatParts) {
  let isThere = false
  let wasReached = false
  let isBeating = false
  let isEnded = false
  let timer: NodeJS.Timeout | undefined

  /** One short command: is the primary there, and what does its clock say? */
  async function beat(): Promise<void> {
    const database = parts.database()
    if (isEnded || database === null || isBeating) return
    isBeating = true
    clearTimeout(timer)
    try {
      if (await isPrimary(database)) {
        if (!isThere) await parts.onAnswer(database)
        found()
      } else lost()
      if (isThere) await parts.onBeat(database)
    } catch {
      lost()
      parts.onNoAnswer()
    }
    isBeating = false
    if (!isEnded) timer = setTimeout(() => void beat(), isThere ? heartbeatMs : lookingMs)
  }

  async function isPrimary(database: Database): Promise<boolean> {
    const before = Date.now()
    const hello = await database.db.admin().command({ hello: 1 }, { timeoutMS: 3000 })
    const after = Date.now()
    if (hello.localTime instanceof Date) parts.clock.setOffset(hello.localTime.getTime() - (before + after) / 2)
    return hello.isWritablePrimary === true
  }

  function found(): void {
    if (isThere) return
    isThere = true
    wasReached = true
    parts.onFound()
  }

  function lost(): void {
    if (!isThere) return
    isThere = false
    parts.onLost()
  }

  return {
    isThere: (): boolean => isThere,
    /** Between the opened connection and its first answer a database starts, and is not away. */
    wasReached: (): boolean => wasReached,
    beat,

    /** The driver's own monitor sees a server go within milliseconds. */
    listen({ client }: Database): void {
      client.on('topologyDescriptionChanged', ({ newDescription }) => {
        const writable = [...newDescription.servers.values()].some((server) => server.isWritable)
        if (writable !== isThere) void beat()
        if (!writable) lost()
      })
    },

    /** Until it is asked for again: there is nobody to be asked. */
    pause: (): void => clearTimeout(timer),

    end(): void {
      isEnded = true
      clearTimeout(timer)
    },
  }
}
