import { z } from 'zod'
import { emailSchema, employeeIdSchema, employeeRoles, employeeStatuses, permissionKeys } from '../schemas/employee.ts'
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
    name: z.string().trim().min(2).max(50),
    surname: z.string().trim().min(2).max(100),
    email: z.union([z.literal(''), emailSchema]),
    role: z.enum(employeeRoles),
    permissions: z.array(z.enum(permissionKeys)),
    /** At least 8 characters with upper case, lower case and a digit: the platform's own rule. 72 bytes at most (bcrypt). */
    password: z.string().min(8).max(72),
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
