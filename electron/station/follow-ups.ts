import { isStationWord } from '../../shared/stations.ts'
import type { FollowUpDocument } from '../db/collections/station-documents.ts'
import type { Database, DatabaseSession } from '../db/connection/client.ts'
import { isAway } from '../db/connection/transaction.ts'
import { followUpsRepository } from '../db/duty/follow-ups.ts'
import type { Log } from '../log/log.ts'
import { slices } from './slices.ts'

/**
 * What follows from acts that were decided in one small transaction: done by the station that holds the duty, part by
 * part, in the order in which they were decided. Killed at any moment, the next one goes on where it was.
 */
export function createFollowUps(database: Database, log: Log) {
  const repository = followUpsRepository(database.collections)
  // What a newer program's station has decided is left to that program.
  const words = Object.values(slices).flatMap(({ word, followUp }) => (followUp === undefined ? [] : [word]))
  /** Said once: of an act that this program cannot read it is not asked every second. */
  const skipped = new Set<string>()

  async function doAll(session: DatabaseSession, document: FollowUpDocument, goesOn: () => Promise<boolean>) {
    const word = document.word
    const slice = isStationWord(word) ? slices[word] : null
    const work = slice?.followUp?.(database.collections)
    if (slice === null || work === undefined) throw new Error(`nothing follows from an act of «${word}» here`)
    const act = slice.act.parse(document.act)
    let next: number | null = document.next
    while (next !== null && (await goesOn())) {
      next = await repository.step(session, document._id, next, (from) => work.step(session, act, from))
    }
  }

  return {
    /** @param goesOn asked before each part: whether this station still has the duty */
    async run(session: DatabaseSession, goesOn: () => Promise<boolean>): Promise<void> {
      for (const document of await repository.open(words)) {
        const act = document._id.toHexString()
        if (skipped.has(act)) continue
        // One that cannot be done, written by a newer program, must not keep those after it from being.
        await doAll(session, document, goesOn).catch((error: unknown) => {
          if (isAway(error)) throw error
          skipped.add(act)
          log('follow-up.failed', { act, error })
        })
      }
    },
  }
}

export type FollowUps = ReturnType<typeof createFollowUps>
