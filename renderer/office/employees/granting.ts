import { type Granter, mayChangeRole, mayGiveRight, mayGiveRole } from '../../../shared/domain/permissions.ts'
import { type EmployeeRole, employeeRoles, type PermissionKey } from '../../../shared/schemas/stored-words.ts'
import type { SessionState } from '../../../shared/state.ts'

type Giving = Pick<SessionState, 'role' | 'office' | 'rightsWithoutStation'>

/** The person signed in as the rules of giving ask for them, so that the form offers nothing the door would refuse. */
function granter(session: Giving): Granter {
  return { role: session.role, may: (permission) => mayBySession(session, permission) }
}

export function rolesToGive(by: Giving): readonly EmployeeRole[] {
  return employeeRoles.filter((role) => mayGiveRole(granter(by), role))
}

/** Whether this employee may be changed, or given a badge, by the person signed in. */
export function mayChange(by: Giving, role: EmployeeRole): boolean {
  return mayChangeRole(granter(by), role)
}

export function mayGive(by: Giving, key: PermissionKey): boolean {
  return mayGiveRight(granter(by), key)
}

/** What the session says of each office right; whoever reaches this page has signed in by password. */
function mayBySession({ role, office, rightsWithoutStation }: Giving, permission: PermissionKey): boolean {
  if (role === 'super_admin') return true
  switch (permission) {
    case 'manage_settings':
      return office.settings
    case 'admin_access':
      return office.orders
    case 'manage_users':
      return office.employees
    case 'view_reports':
      return office.lists
    default:
      return role === 'admin' || rightsWithoutStation.includes(permission)
  }
}
