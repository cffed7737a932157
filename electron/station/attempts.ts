import type { AnyAct } from '../../shared/station/act.ts'
import type { DatabaseSession } from '../db/connection/client.ts'
import { DatabaseAway, isAway } from '../db/connection/transaction.ts'

/** What stands in the writer's queue: an act, or something else that is done on the station's session. */
export interface Item {
  readonly act: AnyAct | null
  readonly isDead: () => boolean
  /** Resolves with what tells the waiting one; it is told when the item has left the queue. */
  readonly run: (session: DatabaseSession, attempt: Attempt) => Promise<() => void>
  /** What to tell after an error that ends the item, or null when it is to be tried again. */
  readonly giveUp: (error: unknown, attempt: Attempt) => (() => void) | null
}

/** One try of an item. One that was given up may still run on the old connection: what it says no longer counts. */
export interface Attempt {
  isCurrent: boolean
  session: DatabaseSession | null
}

/**
 * Tries of the writer's first item, one at a time.
 * @param sessionNow the session of this station, or null while the database is away
 */
export function createAttempts(sessionNow: () => Promise<DatabaseSession | null>) {
  let current: Attempt = { isCurrent: false, session: null }
  let interrupt: () => void = () => undefined
  let aways = 0

  async function attemptOnce(item: Item, mine: Attempt): Promise<(() => void) | null> {
    try {
      const session = await sessionNow()
      if (session === null) throw new DatabaseAway()
      mine.session = session
      return await item.run(session, mine)
    } catch (error) {
      if (isAway(error)) aways += 1
      return item.giveUp(error, mine)
    }
  }

  return {
    /** One try. @returns what to tell, or null when it stays in the queue. */
    attempt(item: Item): Promise<(() => void) | null> {
      const mine: Attempt = { isCurrent: true, session: null }
      current = mine
      const interrupted = new Promise<null>((resolve) => {
        interrupt = () => {
          mine.isCurrent = false
          resolve(null)
        }
      })
      return Promise.race([attemptOnce(item, mine), interrupted])
    },

    /**
     * The database is back: a try that began on another connection may wait for an answer that never comes. It is given up
     * and made again on the new session; should both reach the database, the ids made with the scan make them one. A try
     * on the session in use is left alone: a second transaction on it would end the first.
     */
    async tryAgain(): Promise<void> {
      const mine = current
      if (mine.session === null || !mine.isCurrent) return
      const session = await sessionNow()
      if (!mine.isCurrent || session === mine.session) return
      aways += 1
      interrupt()
    },

    /** Tries that found no database: an act that was decided before one may be out of date. */
    aways: (): number => aways,
  }
}
