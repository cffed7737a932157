import { z } from 'zod'
import { bsonTypeOf } from './bson-type.ts'

/** An ObjectId by its shape: `shared/` does not know the driver. */
export interface ObjectIdLike {
  toHexString(): string
}

/**
 * A real ObjectId, where the reference says ObjectId: the platform cannot read text there. What else stands
 * there is read as it stands, and reported.
 */
export const objectIdSchema = z.custom<ObjectIdLike>(isObjectId, { error: 'an ObjectId' })

/** Where the reference says "ObjectId as string": the platform cannot read an ObjectId there. */
export const objectIdTextSchema = z.string().regex(/^[0-9a-f]{24}$/)

export function isObjectId(value: unknown): value is ObjectIdLike {
  return bsonTypeOf(value) === 'ObjectId'
}
