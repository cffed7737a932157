import { isDeepStrictEqual } from 'node:util'
import type { DatabaseSession } from '../db/connection/client.ts'
import type { Folded, FoldRepository } from '../db/duty/fold.ts'
import type { Notice } from '../db/notices/notice.ts'

/** Own folds that the watch may still see. */
const remembered = 200

/**
 * Folds, and tells the stations what was counted: of an order that all have open each would else ask for itself, at every
 * fold. What was told already is not told again.
 */
export function createToldFigures(
  folds: Pick<FoldRepository, 'count'>,
  tell: (notices: readonly Notice[]) => Promise<void>,
) {
  const told = new Map<string, Folded['batches']>()
  /** Epoch ms. */
  const own = new Set<number>()

  return {
    async fold(session: DatabaseSession, order_number: string): Promise<void> {
      const at = newTime()
      // Before the commit: the watch may see it first.
      own.add(at.getTime())
      for (const old of own) if (own.size > remembered) own.delete(old)
      const folded = await folds.count(session, order_number, at)
      if (folded === null || isDeepStrictEqual(told.get(order_number), folded.batches)) return
      await tell([{ what: 'figures', order_number, batches: folded.batches }])
      told.set(order_number, folded.batches)
    },

    /** Whether the watch sees a fold of this station, whose figures are told already. */
    isOwnFold: (at: Date): boolean => own.has(at.getTime()),

    /** Another has the duty now: what it tells is not known here. */
    forget: (): void => told.clear(),
  }

  /** No two folds of one ms: by it each is known again. */
  function newTime(): Date {
    let time = Date.now()
    while (own.has(time)) time += 1
    return new Date(time)
  }
}
