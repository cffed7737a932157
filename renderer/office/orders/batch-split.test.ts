import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxBatches, runsOf, splitBySize, splitEvenly, sumOf } from './batch-split.ts'

const quantity = fc.integer({ min: 1, max: 1_000_000 })

describe('splitEvenly', () => {
  it('gives the remainder to the first batches, one unit each', () => {
    expect(splitEvenly(1000, 3)).toEqual([334, 333, 333])
    expect(splitEvenly(1000, 4)).toEqual([250, 250, 250, 250])
    expect(splitEvenly(7, 7)).toEqual([1, 1, 1, 1, 1, 1, 1])
  })

  it('refuses what leaves a batch empty or is more than the contract takes', () => {
    expect(splitEvenly(3, 4)).toBeNull()
    expect(splitEvenly(0, 1)).toBeNull()
    expect(splitEvenly(10, 0)).toBeNull()
    expect(splitEvenly(10_000, maxBatches + 1)).toBeNull()
  })

  it('always adds up, with sizes that differ by one at most', () => {
    fc.assert(
      fc.property(quantity, fc.integer({ min: 1, max: maxBatches }), (units, count) => {
        const batches = splitEvenly(units, count)
        if (batches === null) return count > units
        return batches.length === count && sumOf(batches) === units && Math.max(...batches) - Math.min(...batches) <= 1
      }),
    )
  })
})

describe('splitBySize', () => {
  it('leaves the rest to the last batch', () => {
    expect(splitBySize(1000, 300)).toEqual([300, 300, 300, 100])
    expect(splitBySize(900, 300)).toEqual([300, 300, 300])
    expect(splitBySize(20, 300)).toEqual([20])
  })

  it('refuses more batches than the contract takes', () => {
    expect(splitBySize(501, 1)).toBeNull()
    expect(splitBySize(500, 1)).toHaveLength(500)
  })

  it('always adds up, and no batch is empty or larger than asked', () => {
    fc.assert(
      fc.property(quantity, fc.integer({ min: 1, max: 1_000_000 }), (units, size) => {
        const batches = splitBySize(units, size)
        if (batches === null) return Math.ceil(units / size) > maxBatches
        return sumOf(batches) === units && batches.every((batch) => batch >= 1 && batch <= size)
      }),
    )
  })
})

describe('runsOf', () => {
  it('puts neighbours of the same size together', () => {
    expect(runsOf([300, 300, 300, 100])).toEqual([
      { count: 3, quantity: 300 },
      { count: 1, quantity: 100 },
    ])
    expect(runsOf([])).toEqual([])
  })
})
