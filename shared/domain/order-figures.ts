/** What was made of one batch, or of a whole order. */
export interface Figures {
  readonly produced: number
  readonly approved: number
  readonly rejected: number
}

export const figureNames = ['produced', 'approved', 'rejected'] as const satisfies readonly (keyof Figures)[]

/** By batch number. */
export type BatchFigures = ReadonlyMap<number, Figures>

/** The figures that an order's document holds: its totals, and of each batch only how many were produced. */
export interface OrderFigures extends Figures {
  readonly batches: ReadonlyMap<number, number>
}

export const noFigures: Figures = { produced: 0, approved: 0, rejected: 0 }

export function plus(left: Figures, right: Figures): Figures {
  return {
    produced: left.produced + right.produced,
    approved: left.approved + right.approved,
    rejected: left.rejected + right.rejected,
  }
}

export function minus(left: Figures, right: Figures): Figures {
  return {
    produced: left.produced - right.produced,
    approved: left.approved - right.approved,
    rejected: left.rejected - right.rejected,
  }
}

/** Batch by batch; a batch that one side does not have counts as nothing there. */
export function plusByBatch(left: BatchFigures, right: BatchFigures): BatchFigures {
  const lotes = new Set([...left.keys(), ...right.keys()])
  return new Map([...lotes].map((lote) => [lote, plus(left.get(lote) ?? noFigures, right.get(lote) ?? noFigures)]))
}

/** Batches that the order does not list count for its totals alone. */
export function orderFigures(batches: BatchFigures): OrderFigures {
  return {
    ...[...batches.values()].reduce(plus, noFigures),
    batches: new Map([...batches].map(([lote, { produced }]) => [lote, produced])),
  }
}

/**
 * As one text, to be compared and shown: `25 / 20 / 1 (1: 15, 2: 10)`.
 * @param lotes the batches that it names
 * @param most how many of them
 */
export function figuresText(figures: OrderFigures, lotes: readonly number[], most = lotes.length): string {
  const { produced, approved, rejected, batches } = figures
  const totals = `${produced} / ${approved} / ${rejected}`
  if (lotes.length === 0) return totals
  const named = lotes.slice(0, most).map((lote) => `${lote}: ${batches.get(lote) ?? 0}`)
  return `${totals} (${[...named, ...(lotes.length > most ? ['…'] : [])].join(', ')})`
}
