import type { Needs } from '../contract/command.ts'
import { type EmployeeRole, type EmployeeStatus, type PermissionKey, permissionKeys } from '../schemas/stored-words.ts'
import type { StationFacts, StationRight } from '../station/facts.ts'
import { type StationWord, stationTable } from '../stations.ts'
import { type PlantLine, plantLines, type StationNumber, stationNumbers } from '../workplace.ts'
import { type ImportKind, importKinds } from './import/import-cell.ts'
import { importRights } from './import/import-rights.ts'

/** What a decision about rights needs to know of an employee. */
export interface Person {
  readonly employee_id: string
  readonly role: EmployeeRole
  readonly status: EmployeeStatus
  readonly permissions: Readonly<Record<string, unknown>>
}

/** A person at a station; a badge alone gives no office right. */
export interface PersonPresent extends Person {
  readonly signedInBy: 'password' | 'badge'
}

/** Where a PC stands, and which stations it offers. */
export interface Workstation {
  readonly linea: PlantLine | null
  readonly puesto: StationNumber | null
  readonly stations: readonly StationWord[]
}

/** Rights of the office: they always need the password. Everything else is work at a floor station. */
export const officePermissions = [
  'admin_access',
  'manage_users',
  'manage_customers',
  'manage_settings',
  'view_reports',
  'manage_tickets',
] as const satisfies readonly PermissionKey[]

const office: ReadonlySet<string> = new Set(officePermissions)

/** Rights of work at a station. */
const stationRights = [
  'quality_control',
  'manage_inventory',
  'manage_rma',
  'manage_customers',
  'manage_tickets',
] as const

/** Those whose screens are not built: whoever has one is told so, nothing is offered. */
const withoutStation: readonly PermissionKey[] = stationRights.filter((right) => {
  const tables: readonly StationFacts[] = Object.values(stationTable)
  return !tables.some(({ rights }) => rights.includes(right))
})

const supervising: ReadonlySet<EmployeeRole> = new Set<EmployeeRole>(['supervisor', 'manager', 'admin', 'super_admin'])

export function stationPermission(linea: PlantLine, puesto: StationNumber): PermissionKey {
  return `production_line${linea}_station${puesto}`
}

/**
 * The platform's own rule: `super_admin` may do all, `admin` all but `manage_settings`, which needs the key;
 * everybody else what is truthy on them. Only while active.
 */
export function may(employee: Person, permission: PermissionKey): boolean {
  if (employee.status !== 'active') return false
  if (employee.role === 'super_admin') return true
  if (employee.role === 'admin' && permission !== 'manage_settings') return true
  return holds(employee, permission)
}

/** A key of another prototype (`constructor`) is no permission. */
function holds(employee: Person, permission: PermissionKey): boolean {
  return Object.hasOwn(employee.permissions, permission) && Boolean(employee.permissions[permission])
}

/** By role alone: the word of design.md §1. No station permission is needed to supervise one act. */
export function isSupervisor(employee: Pick<Person, 'role' | 'status'>): boolean {
  return employee.status === 'active' && supervising.has(employee.role)
}

/** Whether this person, signed in as they are, may use the right now. */
export function mayNow(employee: PersonPresent, permission: PermissionKey): boolean {
  if (employee.signedInBy === 'badge' && office.has(permission)) return false
  return may(employee, permission)
}

/** The stations of this PC that the person may work at. */
export function stationsFor(employee: Person, workstation: Workstation): StationWord[] {
  return workstation.stations.filter((word) => mayWorkAt(employee, stationTable[word], workstation))
}

function mayWorkAt(employee: Person, facts: StationFacts, workstation: Workstation): boolean {
  if (facts.stands === 'line' && (workstation.linea === null || workstation.puesto === null)) return false
  return facts.rights.some((right) => hasRight(employee, right, workstation))
}

