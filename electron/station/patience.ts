import { DatabaseAway } from '../db/connection/transaction.ts'
import { nothing, orAfter } from '../waiting/or-after.ts'

/**
 * The lane waits no longer than this for the database, ms: a server that is silent (cable pulled, frozen) answers
 * nothing for five to eight seconds before the driver gives up, and meanwhile the codes behind would have no answer.
 */
const laneMs = 2000

/** @throws DatabaseAway when it takes longer; what comes of it later is not waited for. */
export async function soonOrAway<Value>(work: Promise<Value>): Promise<Value> {
  return orAfter(laneMs, work, () => {
    throw new DatabaseAway()
  })
}

/** The value, or undefined when it takes longer or fails: for looks that are a kindness, never a condition. */
export async function within<Value>(ms: number, work: Promise<Value> | undefined): Promise<Value | undefined> {
  if (work === undefined) return undefined
  return orAfter(ms, work.catch(nothing), nothing)
}
