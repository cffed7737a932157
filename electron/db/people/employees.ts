import { type Filter, ObjectId } from 'mongodb'
import { afterSuccess, type LockFacts, type LockSettings } from '../../../shared/domain/lockout.ts'
import { permissionTable } from '../../../shared/domain/permissions.ts'
import {
  type Employee,
  type EmployeeRole,
  type EmployeeStatus,
  employeeSchema,
  type PermissionKey,
  readEmployee,
} from '../../../shared/schemas/employee.ts'
import type { Collections, StoredEmployee } from '../collections/collections.ts'
import { numberedBy } from '../collections/keyset.ts'
import { isDuplicateKey } from '../connection/transaction.ts'

/** What is read of an employee: never the other program's `refresh_token`, and the hash only to compare with. */
const projection = {
  _id: 0,
  employee_id: 1,
  name: 1,
  surname: 1,
  email: 1,
  password_hash: 1,
  role: 1,
  status: 1,
  permissions: 1,
  failed_login_attempts: 1,
  locked_until: 1,
} as const

/** The keys the platform's own employees have; it reads a missing one as false. */
export interface NewEmployeeFacts {
  readonly employee_id: string
  readonly name: string
  readonly surname: string
  readonly email: string | null
  readonly role: Employee['role']
  readonly permissions: readonly PermissionKey[]
  readonly password_hash: string
  readonly created_by: string | null
}

/** The lists of employees, by ID. The index of each is in docs/data.md. */
export const employeeListings = {
  all: numberedBy('employee_id', { employee_id: { $type: 'string' } }),
  inStatus: (status: EmployeeStatus) => numberedBy('employee_id', { status }, 'ose_employees_status'),
  /** Active ones of a role. */
  ofRole: (role: EmployeeRole) => numberedBy('employee_id', { role, status: 'active' }, 'ose_employees_role'),
}

/** A plant's staff; a list that long is no list for a screen. */
const listLimit = 5000

/**
 * The platform's employees. Its other program writes the same sign-in fields at the same time, so each change here is
 * one conditional update; its `refresh_token` fields are never touched.
 */
