import { z } from 'zod'
import { readLeniently } from './lenient.ts'
import { type ReadOf, reading } from './reading.ts'
import { emailForm, employeeIdForm, longestEmail, personNameLengths } from './stored-forms.ts'
import { employeeRoles, employeeStatuses, type PermissionKey, permissionKeys } from './stored-words.ts'

export {
  type EmployeeRole,
  type EmployeeStatus,
  employeeRoles,
  employeeStatuses,
  type PermissionKey,
  permissionKeys,
} from './stored-words.ts'

export const employeeIdSchema = z.string().trim().toUpperCase().regex(employeeIdForm)

const { name, surname } = personNameLengths
export const personNameSchema = z.string().trim().min(name.min).max(name.max)
export const personSurnameSchema = z.string().trim().min(surname.min).max(surname.max)

/** The platform looks e-mails up in lower case. */
export const emailSchema = z.string().trim().toLowerCase().max(longestEmail).regex(emailForm)

/** The fifteen, false where missing, and whatever other keys the platform has. */
export const permissionsSchema = z
  .object(
    Object.fromEntries(permissionKeys.map((key) => [key, z.boolean().default(false)])) as Record<
      PermissionKey,
      z.ZodDefault<z.ZodBoolean>
    >, // fromEntries forgets the keys
  )
  .catchall(z.boolean())
export type Permissions = z.infer<typeof permissionsSchema>

const text = z.string().nullable().default(null)
const time = z.date().nullable().default(null)

export const employeeSchema = z.object({
  employee_id: reading(employeeIdSchema, { fallback: '' }),
  name: reading(personNameSchema, { fallback: '' }),
  surname: reading(personSurnameSchema, { fallback: '' }),
  email: emailSchema.nullable().default(null),
  phone: text,
  password_hash: reading(z.string().min(1), { fallback: '', secret: true }),
  /** An unknown role or status reads as the one that may do least. */
  role: reading(z.enum(employeeRoles), { fallback: 'operator' }),
  status: reading(z.enum(employeeStatuses), { fallback: 'inactive' }),
  permissions: permissionsSchema.default(permissionsSchema.parse({})),
  last_login: time,
  last_login_ip: text,
  failed_login_attempts: z.number().int().min(0).default(0),
  locked_until: time,
  /** The platform's sign-in: never written by us, or its users are signed out. Missing stays missing. */
  refresh_token: reading(z.string().nullable().optional(), { secret: true }),
  refresh_token_expires: z.date().nullable().optional(),
  created_at: z.date(),
  updated_at: z.date(),
  created_by: text,
  notes: text,
})
export type EmployeeDocument = z.infer<typeof employeeSchema>

/** What is read of an employee: never `refresh_token`, and the hash only to compare with. */
const knownOfEmployee = employeeSchema.pick({
  employee_id: true,
  name: true,
  surname: true,
  email: true,
  password_hash: true,
  role: true,
  status: true,
  permissions: true,
  failed_login_attempts: true,
  locked_until: true,
})
export type Employee = ReadOf<typeof knownOfEmployee>

/** An employee as read: whatever the other program wrote. */
export function readEmployee(document: unknown): Employee {
  return readLeniently(knownOfEmployee, document).value
}
