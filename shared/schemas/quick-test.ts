import { z } from 'zod'

/** Whether the strict schema takes a value just as it stands. False says nothing: then the schema itself is asked. */
export type QuickTest = (value: unknown) => boolean

/**
 * A test without the schema, for the plain fields that most of a document is: a list of two thousand devices has seventy
 * thousand of them, and asking the schema about each costs more than reading them from the server.
 * @returns null where only the schema knows
 */
export function quickTestOf(schema: z.core.$ZodType): QuickTest | null {
  if (schema instanceof z.ZodEnum) {
    const words: ReadonlySet<unknown> = new Set(schema.options)
    return (value) => words.has(value)
  }
  const kind = kindTest(schema)
  if (kind === null) return null
  const checks = schema._zod.def.checks?.map((check) => checkTest(check._zod.def)) ?? []
  if (checks.includes(null)) return null
  return checks.reduce<QuickTest>((before, check) => (value) => before(value) && check?.(value) === true, kind)
}

/** Whole classes only: a schema of one of their subclasses (an e-mail) wants more than its kind. */
function kindTest(schema: z.core.$ZodType): QuickTest | null {
  if (schema.constructor === z.ZodString) return (value) => typeof value === 'string'
  if (schema.constructor === z.ZodBoolean) return (value) => typeof value === 'boolean'
  if (schema.constructor === z.ZodNumber) return Number.isFinite
  if (schema.constructor === z.ZodDate) return (value) => value instanceof Date && !Number.isNaN(value.getTime())
  return null
}

interface CheckFacts {
  readonly check: string
  readonly format?: unknown
  readonly pattern?: unknown
  readonly value?: unknown
  readonly inclusive?: unknown
}

/** Null: a check that is not known here, or that changes the value (`trim`). */
function checkTest({ check, format, pattern, value: bound, inclusive }: CheckFacts): QuickTest | null {
  if (check === 'string_format' && format === 'regex' && pattern instanceof RegExp && !pattern.global) {
    return (value) => pattern.test(String(value))
  }
  if (check === 'number_format' && format === 'safeint') return Number.isSafeInteger
  if (typeof bound !== 'number' || inclusive !== true) return null
  if (check === 'greater_than') return (value) => Number(value) >= bound
  if (check === 'less_than') return (value) => Number(value) <= bound
  return null
}
