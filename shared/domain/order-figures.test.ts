import { expect, it } from 'vitest'
import { type Figures, figuresText, minus, noFigures, orderFigures, plus, plusByBatch } from './order-figures.ts'

const of = (produced: number, approved = 0, rejected = 0): Figures => ({ produced, approved, rejected })

it('adds and takes away figure by figure', () => {
  expect(plus(of(3, 2, 1), of(10, 20, 30))).toEqual(of(13, 22, 31))
  expect(minus(of(3, 2, 1), of(10, 20, 30))).toEqual(of(-7, -18, -29))
  expect(plus(noFigures, of(3, 2, 1))).toEqual(of(3, 2, 1))
})

it('adds batch by batch, also those that one side does not have', () => {
  const sum = plusByBatch(
    new Map([
      [1, of(3)],
      [2, of(4)],
    ]),
    new Map([[2, of(1, 1)]]),
  )
  expect([...sum]).toEqual([
    [1, of(3)],
    [2, of(5, 1)],
  ])
})

it('an order’s totals are the sum of its batches', () => {
  const batches = new Map([
    [1, of(3, 2, 1)],
    [7, of(4, 4)],
  ])
  expect(orderFigures(batches)).toEqual({
    ...of(7, 6, 1),
    batches: new Map([
      [1, 3],
      [7, 4],
    ]),
  })
})

it.each([
  [[], 5, '7 / 6 / 1'],
  [[1], 5, '7 / 6 / 1 (1: 3)'],
  [[1, 2], 5, '7 / 6 / 1 (1: 3, 2: 0)'],
  [[1, 2, 3], 2, '7 / 6 / 1 (1: 3, 2: 0, …)'],
])('as text, of the batches %j and at most %i', (lotes, most, text) => {
  expect(figuresText({ ...of(7, 6, 1), batches: new Map([[1, 3]]) }, lotes, most)).toBe(text)
})
