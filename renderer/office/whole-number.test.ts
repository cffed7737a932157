import { describe, expect, it } from 'vitest'
import { numberWithin, wholeNumber, wholeNumberWithin } from './whole-number.ts'

describe('wholeNumber', () => {
  it.each([
    ['1000', 1000],
    [' 42 ', 42],
    ['1.000', 1000],
    ['1,000', 1000],
    ['1 000 000', 1_000_000],
    ['0', 0],
  ])('reads %j as %d', (text, value) => expect(wholeNumber(text)).toBe(value))

  it.each(['', ' ', '1.5', '1,50', '-3', '1e3', '0x10', '1.000,000', '12.00', 'ten', '99999999999999999999'])(
    'refuses %j',
    (text) => expect(wholeNumber(text)).toBeNull(),
  )

  it('keeps both ends of a range and nothing outside', () => {
    expect([0, 1, 5, 6].map((value) => wholeNumberWithin(String(value), { min: 1, max: 5 }))).toEqual([
      null,
      1,
      5,
      null,
    ])
  })
})

describe('numberWithin', () => {
  it.each([
    ['0.1', 0.1],
    ['0,5', 0.5],
    ['15', 15],
  ])('reads %j as %d', (text, value) => expect(numberWithin(text, { min: 0.1, max: 720 })).toBe(value))

  it.each(['', '0', '721', '1.2.3', '-1', '1e2', 'NaN', 'Infinity'])('refuses %j', (text) =>
    expect(numberWithin(text, { min: 0.1, max: 720 })).toBeNull(),
  )
})
