import { expect, it } from 'vitest'
import { merged } from './merged.ts'

it('joins sections, and takes nothing away', () => {
  const frame = { a: { b: 'frame' }, c: 'c' }
  expect(merged(frame, [{ a: { d: 'one' } }, { e: { f: 'two' } }])).toEqual({
    a: { b: 'frame', d: 'one' },
    c: 'c',
    e: { f: 'two' },
  })
  expect(frame).toEqual({ a: { b: 'frame' }, c: 'c' })
})

it.each([[{ a: { b: 'x' } }], [{ a: 'x' }], [{ c: { d: 'x' } }]])(
  'says so where two parts say the same: %j',
  (part) => {
    expect(() => merged({ a: { b: 'frame' }, c: 'c' }, [part])).toThrow('two texts for')
  },
)
