import type { PermissionKey } from '../../schemas/stored-words.ts'
import type { ImportKind } from './import-cell.ts'

/** Who may import what: the right that the same work by hand needs. */
export const importRights = {
  devices: 'admin_access',
  customers: 'manage_customers',
  orders: 'admin_access',
  employees: 'manage_users',
} as const satisfies Readonly<Record<ImportKind, PermissionKey>>
