import { newOrderLimits } from '../../../shared/domain/new-order-limits.ts'

export const maxBatches = newOrderLimits.batches

/**
 * Splits a quantity into `count` batches whose sizes differ by one unit at most, the larger ones first. `null` where
 * that cannot be: no units, more batches than units, or more than the contract takes.
 */
export function splitEvenly(quantity: number, count: number): readonly number[] | null {
  if (quantity < 1 || count < 1 || count > quantity || count > maxBatches) return null
  const size = Math.floor(quantity / count)
  const larger = quantity % count
  return Array.from({ length: count }, (_, index) => (index < larger ? size + 1 : size))
}

/** Splits a quantity into batches of `size` units; the last one takes what is left. `null` where that cannot be. */
export function splitBySize(quantity: number, size: number): readonly number[] | null {
  if (quantity < 1 || size < 1 || Math.ceil(quantity / size) > maxBatches) return null
  const batches = Array.from({ length: Math.floor(quantity / size) }, () => size)
  const rest = quantity % size
  return rest === 0 ? batches : [...batches, rest]
}

/** Neighbours of the same size together, so that 500 batches are said in one sentence. */
export function runsOf(batches: readonly number[]): readonly { readonly count: number; readonly quantity: number }[] {
  const runs: { count: number; quantity: number }[] = []
  for (const quantity of batches) {
    const last = runs.at(-1)
    if (last !== undefined && last.quantity === quantity) last.count += 1
    else runs.push({ count: 1, quantity })
  }
  return runs
}

export function sumOf(batches: readonly number[]): number {
  return batches.reduce((sum, quantity) => sum + quantity, 0)
}
