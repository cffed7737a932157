import type { Refusal } from '../shared/answers.ts'
import type { Act } from '../shared/domain/act.ts'
import type { Params } from '../shared/result.ts'
import type { DatabaseSession } from './db/client.ts'
import type { BatchName } from './db/rooms.ts'
import { isAway } from './db/transaction.ts'
import type { WriteTerms, Written } from './db/written.ts'
import { NotDurable } from './journal/journal.ts'
import type { Log } from './log.ts'

/** What became of an act in the end. `internal` is a bug: logged under `logId`, never lost. */
export type Outcome =
  | { readonly kind: 'written'; readonly device: string }
  | { readonly kind: 'refused'; readonly word: Refusal | 'internal'; readonly params: Params }

export interface WriterDependencies {
  /** The session of this station, or null while the database is away. */
  readonly session: () => Promise<DatabaseSession | null>
  readonly write: (session: DatabaseSession, act: Act, terms: WriteTerms) => Promise<Written>
  /** Gets this station places for the act's batch; a refusal when there are none. */
  readonly findPlace: (
    session: DatabaseSession,
    act: Act,
  ) => Promise<{ readonly word: Refusal; readonly params: Params } | null>
  /** An act that was answered "kept" and is refused now goes on the list of conflicts before it is forgotten. */
  readonly addConflict: (act: Act, word: string, params: Params) => Promise<void>
  readonly log: Log
}

interface Item {
  readonly act: Act | null
  readonly isKept: () => boolean
  /** Resolves with what tells the waiting one; it is told when the item has left the queue. */
  readonly run: (session: DatabaseSession) => Promise<() => void>
  /** What to tell after an error that ends the item, or null when it is to be tried again. */
  readonly giveUp: (error: unknown) => (() => void) | null
}

/** Tries of a write whose place was taken away in between. */
const placeTries = 4
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

  async function settle(session: DatabaseSession, act: Act, terms: WriteTerms): Promise<Outcome> {
    for (let tries = 0; tries < placeTries; tries++) {
      const written = await dependencies.write(session, act, terms)
      if (written.kind !== 'no-place') return written
      const none = await dependencies.findPlace(session, act)
      if (none !== null) return { kind: 'refused', ...none }
    }
    return { kind: 'refused', word: 'places-held', params: { station: '' } }
  }

  return {
    /**
     * Writes an act; the promise is kept however long it takes. `isKept` is asked when the database refuses: an act
     * that the operator saw as kept becomes a conflict, and is forgotten only when that stands.
     */
    submit(act: Act, isKept: () => boolean, durable: Promise<void> = Promise.resolve()): Promise<Outcome> {
      return new Promise((resolve) => {
        let refusedAs: Extract<Outcome, { kind: 'refused' }> | null = null
        let isWaiting = false
        queue.push({
          act,
          isKept,
          async run(session) {
            if (refusedAs === null) {
              const outcome = await settle(session, act, { durable, isLate: isKept() })
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

    /** Runs something else on the station's session, between two acts. Rejects at once when the database is away. */
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
    waiting: (): readonly Act[] => queue.flatMap((item) => (item.act === null ? [] : [item.act])),
    /** Registrations of a batch that wait: each has a place that the lease does not count as used yet. */
    unwritten: ({ order_number, lote }: BatchName, except = ''): number => {
      const waits = ({ act }: Item) =>
        act?.kind === 'register' && act.act !== except && act.order_number === order_number && act.lote === lote
      return queue.filter(waits).length
    },
    /** Those of them that were answered "kept here". */
    kept: (): readonly Act[] => queue.flatMap((item) => (item.act !== null && item.isKept() ? [item.act] : [])),
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

export class DatabaseAway extends Error {
  constructor() {
    super('the database is away')
  }
}
