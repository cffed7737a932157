import { ObjectId } from 'mongodb'
import type { Collections } from '../collections/collections.ts'

/** An act's first event has the act's id: whether it was written is one look by `_id`. */
export async function isWritten({ deviceEvents }: Pick<Collections, 'deviceEvents'>, act: string): Promise<boolean> {
  return (await deviceEvents.countDocuments({ _id: new ObjectId(act) }, { limit: 1 })) > 0
}
