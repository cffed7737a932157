import type { Act } from '../shared/domain/act.ts'
import type { BatchProgress } from './db/progress.ts'

interface Counted {
  produced: number
  verified: number
}

/**
 * What the screen counts: this station's own units to the unit, the others' as of the last fold (a second at most).
 * Units that wait in the journal count as well: their places are taken.
 */
export function createProgress() {
  let batches: ReadonlyMap<number, BatchProgress> = new Map()
  const own = new Map<number, Counted>()
  const times: number[] = []

  function ownOf(lote: number): Counted {
    return own.get(lote) ?? { ...(batches.get(lote)?.own ?? { produced: 0, verified: 0 }) }
  }

  return {
    /** Figures of the newly opened order. */
    open(read: ReadonlyMap<number, BatchProgress>): void {
      batches = read
      own.clear()
      for (const [lote, batch] of read) own.set(lote, { ...batch.own })
    },

    /** Newer figures of the same order: the others' count; what this station wrote it knows better itself. */
    refresh(read: ReadonlyMap<number, BatchProgress>): void {
      batches = read
    },

    /** An act of this station is in the database now. */
    written(act: Act): void {
      const unit = act.kind === 'undo' ? act.undoes : act
      const counted = ownOf(unit.lote)
      const change = act.kind === 'undo' ? -1 : 1
      const kind = act.kind === 'undo' ? act.undoes.kind : act.kind
      if (kind === 'register') counted.produced += change
      else counted.verified += change
      own.set(unit.lote, counted)
      if (act.kind !== 'undo') times.push(act.at)
    },

    batch(lote: number, waiting: readonly Act[]): Counted {
      const counted = ownOf(lote)
      const known = batches.get(lote)
      const kept = waiting.filter((act) => act.kind !== 'undo' && act.lote === lote)
      return {
        produced:
          (known?.base ?? 0) +
          (known?.others.produced ?? 0) +
          counted.produced +
          kept.filter((act) => act.kind === 'register').length,
        verified: (known?.others.verified ?? 0) + counted.verified + kept.filter((act) => act.kind === 'verify').length,
      }
    },

    lotes: (): readonly number[] => [...new Set([...batches.keys(), ...own.keys()])],

    /** Units of this station since the hour began, and what the last ten minutes are per hour. */
    pace(now: number): { readonly thisHour: number; readonly perHour: number } {
      const hour = Math.floor(now / 3_600_000) * 3_600_000
      const oldest = Math.min(hour, now - paceWindowMs)
      while (times[0] !== undefined && times[0] < oldest) times.shift()
      const recent = times.filter((at) => at > now - paceWindowMs)
      const first = recent[0]
      // Under a minute of work a rate per hour would only be noise.
      const span = first === undefined ? 0 : Math.max(now - first, 60_000)
      return {
        thisHour: times.filter((at) => at >= hour).length,
        perHour: span === 0 ? 0 : Math.round((recent.length * 3_600_000) / span),
      }
    },
  }
}

const paceWindowMs = 600_000

export type Progress = ReturnType<typeof createProgress>
