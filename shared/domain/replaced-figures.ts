import { figureNames, type OrderFigures } from './order-figures.ts'

/** What a fold sees when it is about to write an order's figures. */
export interface FoldedOver {
  /** What stands in the order. */
  readonly stored: OrderFigures
  /** What the fold puts there. */
  readonly folded: OrderFigures
  /** What the stations' own counters have counted. */
  readonly counted: OrderFigures
  /** What the last fold wrote; null before the first. */
  readonly written: OrderFigures | null
}

/** Whether the fold overwrites a figure that nobody of ours can have written: it is kept before it is gone. */
export function replacesForeignFigures({ stored, folded, counted, written }: FoldedOver): boolean {
  const totals = figureNames.some((name) =>
    isForeign(stored[name], { folded: folded[name], counted: counted[name], written: written?.[name] ?? null }),
  )
  if (totals) return true
  return [...stored.batches].some(([lote, produced]) =>
    isForeign(produced, {
      folded: folded.batches.get(lote) ?? 0,
      counted: counted.batches.get(lote) ?? 0,
      written: written === null ? null : (written.batches.get(lote) ?? 0),
    }),
  )
}

interface Reference {
  readonly folded: number
  readonly counted: number
  readonly written: number | null
}

/**
 * Zero is what an order has before anybody counts: it tells nothing.
 *
 * Before the first fold, the figure of a program that counts the stored devices falls short of the recount by what our
 * stations have made since it counted: by nothing, by all that they have counted, or by a part, as it may count at any
 * moment.
 *
 * Afterwards the figure is the one that the last fold wrote, whatever happened to the devices since: that the recount
 * differs is no loss. A program that saves the whole order brings back what it had read, which falls short of what we
 * wrote by what our stations counted in between: that was ours as well, and the counters still have it.
 */
function isForeign(stored: number, { folded, counted, written }: Reference): boolean {
  if (stored === 0 || stored === folded) return false
  const short = (written ?? folded) - stored
  // Counters of units that were undone may be below zero.
  return short < Math.min(0, counted) || short > Math.max(0, counted)
}
