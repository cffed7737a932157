import { permissionTable } from '../../../shared/domain/permissions.ts'
import {
  type EmployeeDocument,
  type EmployeeRole,
  type EmployeeStatus,
  employeeSchema,
  type PermissionKey,
} from '../../../shared/schemas/employee.ts'
import type { DemoTask } from './demo-texts.ts'

/** Made once: each schema is compiled at its first use. */
const strictEmployeeSchema = employeeSchema.strict()

/** The same for everybody and shown on the sign-in screen: the demo plant listens on loopback and holds nothing real. */
export const demoPassword = 'Demo-1234'

/** Of the password above, cost 12, made once: sixteen of them would take five seconds. */
export const demoPasswordHash = '$2b$12$EYpyeuEf052WvFME7WJGau1sjxMoBcSONjXGCguKjQctdEs/qHlRi'

export interface DemoEmployee {
  readonly employee_id: string
  readonly name: string
  readonly surname: string
  readonly role: EmployeeRole
  readonly status: EmployeeStatus
  /** What the sign-in screen says of the person. */
  readonly does: DemoTask
  readonly permissions: readonly PermissionKey[]
}

function employee(
  number: string,
  name: string,
  surname: string,
  role: EmployeeRole,
  does: DemoTask,
  permissions: readonly PermissionKey[],
  status: EmployeeStatus = 'active',
): DemoEmployee {
  return { employee_id: `EMP-${number}`, name, surname, role, does, permissions, status }
}

const everyStation = [
  'production_line1_station1',
  'production_line1_station2',
  'production_line2_station1',
  'production_line2_station2',
  'production_line3_station1',
  'production_line3_station2',
] as const satisfies readonly PermissionKey[]

/** Whoever works at the line stands first: a visitor comes to scan. */
export const demoEmployees: readonly DemoEmployee[] = [
  employee('010', 'Rosa', 'Delgado Campos', 'operator', 'line1-station1', ['production_line1_station1']),
  employee('011', 'Iván', 'Cabrera Soler', 'operator', 'line1-station2', ['production_line1_station2']),
  employee('012', 'Nuria', 'Peña Robles', 'operator', 'line2-station1', ['production_line2_station1']),
  employee('013', 'Óscar', 'Méndez Blanco', 'operator', 'line2-station2', ['production_line2_station2']),
  employee('014', 'Pilar', 'Santana Cruz', 'operator', 'line3-station1', ['production_line3_station1']),
  employee('015', 'Diego', 'Lozano Ferrer', 'operator', 'line3-station2', ['production_line3_station2']),
  employee('016', 'Teresa', 'Gallego Ríos', 'operator', 'every-station', everyStation),
  employee('004', 'Antonio', 'Serrano Vidal', 'supervisor', 'supervisor', everyStation),
  employee('005', 'Marta', 'Iglesias Romero', 'supervisor', 'supervisor', []),
  employee('003', 'Lucía', 'Navarro Gil', 'manager', 'manager', [
    'view_reports',
    'admin_access',
    'manage_users',
    ...everyStation,
  ]),
  employee('002', 'Javier', 'Molina Prieto', 'admin', 'office', ['admin_access', 'manage_users', 'view_reports']),
  employee('001', 'Carmen', 'Ruiz Ortega', 'super_admin', 'everything', []),
  employee('020', 'Elena', 'Vargas Pascual', 'quality_inspector', 'quality', ['quality_control']),
  employee('021', 'Raúl', 'Hidalgo Mora', 'quality_inspector', 'quality', ['quality_control']),
  employee('030', 'Sergio', 'Pastor Núñez', 'operator', 'warehouse', ['manage_inventory']),
  employee('031', 'Beatriz', 'Fuentes Leal', 'operator', 'customers', ['manage_customers', 'view_reports']),
  employee('032', 'Hugo', 'Carmona Rey', 'technician', 'rma', ['manage_rma', 'manage_tickets']),
  employee('040', 'Alba', 'Reyes Marín', 'operator', 'line1-station1', ['production_line1_station1'], 'suspended'),
  employee('041', 'Manuel', 'Ibáñez Roca', 'operator', 'line2-station1', ['production_line2_station1'], 'inactive'),
  employee('042', 'Inés', 'Bravo Calvo', 'operator', 'line3-station1', ['production_line3_station1'], 'on_leave'),
]

/** Who did what at the demo plant. */
export const demoDuties = {
  /** By line, from line 1. */
  register: ['EMP-010', 'EMP-012', 'EMP-014'],
  verify: ['EMP-011', 'EMP-013', 'EMP-015'],
  quality: ['EMP-020', 'EMP-021'],
  warehouse: ['EMP-030'],
  customers: ['EMP-031'],
  rma: ['EMP-032'],
  responsible: ['EMP-004', 'EMP-005', 'EMP-004'],
} as const

export function fullName(person: { readonly name: string; readonly surname: string }): string {
  return `${person.name} ${person.surname}`
}

export function mailAddress({ name, surname }: Pick<DemoEmployee, 'name' | 'surname'>): string {
  return `${asciiOf(name)}.${asciiOf(surname.split(' ')[0] ?? '')}@example.com`
}

/** @param now everybody was taken on before the first unit was made */
export function employeeDocument(person: DemoEmployee, now: number): EmployeeDocument {
  const since = new Date(now - 400 * 86_400_000)
  return strictEmployeeSchema.parse({
    employee_id: person.employee_id,
    name: person.name,
    surname: person.surname,
    email: mailAddress(person),
    phone: null,
    password_hash: demoPasswordHash,
    role: person.role,
    status: person.status,
    permissions: permissionTable(person.permissions),
    last_login: null,
    last_login_ip: null,
    failed_login_attempts: 0,
    locked_until: null,
    created_at: since,
    updated_at: since,
    created_by: null,
    notes: null,
  })
}

function asciiOf(name: string): string {
  return name
    .normalize('NFD')
    .replace(/[^A-Za-z]/g, '')
    .toLowerCase()
}
