import { markOf } from '../db/people/sign-ins.ts'
import type { Log } from '../log/log.ts'
import type { SessionTables } from './authentication.ts'
import type { SignOutWhy } from './signed-in.ts'

export interface EndedSignInsParts {
  readonly tables: () => Pick<SessionTables, 'signIns'> | null
  readonly now: () => number
  readonly log: Log
}

/** Ends of sign-ins on their way to the database; what cannot be stored now is stored when it is back. */
export function createEndedSignIns({ tables, now, log }: EndedSignInsParts) {
  const waiting: { readonly mark: string; readonly why: SignOutWhy; readonly at: Date }[] = []
  let storing: Promise<unknown> = Promise.resolve()

  async function store(): Promise<void> {
    for (let first = waiting[0]; first !== undefined; first = waiting[0]) {
      const repositories = tables()
      if (repositories === null) return
      await repositories.signIns.end(first.mark, first.why, first.at)
      // Two may store at once; ending one twice changes nothing.
      if (waiting[0] === first) waiting.shift()
    }
  }

  return {
    /** In the background: while the database is away, the forgotten token already opens nothing. */
    add(token: string, why: SignOutWhy): void {
      waiting.push({ mark: markOf(token), why, at: new Date(now()) })
      storing = store().catch((error: unknown) => log('session.end-not-stored', { error }))
    },
    /** Tries again. @throws the driver's error when the database is away. */
    store,
    /** Resolves when the last try is over. @returns whether all are stored. */
    async settled(): Promise<boolean> {
      await storing
      return waiting.length === 0
    },
  }
}
