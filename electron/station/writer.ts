import { setTimeout as sleep } from 'node:timers/promises'
import type { AnyAct } from '../../shared/station/act.ts'
import type { DatabaseSession } from '../db/connection/client.ts'
import { type ActItemParts, actItem, type Handed, type Outcome } from './act-item.ts'
import { createAttempts, type Item } from './attempts.ts'

export interface WriterDependencies extends ActItemParts {
  /** The session of this station, or null while the database is away. Another object where the connection is another. */
  readonly session: () => Promise<DatabaseSession | null>
}

const awayPauseMs = 200

/**
 * The one queue between the station and the database: acts are written in the order they were made, one at a time,
 * on one session. While the database is away the queue waits; it never forgets.
 */
export function createWriter(dependencies: WriterDependencies) {
  const queue: Item[] = []
  let running = false
  let stopped = false
  let idle: (() => void)[] = []
  const { attempt, tryAgain, aways } = createAttempts(dependencies.session)

  async function run(): Promise<void> {
    if (running) return
    running = true
    for (let item = queue[0]; item !== undefined && !stopped; item = queue[0]) {
      const tell = await attempt(item)
      if (tell === null) {
        await sleep(awayPauseMs)
      } else {
        queue.shift()
        tell()
      }
    }
    running = false
    for (const wake of idle) wake()
    idle = []
  }

  function enqueue(item: Item): void {
    queue.push(item)
    void run()
  }

  return {
    /** Writes an act; the promise is kept however long it takes. */
    submit(act: AnyAct, handed: Handed): Promise<Outcome> {
      return new Promise((resolve) => {
        const before = aways()
        const isLate = () => handed.isKept() && (handed.isOffline || handed.isRecalled || aways() !== before)
        const item = actItem(act, { ...handed, isLate }, dependencies, resolve)
        enqueue(item)
        // The operator was told to read it again: it counts nowhere, and never stands in that reading's way.
        handed.durable.catch(() => {
          const place = queue.indexOf(item)
          if (place > 0) queue.splice(place, 1)
        })
      })
    },

    /**
     * Runs something else on the station's session, between two acts; twice, where the connection changed meanwhile.
     * Rejects at once when the database is away.
     */
    onSession<Value>(work: (session: DatabaseSession) => Promise<Value>): Promise<Value> {
      return new Promise((resolve, reject) => enqueue(sessionItem(work, resolve, reject)))
    },

    tryAgain,

    /** Acts that wait, in order. */
    waiting: (): readonly AnyAct[] => queue.flatMap((item) => (item.act !== null && !item.isDead() ? [item.act] : [])),
    /** An act waits before the next one; housekeeping is quick and does not count. */
    isBehind: (): boolean => queue.some((item) => item.act !== null),

    /** Resolves when nothing waits (or the writer was stopped). */
    drained: (): Promise<void> =>
      queue.length === 0 && !running ? Promise.resolve() : new Promise((resolve) => idle.push(resolve)),

    /** Stops after the act in hand; what waits is in the journal and goes on at the next start. */
    stop(): void {
      stopped = true
    },
  }
}

export type Writer = ReturnType<typeof createWriter>

/** Something else that is done on the session: an error ends it, whoever asked is told. */
function sessionItem<Value>(
  work: (session: DatabaseSession) => Promise<Value>,
  resolve: (value: Value) => void,
  reject: (error: unknown) => void,
): Item {
  return {
    act: null,
    isDead: () => false,
    async run(session) {
      const value = await work(session)
      return () => resolve(value)
    },
    giveUp: (error) => () => reject(error),
  }
}
