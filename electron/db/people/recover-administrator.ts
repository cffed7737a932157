import { type MongoClient, ObjectId } from 'mongodb'
import { afterSuccess } from '../../../shared/domain/lockout.ts'
import { permissionTable } from '../../../shared/domain/permissions.ts'
import { employeeSchema, permissionKeys } from '../../../shared/schemas/employee.ts'
import type { Collections, PlantAuditDocument } from '../collections/collections.ts'
import { inTransaction, Refused } from '../connection/transaction.ts'
import { markOf } from './sign-ins.ts'

export interface RecoveryRequest {
  readonly employee_id: string
  /** Of an employee to be made where there is none of that ID; null refuses then. */
  readonly name: { readonly name: string; readonly surname: string } | null
  readonly password_hash: string
  readonly by: Pick<PlantAuditDocument, 'host' | 'os_user' | 'version'>
  readonly now: Date
}

export type RecoveryAnswer = 'made' | 'recovered' | 'unknown-employee'

/**
 * Makes an employee `super_admin` (the role that may do all, as the first one of a plant has), active, unlocked and
 * with a new password; ends their sign-ins, revokes their badges, and leaves an event. All of it or nothing.
 */
export async function recoverAdministrator(
  client: MongoClient,
  { employees, signIns, badges, audit }: Collections,
  request: RecoveryRequest,
): Promise<RecoveryAnswer> {
  const { employee_id, name, password_hash, by, now } = request
  const session = client.startSession({ causalConsistency: false })
  const event = new ObjectId()
  const newEmployee = new ObjectId()
  try {
    return await inTransaction(session, async () => {
      const found = await employees.findOne({ employee_id }, { session, projection: { role: 1 } })
      if (found === null) {
        if (name === null) throw new Refused('unknown-employee')
        await employees.insertOne(
          { _id: newEmployee, ...newAdministrator(employee_id, name, password_hash, now) },
          { session },
        )
      } else {
        const rights = Object.fromEntries(permissionKeys.map((key) => [`permissions.${key}`, true]))
        await employees.updateOne(
          { _id: found._id },
          // A pipeline, because the plain form fails where `permissions` is null.
          [
            {
              $set: {
                ...rights,
                role: 'super_admin',
                status: 'active',
                password_hash: { $literal: password_hash },
                ...afterSuccess,
                updated_at: now,
              },
            },
          ],
          { session },
        )
      }
      await signIns.updateMany(
        { employee_id, ended_at: null },
        { $set: { ended_at: now, ended_why: 'recovered' } },
        { session },
      )
      await badges.updateMany({ employee_id, revoked_at: null }, { $set: { revoked_at: now } }, { session })
      await audit.insertOne(
        {
          _id: event,
          kind: 'administrator-recovered',
          at: now,
          ...by,
          seen_by: [],
          employee_id,
          made: found === null,
          role_before: found?.role ?? null,
          password_mark: markOf(password_hash),
          copy_of: null,
        },
        { session },
      )
      return found === null ? 'made' : 'recovered'
    })
  } catch (error) {
    if (error instanceof Refused) return 'unknown-employee'
    throw error
  } finally {
    await session.endSession()
  }
}

function newAdministrator(
  employee_id: string,
  name: { name: string; surname: string },
  password_hash: string,
  now: Date,
) {
  return employeeSchema.parse({
    employee_id,
    ...name,
    email: null,
    phone: null,
    password_hash,
    role: 'super_admin',
    status: 'active',
    permissions: permissionTable([...permissionKeys]),
    last_login: null,
    last_login_ip: null,
    ...afterSuccess,
    created_at: now,
    updated_at: now,
    created_by: employee_id,
    notes: null,
  })
}
