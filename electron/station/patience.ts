import { DatabaseAway } from '../db/connection/transaction.ts'

/**
 * The lane waits no longer than this for the database, ms: a server that is silent (cable pulled, frozen) answers
 * nothing for five to eight seconds before the driver gives up, and meanwhile the codes behind would have no answer.
 */
const laneMs = 2000

/** @throws DatabaseAway when it takes longer; what comes of it later is not waited for. */
export async function soonOrAway<Value>(work: Promise<Value>): Promise<Value> {
  // Given up on, it may still fail; nobody asks for that any more.
  work.catch(() => undefined)
  return orAfter(laneMs, work, () => {
    throw new DatabaseAway()
  })
}

/** The value, or undefined when it takes longer or fails: for looks that are a kindness, never a condition. */
export async function within<Value>(ms: number, work: Promise<Value> | undefined): Promise<Value | undefined> {
  if (work === undefined) return undefined
  const orNothing = work.catch(() => undefined)
  return orAfter(ms, orNothing, () => undefined)
}

async function orAfter<Value>(ms: number, work: Promise<Value>, late: () => Value): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms)
  })
  try {
    const first = await Promise.race([work.then((value) => ({ value })), tooLate])
    return typeof first === 'function' ? first() : first.value
  } finally {
    clearTimeout(timer)
  }
}
