import { z } from 'zod'
import { isLocked } from '../../shared/domain/lockout.ts'
import {
  isSupervisor,
  officeRights,
  type PersonPresent,
  rightsWithoutStation,
  stationsFor,
  type Workstation,
} from '../../shared/domain/permissions.ts'
import { type Employee, employeeRoles, employeeStatuses } from '../../shared/schemas/employee.ts'
import type { SessionState } from '../../shared/state.ts'
import type { SignInDocument } from '../db/collections/collections.ts'
import { markOf } from '../db/people/sign-ins.ts'

/** Who is at this station: the employee as last read, never the document itself. */
export interface SignedIn extends PersonPresent {
  readonly name: string
  readonly isSupervisor: boolean
  readonly permissions: Readonly<Record<string, boolean>>
}

/** Why a sign-in ended; stands in `station_sign_ins.ended_why`. */
export type SignOutWhy =
  | 'person'
  | 'badge'
  | 'command'
  | 'idle'
  | 'replaced'
  | 'program-ended'
  | 'ended-elsewhere'
  | 'employee-gone'
  | 'employee-not-active'
  | 'employee-locked'
  | 'password-changed'
  | 'role-changed'
  | 'badge-revoked'

export function signedIn(employee: Employee, signedInBy: SignedIn['signedInBy']): SignedIn {
  const held = Object.entries(employee.permissions).filter(([, value]) => Boolean(value))
  return {
    employee_id: employee.employee_id,
    name: `${employee.name} ${employee.surname}`.trim() || employee.employee_id,
    role: employee.role,
    status: employee.status,
    permissions: Object.fromEntries(held.map(([key]) => [key, true])),
    isSupervisor: isSupervisor(employee),
    signedInBy,
  }
}

/** Why a sign-in cannot go on, or null. Changed permissions do not end it: they hold at once. */
export function whyEnd(
  who: SignedIn,
  signIn: SignInDocument | null,
  employee: Employee | null,
  badgeRevoked: boolean,
  now: Date,
): SignOutWhy | null {
  if (signIn === null) return 'ended-elsewhere'
  if (employee === null) return 'employee-gone'
  if (employee.status !== 'active') return 'employee-not-active'
  if (isLocked(employee, now)) return 'employee-locked'
  if (markOf(employee.password_hash) !== signIn.password_mark) return 'password-changed'
  if (employee.role !== who.role) return 'role-changed'
  return badgeRevoked ? 'badge-revoked' : null
}

const keptSchema = z.object({
  token: z.string().min(20),
  badge: z.string().nullable(),
  seenAt: z.number(),
  who: z.object({
    employee_id: z.string(),
    name: z.string(),
    role: z.enum(employeeRoles),
    status: z.enum(employeeStatuses),
    permissions: z.record(z.string(), z.boolean()),
    isSupervisor: z.boolean(),
    signedInBy: z.enum(['password', 'badge']),
  }),
})

/** What this PC keeps of its sign-in, to go on after a crash: the token (the database has its hash) and who it was. */
export type KeptSignIn = z.infer<typeof keptSchema>

/** Null where nothing readable was kept. */
export function readKept(text: string | null): KeptSignIn | null {
  if (text === null || text === '') return null
  try {
    return keptSchema.parse(JSON.parse(text))
  } catch {
    return null
  }
}

/** As the page paints it. */
export function sessionState(who: SignedIn, signOutAt: number, workstation: Workstation): SessionState {
  return {
    employeeId: who.employee_id,
    name: who.name,
    role: who.role,
    isSupervisor: who.isSupervisor,
    signedInBy: who.signedInBy,
    stations: stationsFor(who, workstation),
    office: officeRights(who),
    rightsWithoutStation: rightsWithoutStation(who),
    signOutAt,
  }
}
