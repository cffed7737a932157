/** The fields that this program and the platform's other one both write. */
export interface LockFacts {
  readonly failed_login_attempts: number
  readonly locked_until: Date | null
}

export interface LockSettings {
  readonly lockAfterFailures: number
  readonly lockMinutes: number
}

export function isLocked({ locked_until }: Pick<LockFacts, 'locked_until'>, now: Date): boolean {
  return locked_until !== null && locked_until.getTime() > now.getTime()
}

/**
 * What a wrong password leaves behind, or null where nothing is counted because the account is locked already. An
 * expired lock starts a new count: the other program lets one more failure lock again, which would keep a person
 * out for days. `electron/db/people/employees.ts` says the same to the database, so that parallel tries count exactly.
 */
export function afterFailure(facts: LockFacts, now: Date, settings: LockSettings): LockFacts | null {
  if (isLocked(facts, now)) return null
  const before = facts.locked_until === null ? facts.failed_login_attempts : 0
  const attempts = before + 1
  if (attempts < settings.lockAfterFailures) return { failed_login_attempts: attempts, locked_until: null }
  return { failed_login_attempts: attempts, locked_until: new Date(now.getTime() + settings.lockMinutes * 60_000) }
}

/** After the right password of an account that is not locked. */
export const afterSuccess: LockFacts = { failed_login_attempts: 0, locked_until: null }
