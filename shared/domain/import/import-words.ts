import type {
  customerStatuses,
  customerTypes,
  deviceStates,
  employeeRoles,
  employeeStatuses,
  inspections,
  orderPriorities,
  orderStatuses,
  pairings,
  permissionKeys,
} from '../../schemas/stored-words.ts'
import { plainWords } from './import-cell.ts'

/** Stored word → what people write for it. The stored word itself is always understood. */
type Spoken<Word extends string> = Readonly<Record<Word, readonly string[]>>

const deviceState: Spoken<(typeof deviceStates)[number]> = {
  en_produccion: ['producción', 'in production', 'production', 'en fabricación'],
  control_calidad: ['control de calidad', 'en control de calidad', 'calidad', 'quality control', 'quality', 'qc'],
  aprobado: ['aprobada', 'approved', 'ok', 'passed'],
  rechazado: ['rechazada', 'rejected', 'ko', 'failed'],
  empaquetado: ['empaquetada', 'embalado', 'packed', 'packaged'],
  enviado: ['enviada', 'expedido', 'shipped', 'sent'],
  activo: ['activa', 'en servicio', 'active', 'in service'],
  defectuoso: ['defectuosa', 'defective', 'faulty'],
  rma: ['devolución', 'devuelto', 'returned'],
  reemplazado: ['reemplazada', 'sustituido', 'replaced'],
  retirado: ['retirada', 'baja', 'retired', 'scrapped'],
}
const customerType: Spoken<(typeof customerTypes)[number]> = {
  end_user: ['usuario final', 'particular', 'consumidor', 'end customer', 'final user'],
  distributor: ['distribuidor', 'distribuidora', 'mayorista'],
  reseller: ['revendedor', 'minorista', 'tienda'],
  enterprise: ['empresa', 'compañía', 'company', 'business'],
  government: ['gobierno', 'administración pública', 'administración', 'organismo público', 'public sector'],
}
const customerStatus: Spoken<(typeof customerStatuses)[number]> = {
  active: ['activo', 'activa', 'alta'],
  inactive: ['inactivo', 'inactiva', 'baja'],
  suspended: ['suspendido', 'suspendida'],
  blacklisted: ['lista negra', 'bloqueado', 'bloqueada', 'blocked', 'vetado'],
}
const orderStatus: Spoken<(typeof orderStatuses)[number]> = {
  pending: ['pendiente'],
  in_progress: ['en curso', 'en marcha', 'en proceso', 'en producción', 'iniciada', 'started'],
  paused: ['pausada', 'en pausa', 'pausado'],
  on_hold: ['retenida', 'en espera', 'retenido', 'held'],
  packing: ['embalaje', 'en embalaje', 'embalando', 'empaquetado'],
  completed: ['completada', 'completado', 'terminada', 'finalizada', 'done', 'finished'],
  cancelled: ['cancelada', 'cancelado', 'anulada', 'canceled'],
}
const priority: Spoken<(typeof orderPriorities)[number]> = {
  low: ['baja'],
  normal: ['media', 'medium'],
  high: ['alta'],
  critical: ['crítica', 'urgente', 'urgent'],
}
const role: Spoken<(typeof employeeRoles)[number]> = {
  operator: ['operario', 'operaria', 'operador', 'operadora'],
  supervisor: ['supervisora', 'encargado', 'encargada'],
  quality_inspector: ['inspector de calidad', 'inspectora de calidad', 'inspector', 'inspectora', 'calidad'],
  technician: ['técnico', 'técnica'],
  manager: ['responsable', 'jefe', 'jefa', 'gerente'],
  admin: ['administrador', 'administradora', 'administrator'],
  super_admin: [
    'administrador general',
    'administradora general',
    'superadministrador',
    'superadministradora',
    'super administrador',
    'super administrator',
  ],
}
const employeeStatus: Spoken<(typeof employeeStatuses)[number]> = {
  active: ['activo', 'activa', 'alta'],
  inactive: ['inactivo', 'inactiva', 'baja'],
  suspended: ['suspendido', 'suspendida'],
  on_leave: ['de permiso', 'de baja', 'permiso', 'excedencia', 'vacaciones', 'leave'],
}
const permission: Spoken<(typeof permissionKeys)[number]> = {
  production_line1_station1: ['línea 1 puesto 1', 'line 1 station 1', 'l1p1', 'l1s1'],
  production_line1_station2: ['línea 1 puesto 2', 'line 1 station 2', 'l1p2', 'l1s2'],
  production_line2_station1: ['línea 2 puesto 1', 'line 2 station 1', 'l2p1', 'l2s1'],
  production_line2_station2: ['línea 2 puesto 2', 'line 2 station 2', 'l2p2', 'l2s2'],
  production_line3_station1: ['línea 3 puesto 1', 'line 3 station 1', 'l3p1', 'l3s1'],
  production_line3_station2: ['línea 3 puesto 2', 'line 3 station 2', 'l3p2', 'l3s2'],
  quality_control: ['control de calidad', 'calidad', 'quality'],
  admin_access: ['administración', 'acceso de administración', 'administration'],
  manage_users: ['gestionar usuarios', 'empleados', 'usuarios', 'employees', 'users'],
  manage_settings: ['gestionar ajustes', 'ajustes', 'settings'],
  view_reports: ['ver informes', 'informes', 'reports'],
  manage_tickets: ['gestionar incidencias', 'incidencias', 'tickets'],
  manage_rma: ['gestionar rma', 'rma', 'devoluciones', 'returns'],
  manage_customers: ['gestionar clientes', 'clientes', 'customers'],
  manage_inventory: ['gestionar almacén', 'almacén', 'inventario', 'inventory', 'warehouse'],
}
const pairing: Spoken<(typeof pairings)[number]> = {
  imei: ['solo imei', 'imei only'],
  pair: ['un código', 'one code'],
  'imei-then-iccid': ['imei e iccid', 'imei luego iccid', 'imei then iccid'],
  'iccid-then-imei': ['iccid e imei', 'iccid luego imei', 'iccid then imei'],
}
const inspection: Spoken<(typeof inspections)[number]> = {
  every: ['todas', 'cada unidad', 'all', 'every unit'],
  sample: ['muestra', 'muestreo'],
  none: ['ninguna', 'sin inspección', 'no'],
}

/** The lists of words a field may hold. */
export const wordLists = {
  deviceState,
  customerType,
  customerStatus,
  orderStatus,
  priority,
  role,
  employeeStatus,
  permission,
  pairing,
  inspection,
} as const satisfies Readonly<Record<string, Spoken<string>>>
export type WordList = keyof typeof wordLists

const lookups = new Map(
  Object.entries(wordLists).map(([name, spoken]) => {
    const known = new Map<string, string>()
    // Words first and the stored ones after them: where both claim a text the stored one has it.
    for (const [stored, others] of Object.entries(spoken)) for (const one of others) known.set(plainWords(one), stored)
    for (const stored of Object.keys(spoken)) known.set(plainWords(stored), stored)
    return [name, known] as const
  }),
)

/** The stored word that a text means, whatever its language, case and accents; null where it means none. */
export function wordOf(list: WordList, text: string): string | null {
  return lookups.get(list)?.get(plainWords(text)) ?? null
}
