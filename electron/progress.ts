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
  let order = ''
  let batches: ReadonlyMap<number, BatchProgress> = new Map()
  let writes = 0
  const own = new Map<number, Counted>()
  const times: number[] = []

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
    written(act: Act): void {
      writes += 1
      if (act.kind !== 'undo') times.push(act.at)
      const unit = act.kind === 'undo' ? act.undoes : act
      // Another order's act, kept before this one was opened, is in that order's figures.
      if (unit.order_number !== order) return
      const counted = ownOf(unit.lote)
      const change = act.kind === 'undo' ? -1 : 1
      const kind = act.kind === 'undo' ? act.undoes.kind : act.kind
      if (kind === 'register') counted.produced += change
      else counted.verified += change
      own.set(unit.lote, counted)
    },

    batch(lote: number, waiting: readonly Act[]): Counted {
      const counted = ownOf(lote)
      const known = batches.get(lote)
      let { produced, verified } = counted
      for (const act of waiting) {
        const unit = act.kind === 'undo' ? act.undoes : act
        if (unit.lote !== lote || unit.order_number !== order) continue
        const change = act.kind === 'undo' ? -1 : 1
        if ((act.kind === 'undo' ? act.undoes.kind : act.kind) === 'register') produced += change
        else verified += change
      }
      return {
        produced: (known?.base ?? 0) + (known?.others.produced ?? 0) + produced,
        verified: (known?.others.verified ?? 0) + verified,
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
