import { z } from 'zod'
import { bsonTypeOf } from './bson-type.ts'
import { isObjectId } from './object-id.ts'

/** Another way of storing the same value. */
export interface Variant {
  readonly value: unknown
  /** The platform's reader takes it as well; otherwise we read it, but it is reported. */
  readonly isHarmless: boolean
}

/**
 * The same value in the form the schema wants, where it is only stored in another one: "1" or a Long for a number,
 * 0 and 1 for a boolean, a number or ObjectId for text, ISO text for a date, any case where the platform takes it.
 */
export function variantOf(schema: z.core.$ZodType, found: unknown, anyCase: boolean): Variant | null {
  if (schema instanceof z.ZodNumber) return numberOf(found)
  if (schema instanceof z.ZodBoolean) return booleanOf(found)
  if (schema instanceof z.ZodString) return textOf(found)
  if (schema instanceof z.ZodDate) return dateOf(found)
  if (schema instanceof z.ZodEnum && anyCase && typeof found === 'string') {
    return { value: found.trim().toLowerCase(), isHarmless: true }
  }
  return null
}

function numberOf(found: unknown): Variant | null {
  if (typeof found === 'string' && /^\s*[+-]?\d+(\.\d+)?\s*$/.test(found)) {
    return { value: Number(found), isHarmless: true }
  }
  const type = bsonTypeOf(found)
  if (type === 'Long' || type === 'Int32' || type === 'Double') return { value: digitsOf(found), isHarmless: true }
  // Money of somebody who stored it with care: the platform cannot read it.
  if (type === 'Decimal128') return { value: digitsOf(found), isHarmless: false }
  return null
}

const yes: ReadonlySet<unknown> = new Set([1, '1', 'true', 't', 'yes', 'y', 'on'])
const no: ReadonlySet<unknown> = new Set([0, '0', 'false', 'f', 'no', 'n', 'off'])

function booleanOf(found: unknown): Variant | null {
  const word = typeof found === 'string' ? found.toLowerCase() : found
  if (yes.has(word)) return { value: true, isHarmless: true }
  if (no.has(word)) return { value: false, isHarmless: true }
  return null
}

function textOf(found: unknown): Variant | null {
  if (typeof found === 'number' && Number.isFinite(found)) return { value: String(found), isHarmless: false }
  if (isObjectId(found)) return { value: found.toHexString(), isHarmless: false }
  return null
}

function dateOf(found: unknown): Variant | null {
  // With a time zone: without one it is whose time?
  if (typeof found !== 'string' || !/^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(found))
    return null
  return { value: new Date(found), isHarmless: false }
}

function digitsOf(value: unknown): number {
  return Number(String(value))
}
