/**
 * Which of BSON's own values this is, by the mark that the driver leaves on their prototype; null for everything
 * else. A document's own field of that name is only a field: whoever stores one makes no ObjectId of it.
 */
export function bsonTypeOf(value: unknown): string | null {
  if (typeof value !== 'object' || value === null || Object.hasOwn(value, '_bsontype')) return null
  const type: unknown = Reflect.get(value, '_bsontype')
  return typeof type === 'string' ? type : null
}

/** A document's object, as the driver makes them: no list, no date, none of BSON's own values. */
export function isPlainObject(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
