import { z } from 'zod'
import { isPlainObject } from './bson-type.ts'
import { describeFound } from './describe-found.ts'
import { type QuickTest, quickTestOf } from './quick-test.ts'
import { type Reading, type ReadOf, readingOf } from './reading.ts'
import { variantOf } from './variants.ts'

/** One value of a document that the strict schema would not have written. */
export interface Off {
  /** `priority`, `batches[1].quantity`; '' is the document itself. */
  readonly field: string
  /** What stands there, in a few words: cut, and never a secret. */
  readonly found: string
}

export interface LenientlyRead<Value> {
  readonly value: Value
  readonly off: readonly Off[]
}

/**
 * Reads what any program may have stored, with the schema that is strict on write. Never throws. What is missing is
 * the default or null, unknown fields are kept, and a value that is off is replaced by the field's fallback and
 * reported; the fields beside it stay as they are. Text is never changed: a number or code that only breaks its form
 * is kept as it stands (and reported), because that is what a label shows and what a filter has to match.
 *
 * The document itself is given back where nothing of it has to be read in another way, which is of most: a copy of each
 * made a list of two thousand take half as long again.
 */
export function readLeniently<Schema extends z.ZodObject>(
  schema: Schema,
  document: unknown,
): LenientlyRead<ReadOf<Schema>> {
  const off: Off[] = []
  if (!isPlainObject(document)) off.push({ field: '', found: describeFound(document) })
  const value = readObject(schema, isPlainObject(document) ? document : {}, '', off)
  return { value: value as ReadOf<Schema>, off } // built field by field from the same schema
}

/** Instead of a value: an element that cannot be read, or a field that is not there. */
const nothing = Symbol('nothing')

/** What a field's schema says, taken apart once. */
interface Field extends Unwrapped {
  readonly name: string
  readonly how: Reading
  /** Null where only the schema knows. */
  readonly isRight: QuickTest | null
}

const plans = new WeakMap<z.ZodObject, readonly Field[]>()

function fieldsOf(schema: z.ZodObject): readonly Field[] {
  const known = plans.get(schema)
  if (known !== undefined) return known
  const fields = Object.entries<z.core.$ZodType>(schema.shape).map(([name, field]) => {
    const unwrapped = unwrap(field)
    return { name, how: readingOf(field), ...unwrapped, isRight: quickTestOf(unwrapped.inner) }
  })
  plans.set(schema, fields)
  return fields
}

function readObject(
  schema: z.ZodObject,
  found: Readonly<Record<string, unknown>>,
  path: string,
  off: Off[],
): Readonly<Record<string, unknown>> {
  let read: Record<string, unknown> | null = null
  for (const field of fieldsOf(schema)) {
    const { name } = field
    const isThere = Object.hasOwn(found, name)
    const stored = isThere ? found[name] : undefined
    if ((stored === null && field.isNullable) || field.isRight?.(stored) === true) continue
    const value = readField(field, stored, path === '' ? name : `${path}.${name}`, off)
    if (value === stored && isThere) continue
    // Spread, not assigned: also a field of the name `__proto__` is a field of the copy.
    read ??= { ...found }
    if (value === nothing) delete read[name]
    else read[name] = value
  }
  return read ?? found
}

function readField(schema: Field, found: unknown, field: string, off: Off[]): unknown {
  const { how, inner, isNullable, isOptional, hasDefault, byDefault } = schema
  if (found === undefined && isOptional) return nothing
  if (found === undefined && hasDefault) return byDefault()
  if (found === null && isNullable) return null
  if ((found === undefined || found === null) && how.absent) return null
  const fallback = 'fallback' in how ? how.fallback : hasDefault ? byDefault() : null
  const value = readValue(inner, how, found, field, off)
  if (value !== nothing) return value
  off.push({ field, found: describeFound(found, how.secret) })
  return fallback
}

/** @returns `nothing` where the value is off; the caller says so. */
function readValue(schema: z.core.$ZodType, how: Reading, found: unknown, field: string, off: Off[]): unknown {
  if (schema instanceof z.ZodObject) return isPlainObject(found) ? readObject(schema, found, field, off) : nothing
  if (schema instanceof z.ZodArray) return Array.isArray(found) ? readList(schema.element, found, field, off) : nothing
  if (schema instanceof z.ZodRecord) {
    return isPlainObject(found) ? readRecord(schema.valueType, found, field, off) : nothing
  }
  if (schema instanceof z.ZodUnknown) return found
  const report = () => off.push({ field, found: describeFound(found, how.secret) })
  const strict = z.safeParse(schema, found)
  if (strict.success) {
    // Text that the schema would have trimmed or put into another case: look-ups in the proper form miss it.
    if (typeof found === 'string' && strict.data !== found) report()
    return found
  }
  if (typeof found === 'string' && how.text !== undefined && found !== '') {
    if (how.text === 'shown') report()
    return found
  }
  const variant = variantOf(schema, found, how.anyCase === true)
  if (variant !== null) {
    const read = z.safeParse(schema, variant.value)
    if (read.success) {
      if (!variant.isHarmless) report()
      return variant.value
    }
  }
  if (!(schema instanceof z.ZodString) || typeof found !== 'string' || found.trim() === '') return nothing
  report()
  return found
}

/** An element that cannot be read is left out, never guessed; the others are still there. */
function readList(element: z.core.$ZodType, found: readonly unknown[], field: string, off: Off[]): readonly unknown[] {
  const how = readingOf(element)
  const { inner } = unwrap(element)
  const read = found.flatMap((entry, index) => {
    const path = `${field}[${index}]`
    const value = readValue(inner, how, entry, path, off)
    if (value !== nothing) return [value]
    off.push({ field: path, found: describeFound(entry, how.secret) })
    return []
  })
  return isSame(read, found) ? found : read
}

function readRecord(
  values: z.core.$ZodType,
  found: Readonly<Record<string, unknown>>,
  field: string,
  off: Off[],
): Readonly<Record<string, unknown>> {
  if (values instanceof z.ZodUnknown) return found
  const read = Object.entries(found).flatMap(([name, entry]) => {
    const value = readValue(values, {}, entry, `${field}.${name}`, off)
    if (value !== nothing) return [[name, value] as const]
    off.push({ field: `${field}.${name}`, found: describeFound(entry) })
    return []
  })
  return Object.fromEntries(read)
}

function isSame(read: readonly unknown[], found: readonly unknown[]): boolean {
  return read.length === found.length && read.every((entry, index) => Object.is(entry, found[index]))
}

interface Unwrapped {
  readonly inner: z.core.$ZodType
  readonly isNullable: boolean
  readonly isOptional: boolean
  readonly hasDefault: boolean
  /** A new one each time: an empty list or object is the document's own. */
  readonly byDefault: () => unknown
}

function unwrap(schema: z.core.$ZodType): Unwrapped {
  let inner = schema
  let isNullable = false
  let isOptional = false
  let byDefault: (() => unknown) | null = null
  for (;;) {
    if (inner instanceof z.ZodDefault) {
      const { def } = inner
      byDefault = () => def.defaultValue
      inner = def.innerType
    } else if (inner instanceof z.ZodNullable) {
      isNullable = true
      inner = inner.def.innerType
    } else if (inner instanceof z.ZodOptional) {
      isOptional = true
      inner = inner.def.innerType
    } else {
      return { inner, isNullable, isOptional, hasDefault: byDefault !== null, byDefault: byDefault ?? (() => null) }
    }
  }
}
