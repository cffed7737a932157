import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keyboard, press, usKeys, type WedgeSettings } from '../../tests/support/wedge.ts'
import { unframedKeys } from './keyboard-run.ts'

const printable = [...usKeys.keys()].filter((character) => character >= ' ')
const code = fc.string({ unit: fc.constantFrom(...printable), minLength: unframedKeys, maxLength: 60 })

describe('a person and a scanner at one keyboard', () => {
  // A fast typist: rollovers of two or three keys, never of more.
  const typed = fc.array(
    fc.record({
      text: fc.string({ unit: fc.constantFrom(...printable, '\r', '\t'), minLength: 1, maxLength: 3 }),
      roll: fc.integer({ min: 5, max: 39 }),
      gap: fc.integer({ min: 75, max: 400 }),
    }),
    { maxLength: 25 },
  )

  it('never takes typed text for a scan, and loses or turns round none of it', () => {
    const settings = fc.constantFrom<WedgeSettings>(
      {},
      { prefix: '~' },
      { prefix: '~', suffix: '#' },
      { prefix: '\x02', suffix: '\x03' },
    )
    fc.assert(
      fc.property(settings, typed, (chosen, words) => {
        const desk = keyboard(chosen)
        for (const { text, roll, gap } of words) desk.type(text, [gap, roll, roll])
        desk.settle()
        // Behind a prefix that a person types faster than anybody does, the text may be lost, but is no scan.
        expect(desk.codes).toEqual([])
        if (chosen.prefix !== '~') {
          expect(desk.page).toEqual(words.flatMap(({ text }) => [...text].map((character) => press(character).key)))
        }
      }),
      { numRuns: 400 },
    )
  })

  it('loses no scan with prefix and suffix, at 1 to 60 ms a key, between any typing', () => {
    const sent = fc.tuple(
      code.filter((text) => !text.includes('#')),
      fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 9 }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(typed, sent), { maxLength: 4 }), (turns) => {
        const desk = keyboard({ prefix: '\x02', suffix: '\x03' })
        for (const [words, [scan, gaps]] of turns) {
          for (const { text, roll, gap } of words) desk.type(text, [gap, roll, roll])
          desk.type(`\x02${scan}\x03\x02${scan}\x03`, gaps)
        }
        desk.settle()
        expect(desk.codes).toEqual(turns.flatMap(([, [scan]]) => [scan, scan]))
        const text = turns.flatMap(([words]) => words.flatMap((word) => [...word.text]))
        const typedEnds = text.filter((character) => character !== '\r' && character !== '\t')
        expect(desk.page.filter((key) => key !== 'Enter' && key !== 'Tab')).toEqual(typedEnds)
      }),
      { numRuns: 400 },
    )
  })

  it('loses no scan without them, at up to 39 ms a key, after a pause', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(typed, code, fc.integer({ min: 1, max: 39 })), { maxLength: 4 }), (turns) => {
        const desk = keyboard()
        for (const [words, scan, gap] of turns) {
          for (const { text, roll, gap: pause } of words) desk.type(text, [pause, roll, roll])
          desk.wait(100)
          // Two in a row, as fast as they can be.
          desk.type(`${scan}\r${scan}\r`, gap)
          desk.wait(100)
        }
        expect(desk.codes).toEqual(turns.flatMap(([, scan]) => [scan, scan]))
        expect(desk.page).toEqual(
          turns.flatMap(([words]) => words.flatMap(({ text }) => [...text].map((character) => press(character).key))),
        )
      }),
      { numRuns: 400 },
    )
  })
})
