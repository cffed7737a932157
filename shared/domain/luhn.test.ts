import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isLuhnValid, luhnCheckDigit } from './luhn.ts'

const digits = (min: number, max: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: min, maxLength: max }).map((list) => list.join(''))

describe('luhn', () => {
  it.each([
    // The example of 3GPP TS 23.003 annex B.
    ['26053179311383', '7'],
    ['35209900176148', '1'],
    ['7992739871', '3'],
    ['00000000000000', '0'],
  ])('%s ends in %s', (payload, digit) => {
    expect(luhnCheckDigit(payload)).toBe(digit)
    expect(isLuhnValid(payload + digit)).toBe(true)
  })

  it.each(['123456789012345', '8934071000000000000', '', '0'])('%s is not valid', (text) => {
    expect(isLuhnValid(text)).toBe(false)
  })

  it('finds every single wrong digit', () => {
    fc.assert(
      fc.property(digits(14, 21), fc.nat(), fc.integer({ min: 1, max: 9 }), (payload, at, change) => {
        const good = payload + luhnCheckDigit(payload)
        const index = at % good.length
        const wrong = (Number(good[index]) + change) % 10
        expect(isLuhnValid(good.slice(0, index) + wrong + good.slice(index + 1))).toBe(false)
      }),
    )
  })

  it('finds every swap of neighbours but 09 and 90', () => {
    fc.assert(
      fc.property(digits(14, 21), fc.nat(), (payload, at) => {
        const good = payload + luhnCheckDigit(payload)
        const index = at % (good.length - 1)
        const [first, second] = [good[index] ?? '', good[index + 1] ?? '']
        fc.pre(first !== second && first + second !== '09' && first + second !== '90')
        expect(isLuhnValid(good.slice(0, index) + second + first + good.slice(index + 2))).toBe(false)
      }),
    )
  })
})
