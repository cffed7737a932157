import type { EmployeeRow, employeesCommands } from '../../shared/contract/employees.ts'
import { isLocked } from '../../shared/domain/lockout.ts'
import { isStrongPassword } from '../../shared/domain/password-rule.ts'
import { mayGrant, mayManage } from '../../shared/domain/permissions.ts'
import { type Failure, failure, success } from '../../shared/result.ts'
import { type Employee, permissionKeys } from '../../shared/schemas/employee.ts'
import type { Clock } from '../clock/clock.ts'
import { requiredDatabase } from '../db/connection/required-database.ts'
import type { BadgesRepository } from '../db/people/badges.ts'
import type { EmployeesRepository } from '../db/people/employees.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { SignedIn } from '../people/signed-in.ts'
import { writtenFile } from './written-file.ts'

export interface EmployeesWorkflowParts {
  /** Null until the database was reached once. */
  readonly tables: () => { readonly employees: EmployeesRepository; readonly badges: BadgesRepository } | null
  readonly passwords: Pick<Passwords, 'hash'>
  readonly clock: Clock
  readonly log: Log
  /** Writes the badge as a PDF and opens it. The token is on the badge and nowhere else. */
  readonly printBadge: (employee: Pick<Employee, 'employee_id' | 'name' | 'role'>, token: string) => Promise<string>
}

/** The smallest office of employees: who there is, what they may do, their badge. */
export function employeesWorkflows(parts: EmployeesWorkflowParts): WorkflowsOf<keyof typeof employeesCommands> {
  const { passwords, clock, log, printBadge } = parts
  const now = () => new Date(clock.now())

  const tables = () => requiredDatabase(parts.tables())

  /** The employee, if the one who acts may change them: nobody reaches above themselves. */
  async function managed(by: SignedIn | null, employee_id: string): Promise<Employee | Failure> {
    const employee = await tables().employees.findById(employee_id)
    if (employee === null) return failure('not-found')
    return by !== null && mayManage(by, employee) ? employee : failure('no-permission')
  }

  return {
    async 'employees.list'() {
      const { employees, badges } = tables()
      const [found, holders] = await Promise.all([employees.list(), badges.holders()])
      return success({ employees: found.map((employee) => row(employee, holders, now())) })
    },

    async 'employees.create'({ password, email, ...facts }, by) {
      if (by === null || !mayGrant(by, facts.role, facts.permissions)) return failure('no-permission')
      if (!isStrongPassword(password)) return failure('password-too-weak')
      const password_hash = await passwords.hash(password)
      const employee = { ...facts, email: email === '' ? null : email, password_hash, created_by: by.employee_id }
      if (!(await tables().employees.create(employee, now()))) return failure('already-exists')
      log('employee.created', { employee: facts.employee_id, role: facts.role, by: by.employee_id })
      return success({})
    },

    async 'employees.setPermissions'({ employee_id, permissions }, by) {
      const employee = await managed(by, employee_id)
      if ('ok' in employee) return employee
      // What they hold already may stay; only what is new must be the giver's to give.
      const added = permissions.filter((key) => !employee.permissions[key])
      if (by === null || !mayGrant(by, employee.role, added)) return failure('no-permission')
      if (!(await tables().employees.setPermissions(employee_id, permissions, now()))) return failure('not-found')
      log('employee.permissions', { employee: employee_id, permissions, by: by.employee_id })
      return success({})
    },

    async 'employees.setStatus'({ employee_id, status }, by) {
      const employee = await managed(by, employee_id)
      if ('ok' in employee) return employee
      // Nobody shuts themselves out: the plant might be left without an administrator.
      if (by === null || by.employee_id === employee_id) return failure('no-permission')
      if (!(await tables().employees.setStatus(employee_id, status, now()))) return failure('not-found')
      log('employee.status', { employee: employee_id, status, by: by.employee_id })
      return success({})
    },

    async 'employees.unlock'({ employee_id }, by) {
      const employee = await managed(by, employee_id)
      if ('ok' in employee) return employee
      if (!(await tables().employees.unlock(employee_id, now()))) return failure('not-found')
      log('employee.unlocked', { employee: employee_id, by: by?.employee_id })
      return success({})
    },

    async 'employees.printBadge'({ employee_id }, by) {
      const employee = await managed(by, employee_id)
      if ('ok' in employee) return employee
      const token = await tables().badges.issue(employee_id, by?.employee_id ?? '', now())
      if (token === null) return failure('not-found')
      log('badge.issued', { employee: employee_id, by: by?.employee_id })
      const name = `${employee.name} ${employee.surname}`.trim()
      return writtenFile(log, () => printBadge({ employee_id, name, role: employee.role }, token))
    },
  }
}

function row(employee: Omit<Employee, 'password_hash'>, holders: ReadonlySet<string>, now: Date): EmployeeRow {
  return {
    employee_id: employee.employee_id,
    name: employee.name,
    surname: employee.surname,
    role: employee.role,
    status: employee.status,
    permissions: permissionKeys.filter((key) => Boolean(employee.permissions[key])),
    hasBadge: holders.has(employee.employee_id),
    locked: isLocked(employee, now),
  }
}
