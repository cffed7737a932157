import type { auditCommands, PlantEventRow, ReplacedFiguresRow } from '../../shared/contract/audit.ts'
import { isStrongPassword } from '../../shared/domain/password-rule.ts'
import { failure, success } from '../../shared/result.ts'
import type { Clock } from '../clock/clock.ts'
import { requiredDatabase } from '../db/connection/required-database.ts'
import type { EmployeesRepository } from '../db/people/employees.ts'
import { markOf } from '../db/people/sign-ins.ts'
import type { AuditRepository, FiguresEvent, PlantEvent } from '../db/plant/audit.ts'
import type { WorkflowsOf } from '../door.ts'
import type { Log } from '../log/log.ts'
import type { Passwords } from '../passwords/passwords.ts'
import type { Session } from '../people/session.ts'

export interface AuditWorkflowParts {
  readonly tables: () => { readonly audit: AuditRepository; readonly employees: EmployeesRepository } | null
  readonly session: Pick<Session, 'check'>
  readonly passwords: Pick<Passwords, 'hash'>
  readonly clock: Clock
  readonly log: Log
}

export function auditWorkflows(parts: AuditWorkflowParts): WorkflowsOf<keyof typeof auditCommands> {
  const { passwords, clock, log } = parts

  const tables = () => requiredDatabase(parts.tables())

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
      const now = new Date(clock.now())
      const { audit } = tables()
      const [plant, figures] = await Promise.all([
        audit.unseenBy(employee_id, now),
        audit.unseenFigures(employee_id, now),
      ])
      return success({
        events: [...plant.map(plantRow), ...figures.events.map(figuresRow)],
        moreFigures: figures.more,
        ownPasswordDue: (await oneTimeHash(employee_id)) !== null,
      })
    },

    async 'audit.markSeen'({ id }, by) {
      if (by !== null) await tables().audit.markSeen(id, by.employee_id)
      return success({})
    },

    async 'audit.markFiguresSeen'({ until }, by) {
      if (by !== null) await tables().audit.markFiguresSeen(new Date(until), by.employee_id)
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

function plantRow(event: PlantEvent): PlantEventRow {
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

function figuresRow({ id, kind, at, order_number, before, after }: FiguresEvent): ReplacedFiguresRow {
  const made = new Map(after.batches.map((batch) => [batch.batch_number, batch.produced]))
  const replaced = before.batches.filter(({ batch_number, produced }) => made.get(batch_number) !== produced)
  const lotes = new Set(replaced.map(({ batch_number }) => batch_number))
  return {
    ...{ id, kind, at: at.getTime(), orderNumber: order_number },
    before: figuresOf(before, lotes),
    after: figuresOf(after, lotes),
    statusBefore: before.status,
    statusAfter: after.status,
  }
}

function figuresOf({ produced, approved, rejected, batches }: FiguresEvent['before'], lotes: ReadonlySet<number>) {
  return {
    ...{ produced, approved, rejected },
    batches: batches
      .filter(({ batch_number }) => lotes.has(batch_number))
      .map(({ batch_number, produced }) => ({ lote: batch_number, produced })),
  }
}
