import type { EmployeeRole, PermissionKey } from '../../../shared/schemas/employee.ts'
import type { SessionState } from '../../../shared/state.ts'
import { roleOrder } from './permission-names.ts'

type Granter = Pick<SessionState, 'role' | 'isSupervisor' | 'office' | 'rightsWithoutStation'>

/**
 * Which roles and rights the person signed in may give, so that the form offers nothing the main process would refuse.
 * The rule is `mayGrant` of shared/domain/permissions.ts, said with what the page knows of the person; a test holds
 * the two together. The main process decides in any case.
 */
export function mayGiveRole(by: Granter, role: EmployeeRole): boolean {
  switch (role) {
    case 'super_admin':
      return by.role === 'super_admin'
    case 'admin':
      return by.role === 'super_admin' || by.role === 'admin'
    case 'supervisor':
    case 'manager':
      return by.isSupervisor
    case 'operator':
    case 'quality_inspector':
    case 'technician':
      return true
  }
}

export function rolesToGive(by: Granter): readonly EmployeeRole[] {
  return roleOrder.filter((role) => mayGiveRole(by, role))
}

/** Whether this employee may be changed, or given a badge, by the person signed in. */
export function mayChange(by: Granter, role: EmployeeRole): boolean {
  if (role === 'super_admin') return by.role === 'super_admin'
  if (role === 'admin') return by.role === 'super_admin' || by.role === 'admin'
  return true
}

export function mayGive(by: Granter, key: PermissionKey): boolean {
  if (by.role === 'super_admin') return true
  switch (key) {
    case 'manage_settings':
      return by.office.settings
    case 'admin_access':
      return by.office.orders
    case 'manage_users':
      return by.office.employees
    case 'view_reports':
      return by.office.lists
    case 'manage_customers':
    case 'manage_tickets':
      return by.role === 'admin' || by.rightsWithoutStation.includes(key)
    default:
      return true
  }
}
