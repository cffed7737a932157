import { randomBytes } from 'node:crypto'
import type { Employee } from '../../shared/schemas/employee.ts'
import { isAway } from '../db/connection/transaction.ts'
import { badgeHash } from '../db/people/badges.ts'
import { markOf } from '../db/people/sign-ins.ts'
import {
  type Authenticated,
  type AuthenticationParts,
  asSupervisor,
  createAuthentication,
  type FailedSignIn,
  type RefusedSignIn,
  type SupervisorAnswer,
} from './authentication.ts'
import { createEndedSignIns } from './ended-sign-ins.ts'
import { readKept, type SignedIn, type SignOutWhy, signedIn, whyEnd } from './signed-in.ts'

export type { SignedIn, SignOutWhy } from './signed-in.ts'

/** Where the sign-in of this PC is kept over a crash (the journal); a text, null when nobody is signed in. */
export interface KeptToken {
  readonly read: () => Promise<string | null>
  readonly write: (text: string | null) => Promise<void>
}

export interface SessionParts extends AuthenticationParts {
  /** This station's code, S01 …; empty until the database was reached once. */
  readonly station: () => string
  readonly kept: KeptToken
  /** How often the clock of inactivity and the employee are looked at, ms. */
  readonly tickMs?: number
  readonly checkMs?: number
}

export type SignInAnswer =
  | { readonly kind: 'signed-in'; readonly who: SignedIn }
  /** The badge of the person who was signed in: scanning it again signs out. */
  | { readonly kind: 'signed-out'; readonly who: SignedIn }
  | RefusedSignIn
  | FailedSignIn

/** `rights-changed` and `activity` leave the same person signed in. */
export interface SessionChange {
  readonly who: SignedIn | null
  readonly why: 'signed-in' | 'resumed' | 'rights-changed' | 'activity' | SignOutWhy
}

interface Open {
  who: SignedIn
  readonly token: string
  /** SHA-256 of the badge it was opened with. */
  readonly badge: string | null
  seenAt: number
  keptAt: number
  toldAt: number
}

/** Activity is written down and told no more often than this; a crash loses no more of it. */
const activityStepMs = 10_000
/** Within the page's countdown every activity is told. */
const countdownMs = 45_000

