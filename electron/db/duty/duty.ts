import type { Collections } from '../collections/collections.ts'
import { isDuplicateKey } from '../connection/transaction.ts'

/** A duty is held this long without being renewed; when its holder dies another station takes over after it. */
export const dutyMs = 2000

/** The one station that folds and watches. Server time (`$$NOW`) on both sides: no station's clock matters. */
export function dutyRepository({ duties }: Collections) {
  return {
    /** Takes or renews the duty. @returns whether this station holds it now. */
    async hold(name: string, holder: string): Promise<boolean> {
      const mine = {
        $or: [{ $eq: ['$holder', { $literal: holder }] }, { $lt: [{ $ifNull: ['$until', new Date(0)] }, '$$NOW'] }],
      }
      try {
        // The choice is in the update, not in the filter: an upsert may not look at `$$NOW` in its filter.
        const held = await duties.findOneAndUpdate(
          { _id: name },
          [
            {
              $set: {
                holder: { $cond: [mine, { $literal: holder }, '$holder'] },
                until: { $cond: [mine, { $add: ['$$NOW', dutyMs] }, '$until'] },
              },
            },
          ],
          { upsert: true, returnDocument: 'after' },
        )
        return held?.holder === holder
      } catch (error) {
        // Two stations made the document in the same moment: the other has it.
        if (isDuplicateKey(error)) return false
        throw error
      }
    },

    async release(name: string, holder: string): Promise<void> {
      await duties.deleteOne({ _id: name, holder })
    },
  }
}
