import type { Params } from '../../shared/result.ts'
import type { AnyAct } from '../../shared/station/act.ts'
import type { RefusedAct, WriteTerms, Written } from '../db/acts/written.ts'
import type { DatabaseSession } from '../db/connection/client.ts'
import { DatabaseAway, isAway } from '../db/connection/transaction.ts'
import { NotDurable } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'

/** What became of an act in the end. The word `internal` is a bug: logged, never lost. */
export type Outcome = Written

export interface WriterDependencies {
  /** The session of this station, or null while the database is away. Another object where the connection is another. */
  readonly session: () => Promise<DatabaseSession | null>
  /** One transaction of the act's slice. */
  readonly write: (session: DatabaseSession, act: AnyAct, terms: WriteTerms) => Promise<Written>
  /** An act that was answered "kept" and is refused now goes on the list of conflicts before it is forgotten. */
  readonly addConflict: (act: AnyAct, word: string, params: Params) => Promise<void>
  /** An act of before a crash may stand there already: then it is not tried again. */
  readonly conflictOf: (act: AnyAct) => Promise<RefusedAct | null>
  /** Epoch ms in server time. */
  readonly now: () => number
  readonly log: Log
}

/** How an act is handed to the writer. */
export interface Handed {
  /** Asked when the database refuses: the operator was told that it is kept. */
  readonly isKept: () => boolean
  /** The database was away when it was decided. */
  readonly isOffline: boolean
  /** The entry is on the disk; rejects where the disk refuses, and then the act is of nobody. */
  readonly durable: Promise<void>
  /** It stood in the journal when the program started. */
  readonly isRecalled: boolean
}

/** One try of an item. One that was given up may still run on the old connection: what it says no longer counts. */
interface Attempt {
  isCurrent: boolean
  session: DatabaseSession | null
}

interface Item {
  readonly act: AnyAct | null
  readonly isDead: () => boolean
  /** Resolves with what tells the waiting one; it is told when the item has left the queue. */
  readonly run: (session: DatabaseSession, attempt: Attempt) => Promise<() => void>
  /** What to tell after an error that ends the item, or null when it is to be tried again. */
  readonly giveUp: (error: unknown, attempt: Attempt) => (() => void) | null
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
  let current: Attempt = { isCurrent: false, session: null }
  let interrupt: () => void = () => undefined
  /** Tries that found no database: an act that was decided before one may be out of date. */
  let aways = 0

  /** One try of the first item. @returns what to tell, or null when it stays in the queue. */
  function attempt(item: Item): Promise<(() => void) | null> {
    const mine: Attempt = { isCurrent: true, session: null }
    current = mine
    const interrupted = new Promise<null>((resolve) => {
      interrupt = () => {
        mine.isCurrent = false
        resolve(null)
      }
    })
    return Promise.race([attemptOnce(item, mine), interrupted])
  }

  async function attemptOnce(item: Item, mine: Attempt): Promise<(() => void) | null> {
    try {
      const session = await dependencies.session()
      if (session === null) throw new DatabaseAway()
      mine.session = session
      return await item.run(session, mine)
    } catch (error) {
      if (isAway(error)) aways += 1
      return item.giveUp(error, mine)
    }
  }

  async function run(): Promise<void> {
    if (running) return
    running = true
    for (let item = queue[0]; item !== undefined && !stopped; item = queue[0]) {
      const tell = await attempt(item)
      if (tell === null) {
        await new Promise((resolve) => setTimeout(resolve, awayPauseMs))
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
        const before = aways
        const isLate = () => handed.isKept() && (handed.isOffline || handed.isRecalled || aways !== before)
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
      return new Promise((resolve, reject) => {
        enqueue({
          act: null,
          isDead: () => false,
          async run(session) {
            const value = await work(session)
            return () => resolve(value)
          },
          giveUp: (error) => () => reject(error),
        })
      })
    },

    /**
     * The database is back: a try that began on another connection may wait for an answer that never comes. It is given up
     * and made again on the new session; should both reach the database, the ids made with the scan make them one. A try
     * on the session in use is left alone: a second transaction on it would end the first.
     */
    async tryAgain(): Promise<void> {
      const mine = current
      if (mine.session === null || !mine.isCurrent) return
      const session = await dependencies.session()
      if (!mine.isCurrent || session === mine.session) return
      aways += 1
      interrupt()
    },

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

function actItem(
  act: AnyAct,
  { isKept, isLate, durable, isRecalled }: Handed & { readonly isLate: () => boolean },
  { write, addConflict, conflictOf, now, log }: WriterDependencies,
  resolve: (outcome: Outcome) => void,
): Item {
  let refusedAs: RefusedAct | null = null
  let isWaiting = false
  let isDead = false
  durable.catch(() => {
    isDead = true
  })

  async function firstWrite(session: DatabaseSession, attempt: Attempt): Promise<Outcome | null> {
    const before = isRecalled ? await conflictOf(act) : null
    const outcome = before ?? (await write(session, act, { durable, isKept: isKept(), isLate: isLate(), now: now() }))
    if (outcome.kind === 'written') return outcome
    // Whether it is kept is known when the entry is on the disk.
    await durable
    if (!isKept()) return outcome
    if (attempt.isCurrent) refusedAs = outcome
    return null
  }

  return {
    act,
    isDead: () => isDead,
    async run(session, attempt) {
      const outcome = refusedAs === null ? await firstWrite(session, attempt) : null
      if (outcome !== null) return () => resolve(outcome)
      const conflict = refusedAs
      if (conflict === null) throw new DatabaseAway()
      await addConflict(act, conflict.word, conflict.params)
      return () => resolve(conflict)
    },
    giveUp(error, attempt) {
      const logged = (): Outcome => {
        const logId = log('write.failed', { act: act.act, kind: act.kind, error })
        return { kind: 'refused', word: 'internal', params: { logId } }
      }
      if (isDead || error instanceof NotDurable) {
        const failed = logged()
        return () => resolve(failed)
      }
      if (error instanceof DatabaseAway || !attempt.isCurrent) return null
      if (isAway(error)) {
        // Why it waits is asked later, when nobody remembers; said once for each act.
        if (!isWaiting) log('write.waits', { act: act.act, error })
        isWaiting = true
        return null
      }
      const failed = logged()
      if (!isKept()) return () => resolve(failed)
      // A bug must not stop the line behind it for long, nor lose the act: it goes on the list of conflicts.
      if (refusedAs === null && failed.kind === 'refused') refusedAs = failed
      return null
    },
  }
}
