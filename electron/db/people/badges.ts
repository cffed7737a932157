import { createHash, randomBytes } from 'node:crypto'
import type { MongoClient } from 'mongodb'
import type { BadgeDocument, Collections } from '../collections/collections.ts'
import { inTransaction } from '../connection/transaction.ts'

/** Crockford's base 32: no letter that is mistaken for a digit, and all of it in Code 128's smallest set. */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** 26 letters are 130 bits: nothing to guess, and short enough for a badge. */
const tokenLength = 26

/** A new badge's secret. 32 divides 256, so each letter is equally likely. */
export function newBadgeToken(): string {
  return [...randomBytes(tokenLength)].map((byte) => letters[byte % letters.length]).join('')
}

/** What is stored of a badge: from it nobody can print the badge again. */
export function badgeHash(token: string): string {
  return createHash('sha256').update(token.trim().toUpperCase()).digest('hex')
}

export interface Badge {
  readonly employee_id: string
  readonly revoked: boolean
}

/** Badges, of which each employee has at most one that is valid. */
export function badgesRepository(
  client: MongoClient,
  { badges, employees }: Pick<Collections, 'badges' | 'employees'>,
) {
  return {
    /**
     * A new badge; the one before is revoked in the same transaction, which also touches the employee, so that two
     * printed at once meet there and one revokes the other.
     * @returns the token, for the one print, or null where there is no such employee.
     */
    async issue(employee_id: string, by: string, now: Date): Promise<string | null> {
      const token = newBadgeToken()
      const session = client.startSession()
      try {
        const made = await inTransaction(session, async () => {
          const { matchedCount } = await employees.updateOne(
            { employee_id },
            { $set: { updated_at: now } },
            { session },
          )
          if (matchedCount === 0) return false
          await badges.updateMany({ employee_id, revoked_at: null }, { $set: { revoked_at: now } }, { session })
          const badge: BadgeDocument = {
            _id: badgeHash(token),
            employee_id,
            created_at: now,
            created_by: by,
            revoked_at: null,
          }
          // Done again after an unknown outcome it meets itself.
          await badges.replaceOne({ _id: badge._id }, badge, { session, upsert: true })
          return true
        })
        return made ? token : null
      } finally {
        await session.endSession()
      }
    },

    /** Whose badge it is; null where nobody's. */
    async find(hash: string): Promise<Badge | null> {
      const badge = await badges.findOne({ _id: hash })
      return badge === null ? null : { employee_id: badge.employee_id, revoked: badge.revoked_at !== null }
    },

    /** Employees that hold a valid badge. */
    async holders(): Promise<ReadonlySet<string>> {
      return new Set(await badges.distinct('employee_id', { revoked_at: null }))
    },
  }
}

export type BadgesRepository = ReturnType<typeof badgesRepository>
