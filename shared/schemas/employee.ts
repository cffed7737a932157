import { z } from 'zod'

export const employeeRoles = [
  'operator',
  'supervisor',
  'quality_inspector',
  'technician',
  'manager',
  'admin',
  'super_admin',
] as const
export type EmployeeRole = (typeof employeeRoles)[number]

export const employeeStatuses = ['active', 'inactive', 'suspended', 'on_leave'] as const
export type EmployeeStatus = (typeof employeeStatuses)[number]

/** The fifteen keys of the reference. The platform has more (app1_access …): they are kept, never written by us. */
export const permissionKeys = [
  'production_line1_station1',
  'production_line1_station2',
  'production_line2_station1',
  'production_line2_station2',
  'production_line3_station1',
  'production_line3_station2',
  'quality_control',
  'admin_access',
  'manage_users',
  'manage_settings',
  'view_reports',
  'manage_tickets',
  'manage_rma',
  'manage_customers',
  'manage_inventory',
] as const
export type PermissionKey = (typeof permissionKeys)[number]

/** 3–20 characters, upper case: the platform cannot read anything else (no blank, no dot). */
export const employeeIdSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9_-]{3,20}$/)

/** The platform looks e-mails up in lower case. */
export const emailSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(/^[^\s@]+@[^\s@]+\.[^\s@]{2,}$/)

export const permissionsSchema = z.object(
  Object.fromEntries(permissionKeys.map((key) => [key, z.boolean()])) as Record<PermissionKey, z.ZodBoolean>, // fromEntries forgets the keys
)
export type Permissions = z.infer<typeof permissionsSchema>

export const employeeSchema = z.object({
  employee_id: employeeIdSchema,
  name: z.string().trim().min(2).max(50),
  surname: z.string().trim().min(2).max(100),
  email: emailSchema.nullable(),
  phone: z.string().nullable(),
  password_hash: z.string().min(1),
  role: z.enum(employeeRoles),
  status: z.enum(employeeStatuses),
  permissions: permissionsSchema,
  last_login: z.date().nullable(),
  last_login_ip: z.string().nullable(),
  failed_login_attempts: z.number().int().min(0),
  locked_until: z.date().nullable(),
  created_at: z.date(),
  updated_at: z.date(),
  created_by: z.string().nullable(),
  notes: z.string().nullable(),
})
export type EmployeeDocument = z.infer<typeof employeeSchema>

/**
 * An employee as read: whatever the other program wrote. An unknown role or status reads as the one that may do
 * least; a permission counts only where it is truthy, as the platform's own reader counts it.
 */
export const employeeReadSchema = z.object({
  employee_id: z.string(),
  name: z.string().catch(''),
  surname: z.string().catch(''),
  email: z.string().nullable().catch(null),
  password_hash: z.string().catch(''),
  role: z.enum(employeeRoles).catch('operator'),
  status: z.enum(employeeStatuses).catch('inactive'),
  permissions: z.record(z.string(), z.unknown()).catch({}),
  failed_login_attempts: z.number().catch(0),
  locked_until: z.date().nullable().catch(null),
})
export type Employee = z.infer<typeof employeeReadSchema>
