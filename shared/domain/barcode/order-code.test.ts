import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { batchCode, readOrderCode } from './order-code.ts'

describe('batchCode', () => {
  it('reads back, whatever the order is called', () => {
    const order = fc.string({ unit: fc.constantFrom(...'AZ09/-: .Ñ'), minLength: 1, maxLength: 20 })
    const lote = fc.integer({ min: 1, max: 999_999 })
    fc.assert(
      fc.property(order, lote, fc.constantFrom(1, 2, 3), (number, batch, linea) => {
        let code: string
        try {
          code = batchCode(number, batch, linea)
        } catch {
          // Refused instead of printed: a blank at an end, or nothing but a number behind a colon.
          return
        }
        expect(readOrderCode(code)).toEqual({ kind: 'order', order: number, lote: batch, linea })
      }),
    )
    expect(batchCode('WH/MO/00123', 7)).toBe('BATCH:WH/MO/00123:7')
  })

  it('prints nothing that would open another batch', () => {
    // Split from the right this would be order A, batch 7 of line 12.
    expect(() => batchCode('A:7', 12)).toThrow()
    expect(() => batchCode(' A', 1)).toThrow()
    expect(() => batchCode('A', 1.5)).toThrow()
  })
})
