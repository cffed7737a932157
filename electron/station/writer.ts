import type { Params } from '../../shared/result.ts'
import type { AnyAct } from '../../shared/station/act.ts'
import type { AnswerWord } from '../../shared/stations.ts'
import type { WriteTerms, Written } from '../db/acts/written.ts'
import type { DatabaseSession } from '../db/client.ts'
import { DatabaseAway, isAway } from '../db/transaction.ts'
import { NotDurable } from '../journal/journal.ts'
import type { Log } from '../log.ts'

/** What became of an act in the end. The word `internal` is a bug: logged, never lost. */
export type Outcome =
  | { readonly kind: 'written'; readonly act: AnyAct }
  | { readonly kind: 'refused'; readonly word: AnswerWord; readonly params: Params }

export interface WriterDependencies {
  /** The session of this station, or null while the database is away. */
  readonly session: () => Promise<DatabaseSession | null>
  /** One transaction of the act's slice. */
  readonly write: (session: DatabaseSession, act: AnyAct, terms: WriteTerms) => Promise<Written>
  /** An act that was answered "kept" and is refused now goes on the list of conflicts before it is forgotten. */
  readonly addConflict: (act: AnyAct, word: string, params: Params) => Promise<void>
  /** Epoch ms in server time. */
  readonly now: () => number
  readonly log: Log
}

interface Item {
  readonly act: AnyAct | null
  readonly isKept: () => boolean
  /** Resolves with what tells the waiting one; it is told when the item has left the queue. */
  readonly run: (session: DatabaseSession) => Promise<() => void>
  /** What to tell after an error that ends the item, or null when it is to be tried again. */
  readonly giveUp: (error: unknown) => (() => void) | null
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
  let interrupt: () => void = () => undefined

  /** One try of the first item. @returns what to tell, or null when it stays in the queue. */
  function attempt(item: Item): Promise<(() => void) | null> {
    const interrupted = new Promise<null>((resolve) => {
      interrupt = () => resolve(null)
    })
    return Promise.race([attemptOnce(item), interrupted])
  }

  async function attemptOnce(item: Item): Promise<(() => void) | null> {
    try {
      const session = await dependencies.session()
      if (session === null) throw new DatabaseAway()
      return await item.run(session)
    } catch (error) {
      return item.giveUp(error)
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

  return {
    /**
     * Writes an act; the promise is kept however long it takes. `isKept` is asked when the database refuses: an act
     * that the operator saw as kept becomes a conflict, and is forgotten only when that stands.
     */
    submit(act: AnyAct, isKept: () => boolean, durable: Promise<void> = Promise.resolve()): Promise<Outcome> {
      return new Promise((resolve) => {
        let refusedAs: Extract<Outcome, { kind: 'refused' }> | null = null
        let isWaiting = false
        queue.push({
          act,
          isKept,
          async run(session) {
            if (refusedAs === null) {
              const terms = { durable, isLate: isKept(), now: dependencies.now() }
              const outcome = await dependencies.write(session, act, terms)
              if (outcome.kind === 'written' || !isKept()) return () => resolve(outcome)
              refusedAs = outcome
            }
            const conflict = refusedAs
            await dependencies.addConflict(act, conflict.word, conflict.params)
            return () => resolve(conflict)
          },
          giveUp(error) {
            if (error instanceof DatabaseAway) return null
            if (isAway(error)) {
              // Why it waits is asked later, when nobody remembers; said once for each act.
              if (!isWaiting) dependencies.log('write.waits', { act: act.act, error })
              isWaiting = true
              return null
            }
            const logId = dependencies.log('write.failed', { act: act.act, kind: act.kind, error })
            const failed: Outcome = { kind: 'refused', word: 'internal', params: { logId } }
            if (!isKept() || error instanceof NotDurable) return () => resolve(failed)
            // A bug must not stop the line behind it for long, nor lose the act: it goes on the list of conflicts.
            refusedAs ??= failed
            return null
          },
        })
        void run()
      })
    },

    /**
     * Runs something else on the station's session, between two acts; twice, where the connection changed meanwhile.
     * Rejects at once when the database is away.
     */
    onSession<Value>(work: (session: DatabaseSession) => Promise<Value>): Promise<Value> {
      return new Promise((resolve, reject) => {
        queue.push({
          act: null,
          isKept: () => false,
          async run(session) {
            const value = await work(session)
            return () => resolve(value)
          },
          giveUp: (error) => () => reject(error),
        })
        void run()
      })
    },

    /**
     * The database is back: a try that began before may wait for an answer that never comes. It is given up and made
     * again on the new session; should both reach the database, the ids made with the scan make them one.
     */
    tryAgain: (): void => interrupt(),

    /** Acts that wait, in order. */
    waiting: (): readonly AnyAct[] => queue.flatMap((item) => (item.act === null ? [] : [item.act])),
    /** Those of them that were answered "kept here". */
    kept: (): readonly AnyAct[] => queue.flatMap((item) => (item.act !== null && item.isKept() ? [item.act] : [])),
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
