import { z } from 'zod'

/** An object whose names are somebody else's (`metadata`, `preferences`): any name that a document can hold. */
export const freeObjectSchema = z.record(
  // BSON ends a name at NUL: the rest would be lost.
  z.string().refine((name) => !name.includes('\0')),
  z.unknown(),
)
