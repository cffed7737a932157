import { z } from 'zod'
import { longestPasswordBytes, shortestPassword } from '../domain/password-rule.ts'
import { emailSchema, employeeIdSchema, personNameSchema, personSurnameSchema } from '../schemas/employee.ts'
import { employeeRoles, employeeStatuses, permissionKeys } from '../schemas/stored-words.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

const employeeRowSchema = z.object({
  employee_id: z.string(),
  name: z.string(),
  surname: z.string(),
  role: z.enum(employeeRoles),
  status: z.enum(employeeStatuses),
  permissions: z.array(z.enum(permissionKeys)),
  hasBadge: z.boolean(),
  locked: z.boolean(),
})
export type EmployeeRow = z.infer<typeof employeeRowSchema>

export const newEmployeeSchema = z
  .object({
    employee_id: employeeIdSchema,
    name: personNameSchema,
    surname: personSurnameSchema,
    email: z.union([z.literal(''), emailSchema]),
    role: z.enum(employeeRoles),
    permissions: z.array(z.enum(permissionKeys)),
    /** The workflow asks for the whole rule of `domain/password-rule.ts`, so that a weak one has an answer of its own. */
    password: z.string().min(shortestPassword).max(longestPasswordBytes),
  })
  .strict()
export type NewEmployee = z.infer<typeof newEmployeeSchema>

export const employeesCommands = commands({
  'employees.list': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: nothing,
    output: z.object({ employees: z.array(employeeRowSchema) }),
  },
  'employees.create': { needs: 'manage_users', whenOffline: 'refuse', input: newEmployeeSchema, output: done },
  'employees.setPermissions': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: z.object({ employee_id: employeeIdSchema, permissions: z.array(z.enum(permissionKeys)) }).strict(),
    output: done,
  },
  'employees.setStatus': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: z.object({ employee_id: employeeIdSchema, status: z.enum(employeeStatuses) }).strict(),
    output: done,
  },
  'employees.unlock': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: z.object({ employee_id: employeeIdSchema }).strict(),
    output: done,
  },
  /** Makes a new badge token (the old one is revoked), writes the badge as a PDF and opens it. */
  'employees.printBadge': {
    needs: 'manage_users',
    whenOffline: 'refuse',
    input: z.object({ employee_id: employeeIdSchema }).strict(),
    output: z.object({ file: z.string() }),
  },
})
