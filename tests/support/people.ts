import bcrypt from 'bcryptjs'
import { ObjectId } from 'mongodb'
import type { Collections, StoredEmployee } from '../../electron/db/collections/collections.ts'
import { permissionTable } from '../../shared/domain/permissions.ts'
import type { PermissionKey } from '../../shared/schemas/employee.ts'

export const rightPassword = 'Right-pass1'
// The cheapest cost: the tests' subject is never how long bcrypt takes.
const cheapHash = bcrypt.hashSync(rightPassword, 4)

/** An employee as the platform's other program would have left one, with a refresh token of its own. */
export async function addEmployee(
  { employees }: Pick<Collections, 'employees'>,
  employee_id: string,
  facts: Partial<Omit<StoredEmployee, 'permissions'>> & { readonly may?: readonly PermissionKey[] } = {},
): Promise<void> {
  const { may = [], ...rest } = facts
  const document: StoredEmployee = {
    _id: new ObjectId(),
    employee_id,
    name: 'Ana',
    surname: 'García Ruiz',
    email: `${employee_id.toLowerCase()}@ose.example`,
    phone: null,
    password_hash: cheapHash,
    role: 'operator',
    status: 'active',
    permissions: { ...permissionTable(may), ...{ app1_access: true } },
    last_login: null,
    last_login_ip: null,
    failed_login_attempts: 0,
    locked_until: null,
    created_at: new Date(),
    updated_at: new Date(),
    created_by: null,
    notes: null,
    refresh_token: 'of-the-other-program',
    ...rest,
  }
  await employees.insertOne(document)
}
