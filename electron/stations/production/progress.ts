import { type AnyAct, isUndo, subjectOf } from '../../../shared/station/act.ts'
import type { BatchProgress } from '../../db/orders/batch-progress.ts'

interface Counted {
  produced: number
  verified: number
}

/**
 * What the screen counts: this station's own units to the unit, the others' as of the last fold (a second at most).
 * Units that wait in the journal count as well: their places are taken.
 */
export function createProgress() {
  let order = ''
  let batches: ReadonlyMap<number, BatchProgress> = new Map()
  let writes = 0
  const own = new Map<number, Counted>()

  function ownOf(lote: number): Counted {
    return own.get(lote) ?? { ...(batches.get(lote)?.own ?? { produced: 0, verified: 0 }) }
  }

  /** Figures of the newly opened order. */
  function open(order_number: string, read: ReadonlyMap<number, BatchProgress>): void {
    order = order_number
    batches = read
    own.clear()
    for (const [lote, batch] of read) own.set(lote, { ...batch.own })
  }

  return {
    open,

    /**
     * Newer figures of the same order.
     * @param isQuiet no act of this station was on its way meanwhile: then what was read is all there is; else what
     * this station wrote it knows better itself.
     */
    refresh(order_number: string, read: ReadonlyMap<number, BatchProgress>, isQuiet: boolean): void {
      if (isQuiet || order !== order_number) open(order_number, read)
      else batches = read
    },

    /** Grows with every written act: two equal readings have nothing between them. */
    writes: (): number => writes,

    /** An act of this station is in the database now. */
    written(act: AnyAct): void {
      writes += 1
      const change = changeBy(act, order)
      // Another order's act, kept before this one was opened, is in that order's figures.
      if (change === null) return
      const counted = ownOf(change.lote)
      counted[change.figure] += change.by
      own.set(change.lote, counted)
    },

    batch(lote: number, waiting: readonly AnyAct[]): Counted {
      const { produced, verified } = ownOf(lote)
      const counted = { produced, verified }
      const known = batches.get(lote)
      for (const act of waiting) {
        const change = changeBy(act, order)
        if (change?.lote === lote) counted[change.figure] += change.by
      }
      return {
        produced: (known?.base ?? 0) + (known?.others.produced ?? 0) + counted.produced,
        verified: (known?.others.verified ?? 0) + counted.verified,
      }
    },

    lotes: (): readonly number[] => [...new Set([...batches.keys(), ...own.keys()])],
  }
}

export type Progress = ReturnType<typeof createProgress>

/** What an act counts in this order; null where it counts nothing of it. Another station's acts may wait beside ours. */
function changeBy(
  act: AnyAct,
  order_number: string,
): { readonly lote: number; readonly figure: keyof Counted; readonly by: 1 | -1 } | null {
  const done = isUndo(act) ? act.undoes : act
  const subject = subjectOf(act)
  if (done.word !== 'production' || subject.kind !== 'unit' || subject.order_number !== order_number) return null
  const figure = done.kind === 'register' ? 'produced' : 'verified'
  return { lote: subject.lote ?? 0, figure, by: isUndo(act) ? -1 : 1 }
}
