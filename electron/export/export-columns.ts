import { z } from 'zod'
import { bsonTypeOf, isPlainObject } from '../../shared/schemas/bson-type.ts'
import { isObjectId } from '../../shared/schemas/object-id.ts'
import { extendedJson } from '../db/lists/exported-documents.ts'

/** One column of a table that is made of documents: a field, or a field within a structure (`garantia.activa`). */
export interface ExportColumn {
  readonly name: string
  readonly path: readonly string[]
}

/** What a cell may hold; null is an empty one. */
export type Cell = string | number | boolean | Date | null

/**
 * The columns of a collection: `_id`, then every field of its schema under its stored name, so that a file says what the
 * database says and can be read in again. A structure is a column per field of it.
 */
export function exportColumns(schema: z.ZodObject): ExportColumn[] {
  return [{ name: '_id', path: ['_id'] }, ...columnsOf(schema, [])]
}

function columnsOf(schema: z.ZodObject, path: readonly string[]): ExportColumn[] {
  return Object.entries(schema.shape).flatMap(([name, field]) => {
    const inner = unwrapped(field)
    const here = [...path, name]
    return inner instanceof z.ZodObject ? columnsOf(inner, here) : [{ name: here.join('.'), path: here }]
  })
}

function unwrapped(schema: z.core.$ZodType): z.core.$ZodType {
  let inner = schema
  while (inner instanceof z.ZodDefault || inner instanceof z.ZodNullable || inner instanceof z.ZodOptional) {
    inner = inner.def.innerType
  }
  return inner
}

/** What stands in a column of a document: as it is stored, whatever it is. Lists and free objects are Extended JSON. */
export function cellOf(document: Readonly<Record<string, unknown>>, { path }: ExportColumn): Cell {
  let value: unknown = document
  for (const name of path) {
    if (!isPlainObject(value) || !Object.hasOwn(value, name)) return null
    value = value[name]
  }
  return plainCell(value)
}

function plainCell(value: unknown): Cell {
  switch (typeof value) {
    case 'string':
    case 'boolean':
      return value
    case 'number':
      return Number.isFinite(value) ? value : String(value)
    case 'undefined':
      return null
    default:
      return value === null ? null : objectCell(value)
  }
}

function objectCell(value: unknown): Cell {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value
  if (isObjectId(value)) return value.toHexString()
  const type = bsonTypeOf(value)
  if (type === 'Long' || type === 'Decimal128') return String(value)
  return extendedJson(value)
}
