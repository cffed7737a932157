import { describe, expect, it } from 'vitest'
import {
  batchError,
  batchesByCount,
  batchesBySize,
  readBatches,
  withAnother,
  withBatch,
  without,
  withQuantity,
} from './batch-draft.ts'

describe('the batches of a new order', () => {
  it('follow the quantity while they are given by number', () => {
    const four = batchesByCount('4', 1000)
    expect(readBatches(four)).toEqual([250, 250, 250, 250])
    expect(readBatches(withQuantity(four, 10))).toEqual([3, 3, 2, 2])
  })

  it('follow the quantity while they are given by size', () => {
    const by300 = batchesBySize('300', 1000)
    expect(readBatches(by300)).toEqual([300, 300, 300, 100])
    expect(by300.count).toBe('4')
    expect(readBatches(withQuantity(by300, 600))).toEqual([300, 300])
  })

  it('stay as typed once one was typed by hand', () => {
    const byHand = withBatch(batchesByCount('2', 100), 0, '70')
    expect(withQuantity(byHand, 500)).toEqual(byHand)
    expect(byHand.each).toEqual(['70', '50'])
  })

  it('take what is missing into another batch', () => {
    const short = withBatch(batchesByCount('2', 100), 0, '20')
    expect(withAnother(short, 100).each).toEqual(['20', '50', '30'])
    expect(withAnother(batchesByCount('1', 100), 100).each).toEqual(['100', ''])
  })

  it('lose the one that is taken away', () => {
    expect(without(batchesByCount('3', 6), 1).each).toEqual(['2', '2'])
  })
})

describe('batchError', () => {
  it('is silent when the sum is the quantity', () => {
    expect(batchError(batchesByCount('3', 10), 10)).toBeUndefined()
  })

  it('names how many units are missing or too many', () => {
    const byHand = withBatch(batchesByCount('2', 100), 0, '40')
    expect(batchError(byHand, 100)).toEqual({
      key: 'office.orders.errors.batchSumShort',
      params: { sum: 90, quantity: 100, difference: 10 },
    })
    expect(batchError(withBatch(byHand, 0, '55'), 100)?.key).toBe('office.orders.errors.batchSumOver')
  })

  it('names the batch that is no number', () => {
    const byHand = withBatch(batchesByCount('3', 30), 1, 'x')
    expect(batchError(byHand, 30)).toEqual({ key: 'office.orders.errors.batchEach', params: { batch: 2 } })
  })

  it('names the range when a number or size cannot be', () => {
    expect(batchError(batchesByCount('11', 10), 10)?.params).toEqual({ max: 10 })
    expect(batchError(batchesByCount('', 10_000), 10_000)?.params).toEqual({ max: 500 })
    expect(batchError(batchesBySize('1', 10_000), 10_000)?.params).toEqual({ min: 20, max: 10_000 })
    expect(batchError(without(batchesByCount('1', 10), 0), 10)?.key).toBe('office.orders.errors.batchCount')
  })
})
