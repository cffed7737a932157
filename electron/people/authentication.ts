import { setTimeout as sleep } from 'node:timers/promises'
import { isLocked } from '../../shared/domain/lockout.ts'
import { isSupervisor } from '../../shared/domain/permissions.ts'
import type { Params } from '../../shared/result.ts'
import type { Employee } from '../../shared/schemas/employee.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import type { Clock } from '../clock/clock.ts'
import { isAway } from '../db/connection/transaction.ts'
import type { BadgesRepository } from '../db/people/badges.ts'
import type { EmployeesRepository } from '../db/people/employees.ts'
import type { SignInsRepository } from '../db/people/sign-ins.ts'
import type { PlantSettingsRepository } from '../db/plant/plant-settings.ts'
import type { Log } from '../log/log.ts'
import type { Passwords } from '../passwords/passwords.ts'
import { signedIn } from './signed-in.ts'

export interface SessionTables {
  readonly employees: EmployeesRepository
  readonly badges: BadgesRepository
  readonly signIns: SignInsRepository
  readonly plantSettings: Pick<PlantSettingsRepository, 'read'>
}

/** Why nobody was let in; words of `shared/answers.ts`. */
export type SignInRefusal =
  | 'sign-in-wrong'
  | 'employee-locked'
  | 'employee-not-active'
  | 'unknown-badge'
  | 'badge-revoked'
  | 'badge-needs-password'
  | 'supervisor-needed'

export interface RefusedSignIn {
  readonly kind: 'refused'
  readonly word: SignInRefusal
  readonly params: Params
}
export interface FailedSignIn {
  readonly kind: 'failed'
  readonly code: 'database-away'
}
type Known = { readonly kind: 'known'; readonly employee: Employee }
export type Authenticated = Known | RefusedSignIn | FailedSignIn

/** Good for one act; nobody is signed in by it. */
export type SupervisorAnswer =
  | { readonly kind: 'supervisor'; readonly who: { readonly employee_id: string; readonly name: string } }
  | RefusedSignIn
  | FailedSignIn

export interface AuthenticationParts {
  /** Null until the database was reached once. */
  readonly tables: () => SessionTables | null
  readonly passwords: Pick<Passwords, 'verify'>
  readonly clock: Clock
  readonly plant: () => PlantSettings
  /** This PC's own address, for `last_login_ip`. */
  readonly address: () => string
  readonly log: Log
}

/**
 * A refusal by password is told at the end of such a step, counted from the try's begin: what the database had to
 * write for a known employee then takes no longer than nothing for an unknown one.
 */
const refusalStepMs = 500

const away: FailedSignIn = { kind: 'failed', code: 'database-away' }
const wrong: RefusedSignIn = refused('sign-in-wrong')

/** Who somebody is, by password or badge. It holds no state: being signed in is `session.ts`. */
export function createAuthentication({ tables, passwords, clock, plant, address, log }: AuthenticationParts) {
  async function asking(work: (tables: SessionTables) => Promise<Authenticated>): Promise<Authenticated> {
    const repositories = tables()
    if (repositories === null) return away
    try {
      return await work(repositories)
    } catch (error) {
      if (isAway(error)) return away
      throw error
    }
  }

  /** The order is the platform's: exists, active, not locked, password. The words are the same for all of them. */
  async function compare({ employees }: SessionTables, identifier: string, password: string): Promise<Authenticated> {
    const employee = await employees.findByIdentifier(identifier)
    const right = await passwords.verify(password, employee?.password_hash ?? null)
    if (employee === null || employee.status !== 'active') {
      // The text itself is not logged: people type their password into the wrong field.
      log('sign-in.refused', { why: employee?.status ?? 'unknown', employee: employee?.employee_id })
      return wrong
    }
    const { employee_id, password_hash } = employee
    if (!right) {
      const counted = await employees.recordFailure(employee_id, now(), plant())
      log('sign-in.refused', { why: 'wrong', employee: employee_id, ...(counted ?? { why: 'locked' }) })
      return wrong
    }
    if (await employees.recordSuccess(employee_id, password_hash, now(), address())) return { kind: 'known', employee }
    const changed = await employees.findById(employee_id)
    log('sign-in.refused', { why: 'locked or changed', employee: employee_id })
    return changed !== null && isLocked(changed, now()) ? locked(changed) : wrong
  }

  function now(): Date {
    return new Date(clock.now())
  }

  return {
    /** `sign-in-wrong` for whatever is wrong; only the right password of a locked account is told so. */
    async byPassword(identifier: string, password: string): Promise<Authenticated> {
      const begun = Date.now()
      const answer = await asking((repositories) => compare(repositories, identifier, password))
      if (answer.kind === 'refused') await untilStep(begun)
      return answer
    },

    /** @param record whether it is a sign-in (`last_login` is written) or good for one act only. */
    byBadge(hash: string, record: boolean): Promise<Authenticated> {
      return asking(async ({ badges, employees, plantSettings }) => {
        const badge = await badges.find(hash)
        if (badge === null || badge.revoked) {
          const word = badge === null ? 'unknown-badge' : 'badge-revoked'
          log('badge.refused', { why: word, employee: badge?.employee_id })
          return refused(word)
        }
        const employee = await employees.findById(badge.employee_id)
        if (employee === null || employee.status !== 'active') return refused('employee-not-active')
        if (isLocked(employee, now())) return locked(employee)
        if (!record) return { kind: 'known', employee }
        // Asked with the badge: one that is read in the first moment of a start would meet the setting of long ago.
        if (!(await plantSettings.read()).badgeSignIn) return refused('badge-needs-password')
        const recorded = await employees.recordBadge(employee.employee_id, now(), address())
        return recorded ? { kind: 'known', employee } : refused('employee-not-active')
      })
    },
  }
}

export type Authentication = ReturnType<typeof createAuthentication>

/** A known employee who may supervise one act; no station permission is needed. */
export function asSupervisor(answer: Authenticated): SupervisorAnswer {
  if (answer.kind !== 'known') return answer
  if (!isSupervisor(answer.employee)) return refused('supervisor-needed')
  const { employee_id, name } = signedIn(answer.employee, 'password')
  return { kind: 'supervisor', who: { employee_id, name } }
}

function refused(word: SignInRefusal, params: Params = {}): RefusedSignIn {
  return { kind: 'refused', word, params }
}

function locked({ locked_until }: Pick<Employee, 'locked_until'>): RefusedSignIn {
  return refused('employee-locked', locked_until === null ? {} : { until: locked_until.getTime() })
}

function untilStep(begun: number): Promise<void> {
  const rest = refusalStepMs - ((Date.now() - begun) % refusalStepMs)
  return sleep(rest)
}
