import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { zoomAfter, zoomLimits } from './zoom.ts'

describe('zoomAfter', () => {
  it.each([
    [100, 'in', 110],
    [100, 'out', 90],
    [200, 'in', 200],
    [75, 'out', 75],
    [175, 'reset', 100],
    // From a settings file that was written by hand.
    [130, 'in', 150],
    [130, 'out', 125],
  ] as const)('%d %s: %d', (percent, change, after) => {
    expect(zoomAfter(percent, change)).toBe(after)
  })

  it('stays within the limits and comes to both ends', () => {
    fc.assert(
      fc.property(fc.integer({ min: zoomLimits.least, max: zoomLimits.most }), (percent) => {
        let [larger, smaller] = [percent, percent]
        for (let touches = 0; touches < 10; touches++) {
          expect(zoomAfter(larger, 'in')).toBeGreaterThanOrEqual(larger)
          expect(zoomAfter(smaller, 'out')).toBeLessThanOrEqual(smaller)
          larger = zoomAfter(larger, 'in')
          smaller = zoomAfter(smaller, 'out')
        }
        expect([smaller, larger]).toEqual([zoomLimits.least, zoomLimits.most])
      }),
    )
  })
})
