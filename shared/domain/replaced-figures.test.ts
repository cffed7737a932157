import { describe, expect, it } from 'vitest'
import { noFigures, type OrderFigures } from './order-figures.ts'
import { replacesForeignFigures } from './replaced-figures.ts'

/** An order of one batch in which everything was approved at once. */
const of = (produced: number): OrderFigures => ({
  ...{ produced, approved: produced, rejected: 0 },
  batches: new Map([[1, produced]]),
})

describe('figures that a fold overwrites', () => {
  it.each([
    // what, stored, folded, counted by our stations, written by the last fold, foreign?
    ['another program’s own', 850, 25, 0, null, true],
    ['too few of them', 10, 25, 0, null, true],
    ['none yet', 0, 25, 0, null, false],
    ['none, and no unit', 0, 0, 0, null, false],
    ['a count of the devices', 25, 25, 0, null, false],
    ['a count from before our stations came', 25, 30, 5, null, false],
    ['a count while our stations worked', 28, 30, 5, null, false],
    ['more than our stations explain', 24, 30, 5, null, true],
    ['more than there is', 31, 30, 5, null, true],
    ['a count that knew of units since undone', 25, 24, -1, null, false],
    ['our last', 30, 31, 6, 30, false],
    ['our last, when devices were added', 30, 90, 5, 30, false],
    ['our last, when devices were taken away', 30, 3, 5, 30, false],
    ['our last, when a unit was undone', 30, 29, 4, 30, false],
    ['an older one of ours, saved back', 27, 30, 5, 30, false],
    ['an older one of ours, saved back, when devices were added', 27, 90, 5, 30, false],
    ['what nobody of ours wrote', 850, 30, 5, 30, true],
    ['less than our stations explain', 24, 30, 5, 30, true],
    ['what a recount finds too', 90, 90, 5, 30, false],
    ['nothing, saved over ours', 0, 30, 5, 30, false],
  ])('%s (%i, folded to %i)', (_what, stored, folded, counted, written, foreign) => {
    const over = { stored: of(stored), folded: of(folded), counted: of(counted) }
    expect(replacesForeignFigures({ ...over, written: written === null ? null : of(written) })).toBe(foreign)
  })

  it.each(['produced', 'approved', 'rejected'] as const)('one total is enough: %s', (name) => {
    const over = { folded: of(25), counted: of(0), written: of(25) }
    expect(replacesForeignFigures({ ...over, stored: { ...of(25), [name]: 7 } })).toBe(true)
  })

  it('one batch is enough, also one that nobody has made anything of', () => {
    const over = { folded: of(25), counted: of(0) }
    const stored: OrderFigures = {
      ...of(25),
      batches: new Map([
        [1, 25],
        [2, 9],
      ]),
    }
    expect(replacesForeignFigures({ ...over, stored, written: null })).toBe(true)
    expect(replacesForeignFigures({ ...over, stored, written: of(25) })).toBe(true)
    expect(replacesForeignFigures({ ...over, stored: { ...of(25), batches: new Map([[2, 0]]) }, written: null })).toBe(
      false,
    )
  })

  it('an order that lists no batches has only totals', () => {
    const bare = { ...noFigures, batches: new Map<number, number>() }
    expect(replacesForeignFigures({ stored: bare, folded: of(25), counted: of(0), written: null })).toBe(false)
    const stored = { ...bare, produced: 850 }
    expect(replacesForeignFigures({ stored, folded: of(25), counted: of(0), written: null })).toBe(true)
  })
})
