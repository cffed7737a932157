import { z } from 'zod'

/** What the lenient reader does with a field, beside its strict schema. */
export interface Reading {
  /** Read in place of a value that is off. Without it: the schema's default, else null. */
  readonly fallback?: unknown
  /** An unknown word is read as it stands: `free` where the platform stores any text, `shown` where it is reported. */
  readonly text?: 'free' | 'shown'
  /** Words are read in upper and lower case. */
  readonly anyCase?: true
  /** The platform leaves it out or null: no fault, reads as null. */
  readonly absent?: true
  /** What stands there is never described. */
  readonly secret?: true
}

declare const readAs: unique symbol

/** A schema that says how it is read; on write it is the schema alone. */
export type WithReading<Schema, How extends Reading> = Schema & { readonly [readAs]: How }

const readings = z.registry<Reading>()

/** Says how the lenient reader treats this field. The schema itself stays strict. */
export function reading<Schema extends z.ZodType, const How extends Reading>(
  schema: Schema,
  how: How,
): WithReading<Schema, How> {
  // A clone, because the same schema may be read in another way elsewhere.
  const own = schema.clone()
  readings.add(own, how)
  return own as WithReading<Schema, How> // `readAs` exists for the compiler only
}

export function readingOf(schema: z.core.$ZodType): Reading {
  return readings.get(schema as z.ZodType) ?? {} // the registry is typed for the classic schemas, which all of ours are
}

/** What the lenient reader makes of a document of this schema; fields that it does not know are there as well. */
export type ReadOf<Schema extends z.ZodType> = ReadValue<Schema>

type ReadValue<Schema> =
  Schema extends z.ZodDefault<infer Inner>
    ? ReadValue<Inner>
    : Schema extends z.ZodOptional<infer Inner>
      ? ReadValue<Inner> | undefined
      : Schema extends z.ZodNullable<infer Inner>
        ? ReadValue<Inner> | null
        : Schema extends z.ZodObject<infer Shape>
          ? { -readonly [Field in keyof Shape]: ReadField<Shape[Field]> }
          : Schema extends z.ZodArray<infer Element>
            ? (ReadValue<Element> | AsText<Element>)[]
            : z.output<Schema>

type ReadField<Schema> =
  Schema extends WithReading<unknown, infer How>
    ? ReadValue<Schema> | Instead<Schema, How> | AsText<Schema>
    : ReadValue<Schema> | Instead<Schema, object>

type AsText<Schema> = Schema extends WithReading<unknown, { readonly text: 'free' | 'shown' }> ? string : never

type Instead<Schema, How> = How extends { fallback: infer Fallback }
  ? Widened<Fallback>
  : Schema extends z.ZodDefault<z.ZodType>
    ? never
    : null

/** A fallback of '' is a text, of 0 a number; a word stays the word. */
type Widened<Fallback> = Fallback extends '' ? string : Fallback extends 0 ? number : Fallback
