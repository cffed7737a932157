import type { Params } from '../../shared/result.ts'
import type { AnyAct } from '../../shared/station/act.ts'
import type { RefusedAct, WriteTerms, Written } from '../db/acts/written.ts'
import type { DatabaseSession } from '../db/connection/client.ts'
import { DatabaseAway, isAway } from '../db/connection/transaction.ts'
import { NotDurable } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'
import type { Attempt, Item } from './attempts.ts'

/** What became of an act in the end. The word `internal` is a bug: logged, never lost. */
export type Outcome = Written

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

export interface ActItemParts {
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

/** An act on its way into the database. @param tell what became of it, when it has left the queue */
export function actItem(
  act: AnyAct,
  { isKept, isLate, durable, isRecalled }: Handed & { readonly isLate: () => boolean },
  { write, addConflict, conflictOf, now, log }: ActItemParts,
  tell: (outcome: Outcome) => void,
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
      if (outcome !== null) return () => tell(outcome)
      const conflict = refusedAs
      if (conflict === null) throw new DatabaseAway()
      await addConflict(act, conflict.word, conflict.params)
      return () => tell(conflict)
    },
    giveUp(error, attempt) {
      const logged = (): Outcome => {
        const logId = log('write.failed', { act: act.act, kind: act.kind, error })
        return { kind: 'refused', word: 'internal', params: { logId } }
      }
      if (isDead || error instanceof NotDurable) {
        const failed = logged()
        return () => tell(failed)
      }
      if (error instanceof DatabaseAway || !attempt.isCurrent) return null
      if (isAway(error)) {
        // Why it waits is asked later, when nobody remembers; said once for each act.
        if (!isWaiting) log('write.waits', { act: act.act, error })
        isWaiting = true
        return null
      }
      const failed = logged()
      if (!isKept()) return () => tell(failed)
      // A bug must not stop the line behind it for long, nor lose the act: it goes on the list of conflicts.
      if (refusedAs === null && failed.kind === 'refused') refusedAs = failed
      return null
    },
  }
}
