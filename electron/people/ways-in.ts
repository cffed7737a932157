import { badgeHash } from '../db/people/badges.ts'
import type { Lane } from '../waiting/lane.ts'
import {
  type Authenticated,
  type Authentication,
  asSupervisor,
  type FailedSignIn,
  type RefusedSignIn,
  type SupervisorAnswer,
} from './authentication.ts'
import type { OpenSignIn } from './open-sign-in.ts'
import type { SignInTables } from './sign-in-tables.ts'
import { type SignedIn, type SignOutWhy, signedIn } from './signed-in.ts'

export type SignInAnswer =
  | { readonly kind: 'signed-in'; readonly who: SignedIn }
  /** The badge of the person who was signed in: scanning it again signs out. */
  | { readonly kind: 'signed-out'; readonly who: SignedIn }
  | RefusedSignIn
  | FailedSignIn

interface WaysInParts {
  readonly authentication: Authentication
  readonly tables: SignInTables
  readonly open: () => OpenSignIn | null
  readonly begin: (who: SignedIn, token: string, badge: string | null, why: 'signed-in') => void
  readonly end: (why: SignOutWhy) => SignedIn | null
  readonly lane: Lane
}

/** By password or badge: to sign in, or to supervise one act. */
export function createWaysIn({ authentication, tables, open, begin, end, lane }: WaysInParts) {
  async function enter(answer: Authenticated, by: SignedIn['signedInBy'], badge: string | null): Promise<SignInAnswer> {
    if (answer.kind !== 'known') return answer
    const token = await tables.create(answer.employee, by)
    if (token === null) return { kind: 'failed', code: 'database-away' }
    end('replaced')
    const who = signedIn(answer.employee, by)
    begin(who, token, badge, 'signed-in')
    return { kind: 'signed-in', who }
  }

  async function isOwnBadge(hash: string): Promise<boolean> {
    const now = open()
    if (now === null) return false
    if (now.badge === hash) return true
    const holder = await tables.holderOf(hash)
    return holder !== null && holder === open()?.who.employee_id
  }

  return {
    signInWithPassword: (identifier: string, password: string): Promise<SignInAnswer> =>
      lane.run(async () => enter(await authentication.byPassword(identifier, password), 'password', null)),

    /** One's own badge signs out, also while the database is away; another's takes over. */
    signInWithBadge: (token: string): Promise<SignInAnswer> =>
      lane.run(async () => {
        const hash = badgeHash(token)
        const left = (await isOwnBadge(hash)) ? end('badge') : null
        if (left !== null) return { kind: 'signed-out', who: left }
        return enter(await authentication.byBadge(hash, true), 'badge', hash)
      }),

    supervisorByPassword: async (identifier: string, password: string): Promise<SupervisorAnswer> =>
      asSupervisor(await authentication.byPassword(identifier, password)),

    supervisorByBadge: async (token: string): Promise<SupervisorAnswer> =>
      asSupervisor(await authentication.byBadge(badgeHash(token), false)),
  }
}
