import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { quickTestOf } from './quick-test.ts'

const schemas: readonly (readonly [name: string, schema: z.ZodType, isQuick: boolean])[] = [
  ['text', z.string(), true],
  ['digits', z.string().regex(/^\d{2,4}$/), true],
  ['words', z.enum(['activo', 'rma']), true],
  ['a boolean', z.boolean(), true],
  ['a number', z.number(), true],
  ['a whole number', z.number().int(), true],
  ['a line', z.number().int().min(1).max(3), true],
  ['a date', z.date(), true],
  ['an e-mail', z.email(), false],
  ['trimmed text', z.string().trim(), false],
  ['text of a length', z.string().min(2), false],
  ['more than', z.number().gt(0), false],
  ['a late date', z.date().min(new Date(0)), false],
  ['refined text', z.string().refine((given) => given !== 'x'), false],
  ['a list', z.array(z.string()), false],
]

const values = fc.oneof(
  fc.anything({ withDate: true }),
  fc.constantFrom(
    'activo',
    'rma',
    '12',
    '12345',
    ' a ',
    '',
    0,
    1,
    3,
    4,
    1.5,
    -0,
    NaN,
    Infinity,
    2 ** 60,
    new Date(NaN),
  ),
  fc.date({ noInvalidDate: false }),
  fc.integer({ min: -2, max: 6 }),
)

describe.each(schemas)('%s', (_name, schema, isQuick) => {
  const test = quickTestOf(schema)

  it(isQuick ? 'has a test of its own' : 'is left to the schema', () => {
    expect(test === null).toBe(!isQuick)
  })

  it('takes nothing that the schema would refuse or change', () => {
    fc.assert(
      fc.property(values, (value) => {
        if (test?.(value) === true) expect(z.safeParse(schema, value)).toEqual({ success: true, data: value })
      }),
    )
  })

  it.runIf(isQuick)('takes what the schema takes', () => {
    fc.assert(
      fc.property(values, (value) => {
        expect(test?.(value)).toBe(z.safeParse(schema, value).success)
      }),
    )
  })
})
