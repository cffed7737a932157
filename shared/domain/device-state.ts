import type { DeviceState } from '../schemas/device.ts'

/** What may be done to a device; every act of every station is one of these words. */
export type DeviceAct =
  | 'register'
  | 'open-in-quality'
  | 'approve'
  | 'reject'
  | 'put-back'
  | 'verify'
  | 'accept-by-sample'
  | 'scrap'
  | 'pack'
  | 'unpack'
  | 'ship'
  | 'notify'
  | 'deliver'
  | 'return'
  | 'replace'

/**
 * The one table of which `estado` may follow which, by which act. `null` is "not in the database". Undo is not in it:
 * it leads back to the state before the act it undoes. A verification changes `estado` only where the order inspects
 * no unit; otherwise the device stays as it is.
 */
const table: Readonly<Record<DeviceAct, Readonly<Partial<Record<DeviceState | 'none', DeviceState>>>>> = {
  register: { none: 'en_produccion' },
  'open-in-quality': {
    en_produccion: 'control_calidad',
    rechazado: 'control_calidad',
    control_calidad: 'control_calidad',
    rma: 'control_calidad',
  },
  approve: { control_calidad: 'aprobado' },
  reject: { control_calidad: 'rechazado' },
  'put-back': { control_calidad: 'en_produccion' },
  verify: { en_produccion: 'aprobado' },
  'accept-by-sample': { en_produccion: 'aprobado' },
  scrap: { rechazado: 'retirado', rma: 'retirado' },
  pack: { aprobado: 'empaquetado' },
  unpack: { empaquetado: 'aprobado' },
  ship: { empaquetado: 'enviado' },
  notify: { empaquetado: 'activo', enviado: 'activo' },
  deliver: { empaquetado: 'activo', enviado: 'activo' },
  return: { enviado: 'rma', activo: 'rma', defectuoso: 'rma' },
  replace: { rma: 'reemplazado' },
}

/** The `estado` after an act, or null where the act is not allowed from there (also for any word we do not know). */
export function stateAfter(act: DeviceAct, from: string | null): DeviceState | null {
  const row: Readonly<Record<string, DeviceState | undefined>> = table[act]
  const key = from ?? 'none'
  return Object.hasOwn(row, key) ? (row[key] ?? null) : null
}

/** What a recount counts, over devices whose `valido` is not false. Scrapping frees the place. */
export const countedAs: Readonly<Record<'produced' | 'approved' | 'rejected', (estado: string) => boolean>> = {
  produced: (estado) => estado !== 'retirado',
  approved: (estado) => approvedStates.has(estado),
  rejected: (estado) => estado === 'rechazado',
}

const approvedStates: ReadonlySet<string> = new Set<DeviceState>([
  'aprobado',
  'empaquetado',
  'enviado',
  'activo',
  'defectuoso',
  'rma',
  'reemplazado',
])
