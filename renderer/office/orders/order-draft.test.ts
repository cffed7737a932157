import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newOrderSchema } from '../../../shared/contract/orders.ts'
import { pairings } from '../../../shared/schemas/stored-words.ts'
import { batchesByCount, withBatch } from './batch-draft.ts'
import { emptyOrder, type OrderDraft, readOrder } from './order-draft.ts'

const good: OrderDraft = {
  ...emptyOrder(2),
  number: ' op-2026/001 ',
  product: 'Baliza V16',
  reference: 'BV16-C',
  brand: 'NEOWAY',
  sku: '100',
  quantity: '1000',
  batches: batchesByCount('4', 1000),
  tacs: '35824005, 35824006',
  prefixes: '8934',
  notes: '  first run ',
}

function errorsOf(change: Partial<OrderDraft>) {
  const reading = readOrder({ ...good, ...change })
  return reading.ok ? {} : reading.errors
}

describe('readOrder', () => {
  it('trims, upper-cases the number and reads the lists', () => {
    const reading = readOrder(good)
    expect(reading).toEqual({
      ok: true,
      value: {
        order_number: 'OP-2026/001',
        product_name: 'Baliza V16',
        nro_referencia: 'BV16-C',
        brand: 'NEOWAY',
        sku: 100,
        quantity: 1000,
        batches: [250, 250, 250, 250],
        production_line: 2,
        priority: 'normal',
        pairing: 'imei-then-iccid',
        inspection: 'every',
        tacs: ['35824005', '35824006'],
        iccid_prefixes: ['8934'],
        notes: 'first run',
      },
    })
  })

  it('names every field that is missing on an empty form', () => {
    const reading = readOrder(emptyOrder(1))
    expect(reading.ok ? [] : Object.keys(reading.errors)).toEqual([
      'number',
      'product',
      'reference',
      'brand',
      'quantity',
    ])
  })

  it('names the sign that an order number cannot have', () => {
    expect(errorsOf({ number: 'OP 7' }).number).toEqual({
      key: 'office.orders.errors.numberSign',
      params: { sign: ' ' },
    })
    expect(errorsOf({ number: '-7' }).number?.key).toBe('office.orders.errors.number')
  })

  it('sends no ICCID prefix where no ICCID is read', () => {
    const reading = readOrder({ ...good, pairing: 'imei', prefixes: 'not even a number' })
    expect(reading.ok && reading.value.iccid_prefixes).toEqual([])
  })

  it('names the entries that are no TAC', () => {
    expect(errorsOf({ tacs: '35824005 123' }).tacs?.params).toEqual({ wrong: '123' })
  })

  it('refuses batches that do not add up', () => {
    expect(errorsOf({ batches: withBatch(good.batches, 0, '249') }).batches?.params).toEqual({
      sum: 999,
      quantity: 1000,
      difference: 1,
    })
  })

  it.each<[string, (length: number) => Partial<OrderDraft>, number]>([
    ['number', (length) => ({ number: 'A'.repeat(length) }), 39],
    ['product', (length) => ({ product: 'x'.repeat(length) }), 100],
    ['reference', (length) => ({ reference: 'x'.repeat(length) }), 40],
    ['brand', (length) => ({ brand: 'x'.repeat(length) }), 60],
    ['notes', (length) => ({ notes: 'x'.repeat(length) }), 500],
    ['tacs', (length) => ({ tacs: Array.from({ length }, (_, index) => 35_824_000 + index).join(' ') }), 50],
    ['prefixes', (length) => ({ prefixes: Array.from({ length }, (_, index) => 8934 + index).join(' ') }), 50],
  ])('takes %s up to what the contract takes, and not one more', (_, change, longest) => {
    expect(errorsOf(change(longest))).toEqual({})
    expect(Object.keys(errorsOf(change(longest + 1)))).toHaveLength(1)
    const reading = readOrder({ ...good, ...change(longest) })
    expect(reading.ok && newOrderSchema.safeParse(reading.value).success).toBe(true)
  })

  it('lets nothing pass that the contract would refuse', () => {
    const text = fc.string({ maxLength: 130 })
    // One field at a time around a good order: a form wrong in five fields would prove nothing about the sixth.
    const change: fc.Arbitrary<Partial<OrderDraft>> = fc.oneof(
      fc.record({ number: fc.oneof(text, fc.stringMatching(/^[A-Z0-9][A-Z0-9/_.-]{0,44}$/)) }),
      fc.record({ product: text }),
      fc.record({ reference: text }),
      fc.record({ brand: text }),
      fc.record({ sku: fc.oneof(text, fc.integer().map(String)) }),
      fc
        .record({ quantity: fc.integer({ min: -1, max: 1_200_000 }), count: fc.integer({ min: 0, max: 600 }) })
        .map(({ quantity, count }) => ({
          quantity: String(quantity),
          batches: batchesByCount(String(count), quantity),
        })),
      fc.record({ tacs: fc.array(fc.stringMatching(/^\d{7,9}$/), { maxLength: 60 }).map((list) => list.join(' ')) }),
      fc.record({ tacs: fc.array(fc.stringMatching(/^\d{8}$/), { maxLength: 60 }).map((list) => list.join(' ')) }),
      fc.record({ prefixes: fc.stringMatching(/^\d{3,11}$/) }),
      fc.record({ notes: fc.string({ maxLength: 510 }) }),
      fc.record({ pairing: fc.constantFrom(...pairings) }),
    )
    fc.assert(
      fc.property(change, (changed) => {
        const reading = readOrder({ ...good, ...changed })
        return !reading.ok || newOrderSchema.safeParse(reading.value).success
      }),
      { numRuns: 1000 },
    )
  })
})
