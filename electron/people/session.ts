import { isDeepStrictEqual } from 'node:util'
import { createLane } from '../waiting/lane.ts'
import { type AuthenticationParts, createAuthentication } from './authentication.ts'
import { createEndedSignIns } from './ended-sign-ins.ts'
import { createOpenSignIn } from './open-sign-in.ts'
import type { KeptToken } from './session-change.ts'
import { createSignInTables } from './sign-in-tables.ts'
import { readKept, type SignedIn, type SignOutWhy } from './signed-in.ts'
import { createWaysIn } from './ways-in.ts'

export interface SessionParts extends AuthenticationParts {
  /** This station's code, S01 …; empty until the database was reached once. */
  readonly station: () => string
  readonly kept: KeptToken
  /** How often the clock of inactivity and the employee are looked at, ms. */
  readonly tickMs?: number
  readonly checkMs?: number
}

/** Who is signed in at this PC. Times of inactivity are this PC's own clock's, because the page counts down by it. */
export function createSession(parts: SessionParts) {
  const { plant, clock, kept, log } = parts
  const authentication = createAuthentication(parts)
  const tables = createSignInTables(parts)
  const idleMs = () => plant().idleMinutes * 60_000
  const open = createOpenSignIn({ kept, idleMs, log })
  const ended = createEndedSignIns({ tables: parts.tables, now: clock.now, log })
  const watch = createWatch(parts, { onTick: tick, onCheck: check })
  /** One way in at a time: two badges scanned at once are one after the other. */
  const lane = createLane()

  function current(): SignedIn | null {
    return open.now()?.who ?? null
  }

  function begin(who: SignedIn, token: string, badge: string | null, why: 'signed-in' | 'resumed'): void {
    open.set(who, token, badge)
    watch.begin()
    log('session.opened', { employee: who.employee_id, by: who.signedInBy, why })
    open.tell(why)
  }

  function end(why: SignOutWhy): SignedIn | null {
    const left = open.forget()
    if (left === null) return null
    watch.stop()
    ended.add(left.token, why)
    log('session.ended', { employee: left.who.employee_id, why })
    open.tell(why)
    return left.who
  }

  /** @returns false where it was the end of the sign-in. */
  function tick(now: number): boolean {
    const seenAt = open.now()?.seenAt
    if (seenAt === undefined) return false
    if (now - seenAt < idleMs()) return true
    end('idle')
    return false
  }

  /** Looks whether the employee may still be signed in; while the database is away the session goes on. */
  async function check(): Promise<void> {
    await ended.store().catch((error: unknown) => log('session.end-not-stored', { error }))
    const looked = open.now()
    if (looked === null) return
    const seen = await tables.look(looked)
    // Somebody else may have signed in meanwhile.
    if (seen === null || open.now() !== looked) return
    if (seen.why !== null) end(seen.why)
    else if (seen.who !== null && !isDeepStrictEqual(seen.who, looked.who)) open.update(looked, seen.who)
  }

  async function resume(): Promise<SignedIn | null> {
    const last = readKept(await kept.read())
    if (last === null || open.now() !== null) return current()
    const why = Date.now() - last.seenAt >= idleMs() ? 'idle' : (await tables.look(last))?.why
    if (why != null) {
      ended.add(last.token, why)
      // Killed before its end could be stored, the next start finds it again.
      if (await ended.settled()) open.forgetKept()
      log('session.not-resumed', { employee: last.who.employee_id, why })
      return null
    }
    begin(last.who, last.token, last.badge, 'resumed')
    await check()
    return current()
  }

  return {
    ...createWaysIn({ authentication, tables, open: open.now, begin, end, lane }),

    /** @returns who it was, or null where nobody was signed in. */
    signOut: end,

    /**
     * Goes on after a crash, as the one who was signed in, if the time of inactivity is not over and the database
     * does not object. While it is away the kept sign-in holds, and is looked at as soon as it can be.
     */
    resume: (): Promise<SignedIn | null> => lane.run(resume),

    /** A scan, key or touch: puts off the automatic sign-out. */
    activity: open.activity,
    current,
    signOutAt: open.signOutAt,

    /** Looks at the employee now, e.g. when the database is back. */
    check,

    onChange: open.onChange,

    /** Stops the clock, after the end of a sign-in was stored; one that is open stays kept for the next start. */
    async stop(): Promise<void> {
      watch.stop()
      await ended.settled()
    },
  }
}

export type Session = ReturnType<typeof createSession>

interface Watched {
  /** @returns whether somebody is still signed in */
  readonly onTick: (now: number) => boolean
  readonly onCheck: () => Promise<void>
}

/** The clock of inactivity; now and then it looks at the employee as well. */
function createWatch({ tickMs = 1000, checkMs = 10_000, log }: SessionParts, { onTick, onCheck }: Watched) {
  let timer: NodeJS.Timeout | undefined
  let checkedAt = 0

  function tick(): void {
    const now = Date.now()
    if (!onTick(now) || now - checkedAt < checkMs) return
    checkedAt = now
    void onCheck().catch((error: unknown) => log('session.check-failed', { error }))
  }

  return {
    begin(): void {
      checkedAt = Date.now()
      clearInterval(timer)
      timer = setInterval(tick, tickMs)
      timer.unref()
    },
    stop: (): void => clearInterval(timer),
  }
}
