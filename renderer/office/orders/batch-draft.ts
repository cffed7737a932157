import type { FieldError } from '../field-error.ts'
import { wholeNumber, wholeNumberWithin } from '../whole-number.ts'
import { maxBatches, splitBySize, splitEvenly, sumOf } from './batch-split.ts'

/**
 * The batches of a new order as typed. `by` says what the person gave: a number of batches, a size, or each batch by
 * hand. By number and by size follow the quantity; by hand stays as typed, and the sum is checked.
 */
export interface BatchDraft {
  readonly by: 'count' | 'size' | 'hand'
  readonly count: string
  readonly size: string
  readonly each: readonly string[]
}

const anyQuantity = { min: 1, max: Number.MAX_SAFE_INTEGER }

export const emptyBatches: BatchDraft = { by: 'count', count: '1', size: '', each: [] }

/** The order's quantity changed (`null`: not a quantity yet). */
export function withQuantity(batches: BatchDraft, quantity: number | null): BatchDraft {
  switch (batches.by) {
    case 'count':
      return batchesByCount(batches.count, quantity)
    case 'size':
      return batchesBySize(batches.size, quantity)
    case 'hand':
      return batches
  }
}

export function batchesByCount(count: string, quantity: number | null): BatchDraft {
  const wanted = wholeNumber(count)
  const split = quantity === null || wanted === null ? null : splitEvenly(quantity, wanted)
  return { by: 'count', count, size: split === null ? '' : String(split[0]), each: (split ?? []).map(String) }
}

export function batchesBySize(size: string, quantity: number | null): BatchDraft {
  const wanted = wholeNumber(size)
  const split = quantity === null || wanted === null ? null : splitBySize(quantity, wanted)
  return { by: 'size', size, count: split === null ? '' : String(split.length), each: (split ?? []).map(String) }
}

/** One batch typed by hand; from now on the quantity no longer changes the batches. */
export function withBatch(batches: BatchDraft, index: number, quantity: string): BatchDraft {
  return byHand(batches.each.map((each, at) => (at === index ? quantity : each)))
}

/** One more batch, with what is still missing to the order's quantity. */
export function withAnother(batches: BatchDraft, quantity: number | null): BatchDraft {
  const missing = quantity === null ? 0 : quantity - sumOf(batches.each.map((each) => wholeNumber(each) ?? 0))
  return byHand([...batches.each, missing > 0 ? String(missing) : ''])
}

export function without(batches: BatchDraft, index: number): BatchDraft {
  return byHand(batches.each.filter((_, at) => at !== index))
}

function byHand(each: readonly string[]): BatchDraft {
  return { by: 'hand', count: String(each.length), size: '', each }
}

/** The batches as numbers; `null` while one of them is none, or there are too few or too many. */
export function readBatches(batches: BatchDraft): readonly number[] | null {
  const read = batches.each.map((each) => wholeNumberWithin(each, anyQuantity))
  const numbers = read.filter((each) => each !== null)
  return numbers.length === read.length && numbers.length >= 1 && numbers.length <= maxBatches ? numbers : null
}

/** What keeps these batches from being the batches of an order of `quantity` units. */
export function batchError(batches: BatchDraft, quantity: number): FieldError | undefined {
  const most = Math.min(maxBatches, quantity)
  const numbers = readBatches(batches)
  if (numbers === null) {
    if (batches.by === 'count') return { key: 'office.orders.errors.batchCount', params: { max: most } }
    if (batches.by === 'size') {
      return { key: 'office.orders.errors.batchSize', params: { min: Math.ceil(quantity / maxBatches), max: quantity } }
    }
    if (batches.each.length === 0 || batches.each.length > maxBatches) {
      return { key: 'office.orders.errors.batchCount', params: { max: most } }
    }
    const wrong = batches.each.findIndex((each) => wholeNumberWithin(each, anyQuantity) === null)
    return { key: 'office.orders.errors.batchEach', params: { batch: wrong + 1 } }
  }
  const sum = sumOf(numbers)
  if (sum === quantity) return undefined
  const key = sum < quantity ? 'office.orders.errors.batchSumShort' : 'office.orders.errors.batchSumOver'
  return { key, params: { sum, quantity, difference: Math.abs(quantity - sum) } }
}
