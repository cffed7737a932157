import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { stripAim } from './aim.ts'

describe('stripAim', () => {
  it.each([
    [']C0ABC', 'code-128', false],
    [']C1ABC', 'gs1-128', true],
    [']C2ABC', 'code-128', false],
    [']A0ABC', 'code-39', false],
    [']E0ABC', 'ean-upc', false],
    [']e0ABC', 'gs1-databar', true],
    [']d1ABC', 'data-matrix', false],
    [']d2ABC', 'gs1-data-matrix', true],
    [']Q1ABC', 'qr', false],
    [']Q3ABC', 'gs1-qr', true],
    [']J1ABC', 'gs1-dotcode', true],
    [']z0ABC', 'aztec', false],
  ])('%s', (code, symbology, isGsOne) => {
    expect(stripAim(code)).toEqual({ text: 'ABC', symbology, isGsOne })
  })

  it.each(['', ']', ']C', ']!0ABC', ']a0ABC', 'C1]ABC', 'ABC', ']C\u0000ABC'])('leaves %j as it is', (code) => {
    expect(stripAim(code)).toEqual({ text: code, isGsOne: false })
  })

  it('loses nothing but three characters of any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...']CdQe01\u0000Ax') }), (text) => {
        const { text: rest } = stripAim(text)
        expect(text.endsWith(rest)).toBe(true)
        expect([0, 3]).toContain(text.length - rest.length)
      }),
    )
  })
})
