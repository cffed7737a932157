import { expect, it } from 'vitest'
import { isFresh, parseKnownReading, parseKnownUnit, restAfter } from './known.ts'

it('takes one hundredth of the server’s time, all stations together', () => {
  for (const stations of [1, 8, 64]) {
    const readMs = 37
    const rest = restAfter(readMs, stations)
    expect((stations * readMs) / (rest + readMs)).toBeLessThanOrEqual(0.01)
  }
  expect(restAfter(0, 1)).toBe(1000)
  expect(restAfter(30, 0)).toBe(3000)
})

it('is known for so many hours', () => {
  const hours = 12
  expect(isFresh(0, hours * 3_600_000, hours)).toBe(true)
  expect(isFresh(0, hours * 3_600_000 + 1, hours)).toBe(false)
})

it.each([null, 'x', {}, { imei: 7 }])('what cannot be read is not known: %j', (value) => {
  expect(parseKnownUnit(value)).toBeNull()
  expect(parseKnownReading(value)).toBeNull()
})
