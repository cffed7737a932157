import type { AuditRow, auditCommands } from '../../shared/contract/audit.ts'
import { isStrongPassword } from '../../shared/domain/password-rule.ts'
import { failure, success } from '../../shared/result.ts'
import type { Clock } from '../clock.ts'
import type { AuditEvent, AuditRepository } from '../db/audit.ts'
import type { EmployeesRepository } from '../db/employees.ts'
import { markOf } from '../db/sign-ins.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Session } from '../session.ts'

export interface AuditWorkflowParts {
  readonly tables: () => { readonly audit: AuditRepository; readonly employees: EmployeesRepository } | null
  readonly session: Pick<Session, 'check'>
  readonly passwords: Pick<Passwords, 'hash'>
  readonly clock: Clock
  readonly log: Log
}

export function auditWorkflows(parts: AuditWorkflowParts): WorkflowsOf<keyof typeof auditCommands> {
  const { passwords, clock, log } = parts

  function tables() {
    const repositories = parts.tables()
    // The door lets nothing through while the database is away.
    if (repositories === null) throw new Error('no database')
    return repositories
  }

  /** The hash of the one-time password that the employee still has; null for none. */
  async function oneTimeHash(employee_id: string): Promise<string | null> {
    const { audit, employees } = tables()
    const employee = await employees.findById(employee_id)
    if (employee === null) return null
    return (await audit.isOneTime(employee_id, markOf(employee.password_hash))) ? employee.password_hash : null
  }

  return {
    async 'audit.unseen'(_input, by) {
      const employee_id = by?.employee_id ?? ''
      const events = await tables().audit.unseenBy(employee_id, new Date(clock.now()))
      return success({ events: events.map(row), ownPasswordDue: (await oneTimeHash(employee_id)) !== null })
    },

    async 'audit.markSeen'({ id }, by) {
      if (by !== null) await tables().audit.markSeen(id, by.employee_id)
      return success({})
    },

    async 'audit.setOwnPassword'({ password }, by) {
      if (by === null) return failure('not-signed-in')
      if (!isStrongPassword(password)) return failure('password-too-weak')
      const old = await oneTimeHash(by.employee_id)
      if (old === null) return failure('no-permission')
      const hash = await passwords.hash(password)
      const isSet = await tables().employees.replacePassword(by.employee_id, old, hash, new Date(clock.now()))
      if (!isSet) return failure('stale')
      log('employee.own-password', { employee: by.employee_id })
      // The sign-in was with the other password: it ends now, not at the next look.
      await parts.session.check()
      return success({})
    },
  }
}

function row(event: AuditEvent): AuditRow {
  return {
    id: event.id,
    kind: event.kind,
    at: event.at.getTime(),
    host: event.host,
    osUser: event.os_user,
    employeeId: event.employee_id ?? '',
    made: event.made,
    copyOf: event.copy_of?.getTime() ?? 0,
  }
}