function hasRight(employee: Person, right: StationRight, { linea, puesto }: Workstation): boolean {
  if (right !== 'workplace') return may(employee, right)
  if (linea !== null && puesto !== null) return may(employee, stationPermission(linea, puesto))
  // A PC without a line belongs to none: whoever may work at one of them may work here.
  return plantLines.some((line) => stationNumbers.some((number) => may(employee, stationPermission(line, number))))
}

/** Which parts of the office the person reaches, signed in as they are. */
export function officeRights(employee: PersonPresent): {
  readonly orders: boolean
  readonly employees: boolean
  readonly settings: boolean
  readonly imports: readonly ImportKind[]
  readonly lists: boolean
} {
  return {
    orders: mayNow(employee, 'admin_access'),
    employees: mayNow(employee, 'manage_users'),
    settings: mayNow(employee, 'manage_settings'),
    imports: importKinds.filter((kind) => mayNow(employee, importRights[kind])),
    lists: mayNow(employee, 'view_reports'),
  }
}

/** Keys that stand on this person and have no screen yet. A role that may do everything is not told so. */
export function rightsWithoutStation(employee: Person): PermissionKey[] {
  return withoutStation.filter((permission) => holds(employee, permission))
}

export type CallAnswer = 'yes' | 'not-signed-in' | 'no-permission' | 'setup-not-open'

/**
 * Whether a command may be called.
 * @param settingUp only while the program is being set up may anybody call what is for `nobody-yet`.
 */
export function mayCall(
  needs: Needs,
  employee: PersonPresent | null,
  workstation: Workstation,
  settingUp: boolean,
): CallAnswer {
  if (needs === 'anybody') return 'yes'
  if (needs === 'nobody-yet') return settingUp ? 'yes' : 'setup-not-open'
  if (employee === null) return 'not-signed-in'
  if (typeof needs === 'object')
    return stationsFor(employee, workstation).includes(needs.station) ? 'yes' : 'no-permission'
  switch (needs) {
    case 'signed-in':
      return 'yes'
    case 'station':
      return stationsFor(employee, workstation).length > 0 ? 'yes' : 'no-permission'
    case 'supervisor':
      return isSupervisor(employee) ? 'yes' : 'no-permission'
    default:
      return mayNow(employee, needs) ? 'yes' : 'no-permission'
  }
}

/** Who gives a right, as far as the rule asks: the main process knows the person, the page the session. */
export interface Granter {
  readonly role: EmployeeRole
  readonly may: (permission: PermissionKey) => boolean
}

function granter(person: Person): Granter {
  return { role: person.role, may: (permission) => may(person, permission) }
}

/** Nobody changes somebody who may do more by role. A badge of theirs would be their rights. */
export function mayChangeRole(by: Granter, role: EmployeeRole): boolean {
  if (role === 'super_admin') return by.role === 'super_admin'
  if (role === 'admin') return by.role === 'super_admin' || by.role === 'admin'
  return by.may('manage_users')
}

/** Supervising is only given on by somebody who has it. */
export function mayGiveRole(by: Granter, role: EmployeeRole): boolean {
  return mayChangeRole(by, role) && (!supervising.has(role) || supervising.has(by.role))
}

/** An office right is only given on by somebody who has it; station rights by whoever manages users. */
export function mayGiveRight(by: Granter, permission: PermissionKey): boolean {
  return !office.has(permission) || by.may(permission)
}

export function mayManage(by: Person, other: Pick<Person, 'role'>): boolean {
  return mayChangeRole(granter(by), other.role)
}

export function mayGrant(by: Person, role: EmployeeRole, permissions: readonly PermissionKey[]): boolean {
  const giving = granter(by)
  return mayGiveRole(giving, role) && permissions.every((permission) => mayGiveRight(giving, permission))
}

/** The reference's fifteen keys, each true or false. */
export function permissionTable(granted: readonly PermissionKey[]): Record<PermissionKey, boolean> {
  const table = Object.fromEntries(permissionKeys.map((key) => [key, granted.includes(key)]))
  return table as Record<PermissionKey, boolean> // fromEntries forgets the keys
}
