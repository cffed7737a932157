import type { ClientSession } from 'mongodb'
import type { NumberBlock, NumberName } from '../../../shared/station/numbers.ts'
import { numberKey } from '../../../shared/station/numbers.ts'
import type { Collections } from '../collections/collections.ts'
import { inTransaction } from '../connection/transaction.ts'

/** The sequences of running numbers, among those of other things (`workstation`). */
export const runningNumbers = /\|/

/**
 * Running numbers, leased in blocks: a station goes on with its own while the database is away, and no number is given
 * twice. Gaps are allowed, nothing is given back. A sequence only ever rises.
 */
export function numbersRepository({ sequences, numbers }: Pick<Collections, 'sequences' | 'numbers'>) {
  return {
    /**
     * Takes the next block. What the station has not used of its last one is lost.
     * @param request an id made before: asked again after an unknown outcome, it is the same block
     */
    async takeBlock(
      session: ClientSession,
      name: NumberName,
      station: string,
      size: number,
      request: string,
    ): Promise<NumberBlock> {
      const _id = blockKey(name, station)
      return inTransaction(session, async () => {
        const before = await numbers.findOne({ _id }, { session })
        if (before?.request === request) return { next: before.next, to: before.to }
        const sequence = await sequences.findOneAndUpdate(
          { _id: numberKey(name) },
          { $inc: { value: size } },
          { upsert: true, returnDocument: 'after', session },
        )
        const to = sequence?.value ?? size
        const block = { next: to - size + 1, to }
        await numbers.updateOne(
          { _id },
          { $set: { ...name, station, ...block, request }, $currentDate: { updated_at: true } },
          { upsert: true, session },
        )
        return block
      })
    },

    /** A restored database may not know of numbers that this station has used: its journal does. */
    async raiseTo(name: NumberName, used: number): Promise<void> {
      await sequences.updateOne({ _id: numberKey(name) }, { $max: { value: used } }, { upsert: true })
    },
  }
}

export type NumbersRepository = ReturnType<typeof numbersRepository>

/**
 * Uses a number, in the transaction of the act that it is for. @returns false where it is used already, or no longer
 * this station's
 */
export async function numberUsed(
  { numbers }: Pick<Collections, 'numbers'>,
  session: ClientSession,
  name: NumberName,
  station: string,
  number: number,
): Promise<boolean> {
  const _id = blockKey(name, station)
  const used = await numbers.updateOne(
    { _id, next: { $lte: number } },
    { $set: { next: number + 1 }, $max: { to: number }, $currentDate: { updated_at: true } },
    { session },
  )
  if (used.matchedCount === 1) return true
  if ((await numbers.countDocuments({ _id }, { limit: 1, session })) === 1) return false
  // A restored database does not know of the block; its sequence was raised beyond it when this station came.
  const block = { ...name, station, next: number + 1, to: number, request: '', updated_at: new Date() }
  await numbers.insertOne({ _id, ...block }, { session })
  return true
}

function blockKey(name: NumberName, station: string): string {
  return `${numberKey(name)}|${station}`
}
