import fc from 'fast-check'
import { expect, it } from 'vitest'
import { idAt, idsPerAct } from './id-at.ts'

const act = '6749a1b2c3d4e5f6abc00000'
const numbers = fc.nat({ max: idsPerAct - 1 })

it('is the act’s own id first, and always 24 hex digits', () => {
  expect(idAt(act, 0)).toBe(act)
  expect(idAt(act, 1)).toBe('6749a1b2c3d4e5f6abc00001')
  fc.assert(fc.property(numbers, (n) => /^[0-9a-f]{24}$/.test(idAt(act, n))))
})

it('sorts as it is numbered, and never meets another act’s', () => {
  const next = '6749a1b2c3d4e5f6abd00000'
  fc.assert(
    fc.property(numbers, numbers, (one, other) => {
      expect(Math.sign(idAt(act, one).localeCompare(idAt(act, other)))).toBe(Math.sign(one - other))
      expect(idAt(act, one) < idAt(next, other)).toBe(true)
    }),
  )
})

it.each([-1, idsPerAct, 0.5, Number.NaN])('has no %sth id', (n) => {
  expect(() => idAt(act, n)).toThrow('id')
})

it('an id of the driver’s own kind at its very end has none left', () => {
  expect(() => idAt('6749a1b2c3d4e5f6ffffffff', 1)).toThrow('room')
})
