import fc from 'fast-check'
import { ObjectId } from 'mongodb'
import { z } from 'zod'

/**
 * Any document that a strict schema makes: values are drawn from the schema's own description, then written by it.
 * What it will not write (a date that is none, a code that is too long once trimmed) is drawn again.
 */
export function documentsOf<Schema extends z.ZodObject>(schema: Schema): fc.Arbitrary<z.output<Schema>> {
  return drawn(schema)
    .map((draft) => schema.safeParse(draft))
    .filter((made) => made.success)
    .map((made) => made.data as z.output<Schema>) // a failed one was filtered out
}

/** Whole code points: a lone surrogate is no UTF-8, so no BSON can hold it. */
const text = fc.string({ unit: 'binary', maxLength: 20 })

const free = fc.dictionary(
  fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 10 })
    .filter((name) => !name.includes('\0') && name !== '__proto__'),
  fc.oneof(text, fc.integer(), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true }), fc.array(text)),
  { maxKeys: 3 },
)

function drawn(schema: z.core.$ZodType): fc.Arbitrary<unknown> {
  if (schema instanceof z.ZodDefault || schema instanceof z.ZodOptional) {
    return fc.oneof(
      { weight: 1, arbitrary: fc.constant(undefined) },
      { weight: 4, arbitrary: drawn(schema.def.innerType) },
    )
  }
  if (schema instanceof z.ZodNullable) return fc.option(drawn(schema.def.innerType), { freq: 4 })
  if (schema instanceof z.ZodObject) {
    const fields = Object.entries(schema.shape).map(([name, field]) => [name, drawn(field)] as const)
    // Missing is not the same as undefined: BSON would store null.
    return fc.record(Object.fromEntries(fields)).map((made) => {
      return Object.fromEntries(Object.entries(made).filter(([, value]) => value !== undefined))
    })
  }
  if (schema instanceof z.ZodArray) return fc.array(drawn(schema.element), { maxLength: 4 })
  if (schema instanceof z.ZodRecord) {
    if (schema.valueType instanceof z.ZodUnknown) return free
    return fc.dictionary(fc.stringMatching(/^label_\d{1,3}$/), drawn(schema.valueType), { maxKeys: 4 })
  }
  if (schema instanceof z.ZodEnum) return fc.constantFrom(...schema.options)
  if (schema instanceof z.ZodBoolean) return fc.boolean()
  if (schema instanceof z.ZodDate) return fc.date({ noInvalidDate: true })
  if (schema instanceof z.ZodNumber) return number(schema)
  if (schema instanceof z.ZodString) return word(schema)
  if (schema instanceof z.ZodCustom) return fc.stringMatching(/^[0-9a-f]{24}$/).map((hex) => new ObjectId(hex))
  throw new Error(`no documents are drawn for ${schema._zod.def.type} yet`)
}

function number({ isInt, minValue, maxValue }: z.ZodNumber): fc.Arbitrary<number> {
  const min = minValue !== null && Number.isFinite(minValue) ? minValue : -1e9
  const max = maxValue !== null && Number.isFinite(maxValue) ? maxValue : 1e9
  if (isInt) return fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) })
  return fc.double({ min, max, noNaN: true })
}

function word(schema: z.ZodString): fc.Arbitrary<string> {
  const [pattern] = (schema.def.checks ?? []).flatMap((check) => {
    const { def } = check._zod
    return 'pattern' in def && def.pattern instanceof RegExp ? [def.pattern] : []
  })
  if (pattern !== undefined) return fc.stringMatching(pattern, { size: '-1' })
  return fc.oneof(text, fc.string({ unit: 'grapheme', minLength: 2, maxLength: 12 }))
}
