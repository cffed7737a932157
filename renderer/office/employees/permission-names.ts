import type { EmployeeRole, EmployeeStatus, PermissionKey } from '../../../shared/schemas/employee.ts'
import type { PlantLine, StationNumber } from '../../../shared/workplace.ts'

/** The right to work at one station of one line. */
export function stationPermission(
  line: PlantLine,
  station: StationNumber,
): `production_line${PlantLine}_station${StationNumber}` {
  return `production_line${line}_station${station}`
}

// The lists stand here again because the schemas' files bring zod, which has no place in the page. A test holds them
// to the schemas.
export const otherPermissions = [
  'quality_control',
  'manage_inventory',
  'manage_rma',
  'manage_tickets',
  'manage_customers',
  'view_reports',
  'admin_access',
  'manage_users',
  'manage_settings',
] as const satisfies readonly PermissionKey[]

export const roleOrder = [
  'operator',
  'quality_inspector',
  'technician',
  'supervisor',
  'manager',
  'admin',
  'super_admin',
] as const satisfies readonly EmployeeRole[]

export const statusOrder = ['active', 'on_leave', 'suspended', 'inactive'] as const satisfies readonly EmployeeStatus[]

/** The list with `key` in it or taken out, each key once. */
export function withPermission(
  permissions: readonly PermissionKey[],
  key: PermissionKey,
  given: boolean,
): readonly PermissionKey[] {
  const others = permissions.filter((each) => each !== key)
  return given ? [...others, key] : others
}

export function samePermissions(one: readonly PermissionKey[], other: readonly PermissionKey[]): boolean {
  return one.length === other.length && one.every((key) => other.includes(key))
}
