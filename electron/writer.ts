import type { Refusal } from '../shared/answers.ts'
import type { Act } from '../shared/domain/act.ts'
import type { Params } from '../shared/result.ts'
import type { DatabaseSession } from './db/client.ts'
import { isAway } from './db/transaction.ts'
import type { Written } from './db/written.ts'
import type { Log } from './log.ts'

/** What became of an act in the end. `internal` is a bug: logged under `logId`, never lost. */
export type Outcome =
  | { readonly kind: 'written'; readonly device: string }
  | { readonly kind: 'refused'; readonly word: Refusal | 'internal'; readonly params: Params }

export interface WriterDependencies {
  /** The session of this station, or null while the database is away. */
  readonly session: () => Promise<DatabaseSession | null>
  /** @param durable resolves when the scan is in the journal: nothing is committed before. */
  readonly write: (session: DatabaseSession, act: Act, durable: Promise<void>) => Promise<Written>
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
  readonly run: (session: DatabaseSession) => Promise<void>
  readonly giveUp: (error: unknown) => boolean
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

  async function run(): Promise<void> {
    if (running) return
    running = true
    while (!stopped) {
      const item = queue[0]
      if (item === undefined) break
      try {
        const session = await dependencies.session()
        if (session === null) throw new DatabaseAway()
        await item.run(session)
        queue.shift()
      } catch (error) {
        if (item.giveUp(error)) queue.shift()
        else await new Promise((resolve) => setTimeout(resolve, awayPauseMs))
      }
    }
    running = false
    for (const wake of idle) wake()
    idle = []
  }

  async function settle(session: DatabaseSession, act: Act, durable: Promise<void>): Promise<Outcome> {
    for (let attempt = 0; attempt < placeTries; attempt++) {
      const written = await dependencies.write(session, act, durable)
      if (written.kind !== 'no-place') return written
      const none = await dependencies.findPlace(session, act)
      if (none !== null) return { kind: 'refused', ...none }
    }
    return { kind: 'refused', word: 'places-held', params: { station: '' } }
  }

  return {
    /**
     * Writes an act; the promise is kept however long it takes. `isKept` is asked when the database refuses: an act
     * that the operator saw as kept becomes a conflict.
     */
    submit(act: Act, isKept: () => boolean, durable: Promise<void> = Promise.resolve()): Promise<Outcome> {
      return new Promise((resolve) => {
        let refusedAs: Extract<Outcome, { kind: 'refused' }> | null = null
        queue.push({
          act,
          isKept,
          async run(session) {
            if (refusedAs === null) {
              const outcome = await settle(session, act, durable)
              if (outcome.kind === 'written' || !isKept()) return resolve(outcome)
              refusedAs = outcome
            }
            await dependencies.addConflict(act, refusedAs.word, refusedAs.params)
            resolve(refusedAs)
          },
          giveUp(error) {
            if (error instanceof DatabaseAway || isAway(error)) return false
            const logId = dependencies.log('write.failed', { act: act.act, kind: act.kind, error })
            // A bug must not stop the line behind it, nor be lost: kept acts stay on the list of conflicts.
            if (isKept()) void dependencies.addConflict(act, 'internal', { logId }).catch(() => undefined)
            resolve({ kind: 'refused', word: 'internal', params: { logId } })
            return true
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
          run: async (session) => resolve(await work(session)),
          giveUp(error) {
            reject(error)
            return true
          },
        })
        void run()
      })
    },

    /** Acts that wait, in order. */
    waiting: (): readonly Act[] => queue.flatMap((item) => (item.act === null ? [] : [item.act])),
    /** Those of them that were answered "kept here". */
    kept: (): readonly Act[] => queue.flatMap((item) => (item.act !== null && item.isKept() ? [item.act] : [])),
    isBehind: (): boolean => queue.length > 0,

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