export function employeesRepository({ employees }: Pick<Collections, 'employees'>) {
  async function find(filter: { employee_id: string } | { email: string }): Promise<Employee | null> {
    const stored = await employees.findOne(filter, { projection })
    return stored === null ? null : readEmployee(stored)
  }

  async function listed(filter: Filter<StoredEmployee>): Promise<ListedEmployee[]> {
    const { password_hash: _never, ...shown } = projection
    const cursor = employees.find(filter, { projection: shown }).sort({ employee_id: 1 }).limit(listLimit)
    return (await cursor.toArray()).map((stored) => {
      const { password_hash: _absent, ...employee } = readEmployee(stored)
      return employee
    })
  }

  return {
    /** By ID (upper case), else by e-mail (lower case): the platform's forms. Both are asked, found or not. */
    async findByIdentifier(identifier: string): Promise<Employee | null> {
      const text = identifier.trim()
      const [byId, byEmail] = await Promise.all([
        find({ employee_id: text.toUpperCase() }),
        find({ email: text.toLowerCase() }),
      ])
      return byId ?? byEmail
    },

    findById: (employee_id: string): Promise<Employee | null> => find({ employee_id }),

    /**
     * Counts a wrong password, and locks at the limit: `afterFailure` of shared/domain/lockout.ts, said to the
     * database in one update, so that parallel tries at many stations count exactly.
     * @returns the fields after it, or null where nothing is counted: locked already, not active, or gone.
     */
    async recordFailure(employee_id: string, now: Date, settings: LockSettings): Promise<LockFacts | null> {
      const lockedUntil = new Date(now.getTime() + settings.lockMinutes * 60_000)
      // A lock that is over starts a new count.
      const counted = { $cond: [{ $isNumber: '$failed_login_attempts' }, '$failed_login_attempts', 0] }
      const attempts = { $add: [{ $cond: [{ $gt: ['$locked_until', null] }, 0, counted] }, 1] }
      const after = await employees.findOneAndUpdate(
        { employee_id, status: 'active', ...notLocked(now) },
        [
          {
            $set: {
              failed_login_attempts: attempts,
              locked_until: { $cond: [{ $gte: [attempts, settings.lockAfterFailures] }, lockedUntil, null] },
            },
          },
        ],
        { returnDocument: 'after', projection },
      )
      return after === null ? null : readEmployee(after)
    },

    /**
     * The right password: the count begins anew. Only while the account is active, not locked, and the password is
     * still the one that was compared.
     * @returns false where one of these changed in the meantime.
     */
    async recordSuccess(employee_id: string, password_hash: string, now: Date, ip: string): Promise<boolean> {
      const { matchedCount } = await employees.updateOne(
        { employee_id, status: 'active', password_hash, ...notLocked(now) },
        { $set: { ...afterSuccess, last_login: now, last_login_ip: ip } },
      )
      return matchedCount === 1
    },

    /** A badge is no password: the count of wrong passwords stays. @returns false where not active or locked. */
    async recordBadge(employee_id: string, now: Date, ip: string): Promise<boolean> {
      const { matchedCount } = await employees.updateOne(
        { employee_id, status: 'active', ...notLocked(now) },
        { $set: { last_login: now, last_login_ip: ip } },
      )
      return matchedCount === 1
    },

    /** One insert in the platform's form. @returns false where the ID or the e-mail exists. */
    async create(facts: NewEmployeeFacts, now: Date): Promise<boolean> {
      const document = employeeSchema.parse({
        ...facts,
        permissions: permissionTable(facts.permissions),
        phone: null,
        status: 'active',
        last_login: null,
        last_login_ip: null,
        ...afterSuccess,
        created_at: now,
        updated_at: now,
        notes: null,
      })
      const sameEmail = document.email === null ? [] : [{ email: document.email }]
      try {
        const { upsertedCount } = await employees.updateOne(
          { $or: [{ employee_id: document.employee_id }, ...sameEmail] },
          { $setOnInsert: { _id: new ObjectId(), ...document } },
          { upsert: true },
        )
        return upsertedCount === 1
      } catch (error) {
        if (isDuplicateKey(error)) return false
        throw error
      }
    },

    /** Each of our fifteen keys by itself: the other program has keys of its own in the same object. */
    async setPermissions(employee_id: string, granted: readonly PermissionKey[], now: Date): Promise<boolean> {
      const keys = Object.entries(permissionTable(granted)).map(([key, value]) => [`permissions.${key}`, value])
      // A pipeline, because the plain form fails where `permissions` is null.
      const { matchedCount } = await employees.updateOne({ employee_id }, [
        { $set: { ...Object.fromEntries(keys), updated_at: now } },
      ])
      return matchedCount === 1
    },

    async setStatus(employee_id: string, status: EmployeeStatus, now: Date): Promise<boolean> {
      const { matchedCount } = await employees.updateOne({ employee_id }, { $set: { status, updated_at: now } })
      return matchedCount === 1
    },

    /** Only while the password is still the one that was looked at. */
    async replacePassword(employee_id: string, old_hash: string, password_hash: string, now: Date): Promise<boolean> {
      const { matchedCount } = await employees.updateOne(
        { employee_id, password_hash: old_hash },
        { $set: { password_hash, updated_at: now } },
      )
      return matchedCount === 1
    },

    async unlock(employee_id: string, now: Date): Promise<boolean> {
      const { matchedCount } = await employees.updateOne(
        { employee_id },
        { $set: { ...afterSuccess, updated_at: now } },
      )
      return matchedCount === 1
    },

    /** By ID, without hashes. */
    list: (): Promise<ListedEmployee[]> => listed({ employee_id: { $type: 'string' } }),
    active: (): Promise<ListedEmployee[]> => listed({ status: 'active' }),
    /** Active ones of a role. */
    ofRole: (role: EmployeeRole): Promise<ListedEmployee[]> => listed({ role, status: 'active' }),
  }
}

export type ListedEmployee = Omit<Employee, 'password_hash'>

export type EmployeesRepository = ReturnType<typeof employeesRepository>

/** `locked_until` may be missing, null, or over. */
function notLocked(now: Date): { readonly $or: [{ locked_until: null }, { locked_until: { $lte: Date } }] } {
  return { $or: [{ locked_until: null }, { locked_until: { $lte: now } }] }
}
