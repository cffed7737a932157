import { randomBytes } from 'node:crypto'
import type { Employee } from '../../shared/schemas/employee.ts'
import type { Clock } from '../clock/clock.ts'
import { isAway } from '../db/connection/transaction.ts'
import { markOf } from '../db/people/sign-ins.ts'
import type { SessionTables } from './authentication.ts'
import type { OpenSignIn } from './open-sign-in.ts'
import { type SignedIn, signedIn, whyEnd } from './signed-in.ts'

interface SignInTablesParts {
  readonly tables: () => SessionTables | null
  readonly clock: Clock
  readonly station: () => string
}

/** What the plant's database says of a sign-in; null while it is away. */
export function createSignInTables({ tables, clock, station }: SignInTablesParts) {
  async function unlessAway<Value>(ask: (repositories: SessionTables) => Promise<Value>): Promise<Value | null> {
    const repositories = tables()
    if (repositories === null) return null
    try {
      return await ask(repositories)
    } catch (error) {
      if (isAway(error)) return null
      throw error
    }
  }

  return {
    /** Whether the sign-in may go on, and its employee as it is now. */
    look: ({ who, token, badge }: Pick<OpenSignIn, 'who' | 'token' | 'badge'>) =>
      unlessAway(async ({ signIns, employees, badges }) => {
        const [signIn, employee, held] = await Promise.all([
          signIns.find(markOf(token)),
          employees.findById(who.employee_id),
          badge === null ? null : badges.find(badge),
        ])
        const revoked = badge !== null && (held === null || held.revoked)
        const why = whyEnd(who, signIn, employee, revoked, new Date(clock.now()))
        return { why, who: employee === null ? null : signedIn(employee, who.signedInBy) }
      }),

    /** Stores a new sign-in. @returns its token */
    create: (employee: Employee, by: SignedIn['signedInBy']): Promise<string | null> =>
      unlessAway(async ({ signIns }) => {
        const token = randomBytes(32).toString('base64url')
        await signIns.create({
          _id: markOf(token),
          employee_id: employee.employee_id,
          station: station(),
          at: new Date(clock.now()),
          by,
          password_mark: markOf(employee.password_hash),
        })
        return token
      }),

    /** Whose badge it is, where it is good. */
    holderOf: (badgeHash: string): Promise<string | null> =>
      unlessAway(async ({ badges }) => {
        const badge = await badges.find(badgeHash)
        return badge === null || badge.revoked ? null : badge.employee_id
      }),
  }
}

export type SignInTables = ReturnType<typeof createSignInTables>
