import { type ClientSession, ObjectId } from 'mongodb'
import type { Act } from '../../../shared/station/act.ts'
import type { Collections } from '../collections/collections.ts'
import type { FollowUpDocument } from '../collections/station-documents.ts'
import { inTransaction } from '../connection/transaction.ts'

/** What follows from an act, part by part. */
export interface FollowUpWork<Own extends Act = Act> {
  /**
   * Does the next part, in the transaction that is open on the session, with ids that follow from the act's (`idAt`).
   * @param from how far it was done, 0 at first
   * @returns how far it is done now; null when nothing is left
   */
  step(session: ClientSession, act: Own, from: number): Promise<number | null>
}

/** Devices that one transaction touches at most. */
export const followUpPart = 500

/** Says in the act's own transaction that more follows: done by whichever station holds the duty. */
export async function addFollowUp(
  { followUps }: Pick<Collections, 'followUps'>,
  session: ClientSession,
  act: Act,
): Promise<void> {
  const at = new Date(act.at)
  await followUps.insertOne(
    { _id: new ObjectId(act.act), word: act.word, act: { ...act }, next: 0, open: true, at, updated_at: at },
    { session },
  )
}

export function followUpsRepository({ followUps }: Pick<Collections, 'followUps'>) {
  return {
    /** Of these stations' acts, in the order in which they were decided. */
    open: (words: readonly string[]): Promise<FollowUpDocument[]> =>
      followUps
        .find({ open: true, word: { $in: [...words] } })
        .sort({ _id: 1 })
        .limit(20)
        .toArray(),

    /**
     * One part more. Two stations that both take themselves for the one with the duty do it once: what was expected
     * stands in the filter.
     * @returns how far it is done now; null when nothing is left, or another station is at it
     */
    async step(
      session: ClientSession,
      _id: ObjectId,
      next: number,
      work: (from: number) => Promise<number | null>,
    ): Promise<number | null> {
      return inTransaction(session, async () => {
        const mine = await followUps.findOne({ _id, next, open: true }, { session })
        if (mine === null) return null
        const done = await work(next)
        await followUps.updateOne(
          { _id, next, open: true },
          { $set: { next: done ?? next, open: done !== null }, $currentDate: { updated_at: true } },
          { session },
        )
        return done
      })
    },
  }
}