/** Who is signed in at this PC. Times of inactivity are this PC's own clock's, because the page counts down by it. */
export function createSession(parts: SessionParts) {
  const { tables, plant, clock, station, kept, log, tickMs = 1000, checkMs = 10_000 } = parts
  const authentication = createAuthentication(parts)
  const listeners = new Set<(change: SessionChange) => void>()
  let open: Open | null = null
  let timer: NodeJS.Timeout | undefined
  let checkedAt = 0
  let turn: Promise<unknown> = Promise.resolve()
  const ended = createEndedSignIns({ tables, now: clock.now, log })

  /** One way in at a time: two badges scanned at once are one after the other. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const mine = turn.then(work, work)
    turn = mine.catch(() => undefined)
    return mine
  }

  function current(): SignedIn | null {
    return open?.who ?? null
  }

  function tell(why: SessionChange['why']): void {
    for (const listener of listeners) listener({ who: current(), why })
  }

  function idleMs(): number {
    return plant().idleMinutes * 60_000
  }

  function keep(text: string | null): void {
    kept.write(text).catch((error: unknown) => log('session.not-kept', { error }))
  }

  function keepOpen(now: Open): void {
    now.keptAt = Date.now()
    const { token, badge, seenAt, who } = now
    keep(JSON.stringify({ token, badge, seenAt, who }))
  }

  function begin(who: SignedIn, token: string, badge: string | null, why: 'signed-in' | 'resumed'): void {
    const now = Date.now()
    open = { who, token, badge, seenAt: now, keptAt: now, toldAt: now }
    checkedAt = now
    keepOpen(open)
    clearInterval(timer)
    timer = setInterval(tick, tickMs)
    timer.unref()
    log('session.opened', { employee: who.employee_id, by: who.signedInBy, why })
    tell(why)
  }

  function end(why: SignOutWhy): SignedIn | null {
    if (open === null) return null
    const { who, token } = open
    open = null
    clearInterval(timer)
    keep(null)
    ended.add(token, why)
    log('session.ended', { employee: who.employee_id, why })
    tell(why)
    return who
  }

  function tick(): void {
    if (open === null) return
    const now = Date.now()
    if (now - open.seenAt >= idleMs()) {
      end('idle')
    } else if (now - checkedAt >= checkMs) {
      checkedAt = now
      void check().catch((error: unknown) => log('session.check-failed', { error }))
    }
  }

  /** Looks whether the employee may still be signed in; while the database is away the session goes on. */
  async function check(): Promise<void> {
    await ended.store().catch((error: unknown) => log('session.end-not-stored', { error }))
    const looked = open
    if (looked === null) return
    const seen = await look(looked)
    // Somebody else may have signed in meanwhile.
    if (seen === null || open !== looked) return
    if (seen.why !== null) {
      end(seen.why)
    } else if (seen.who !== null && JSON.stringify(seen.who) !== JSON.stringify(looked.who)) {
      looked.who = seen.who
      keepOpen(looked)
      tell('rights-changed')
    }
  }

  async function look({ who, token, badge }: Pick<Open, 'who' | 'token' | 'badge'>) {
    const repositories = tables()
    if (repositories === null) return null
    try {
      const [signIn, employee, held] = await Promise.all([
        repositories.signIns.find(markOf(token)),
        repositories.employees.findById(who.employee_id),
        badge === null ? null : repositories.badges.find(badge),
      ])
      const revoked = badge !== null && (held === null || held.revoked)
      const why = whyEnd(who, signIn, employee, revoked, new Date(clock.now()))
      return { why, who: employee === null ? null : signedIn(employee, who.signedInBy) }
    } catch (error) {
      if (isAway(error)) return null
      throw error
    }
  }

  async function enter(answer: Authenticated, by: SignedIn['signedInBy'], badge: string | null): Promise<SignInAnswer> {
    if (answer.kind !== 'known') return answer
    const repositories = tables()
    if (repositories === null) return { kind: 'failed', code: 'database-away' }
    const token = randomBytes(32).toString('base64url')
    try {
      await repositories.signIns.create(signInOf(answer.employee, token, by))
    } catch (error) {
      if (isAway(error)) return { kind: 'failed', code: 'database-away' }
      throw error
    }
    end('replaced')
    const who = signedIn(answer.employee, by)
    begin(who, token, badge, 'signed-in')
    return { kind: 'signed-in', who }
  }

  function signInOf(employee: Employee, token: string, by: SignedIn['signedInBy']) {
    return {
      _id: markOf(token),
      employee_id: employee.employee_id,
      station: station(),
      at: new Date(clock.now()),
      by,
      password_mark: markOf(employee.password_hash),
    }
  }

  async function ownBadge(hash: string): Promise<boolean> {
    if (open === null) return false
    if (open.badge === hash) return true
    try {
      const badge = await tables()?.badges.find(hash)
      return badge?.revoked === false && badge.employee_id === open?.who.employee_id
    } catch (error) {
      if (isAway(error)) return false
      throw error
    }
  }

  return {
    signInWithPassword: (identifier: string, password: string): Promise<SignInAnswer> =>
      inTurn(async () => enter(await authentication.byPassword(identifier, password), 'password', null)),

    /** One's own badge signs out, also while the database is away; another's takes over. */
    signInWithBadge: (token: string): Promise<SignInAnswer> =>
      inTurn(async () => {
        const hash = badgeHash(token)
        const left = (await ownBadge(hash)) ? end('badge') : null
        if (left !== null) return { kind: 'signed-out', who: left }
        return enter(await authentication.byBadge(hash, true), 'badge', hash)
      }),

    supervisorByPassword: async (identifier: string, password: string): Promise<SupervisorAnswer> =>
      asSupervisor(await authentication.byPassword(identifier, password)),

    supervisorByBadge: async (token: string): Promise<SupervisorAnswer> =>
      asSupervisor(await authentication.byBadge(badgeHash(token), false)),

    /** @returns who it was, or null where nobody was signed in. */
    signOut: (why: SignOutWhy): SignedIn | null => end(why),

    /**
     * Goes on after a crash, as the one who was signed in, if the time of inactivity is not over and the database
     * does not object. While it is away the kept sign-in holds, and is looked at as soon as it can be.
     */
    resume: (): Promise<SignedIn | null> =>
      inTurn(async () => {
        const last = readKept(await kept.read())
        if (last === null || open !== null) return current()
        const why = Date.now() - last.seenAt >= idleMs() ? 'idle' : (await look(last))?.why
        if (why != null) {
          ended.add(last.token, why)
          // Killed before its end could be stored, the next start finds it again.
          if (await ended.settled()) keep(null)
          log('session.not-resumed', { employee: last.who.employee_id, why })
          return null
        }
        begin(last.who, last.token, last.badge, 'resumed')
        await check()
        return current()
      }),

    /** A scan, key or touch: puts off the automatic sign-out. */
    activity(): void {
      if (open === null) return
      const now = Date.now()
      const leftMs = open.seenAt + idleMs() - now
      open.seenAt = now
      if (now - open.keptAt >= activityStepMs) keepOpen(open)
      if (now - open.toldAt < activityStepMs && leftMs > countdownMs) return
      open.toldAt = now
      tell('activity')
    },

    current,

    /** Epoch ms of this PC's clock; null while nobody is signed in. */
    signOutAt: (): number | null => (open === null ? null : open.seenAt + idleMs()),

    /** Looks at the employee now, e.g. when the database is back. */
    check,

    /** @returns its undo. */
    onChange(listener: (change: SessionChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },

    /** Stops the clock, after the end of a sign-in was stored; one that is open stays kept for the next start. */
    async stop(): Promise<void> {
      clearInterval(timer)
      await ended.settled()
    },
  }
}

export type Session = ReturnType<typeof createSession>
