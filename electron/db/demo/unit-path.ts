import { type DeviceAct, stateAfter } from '../../../shared/domain/device-state.ts'
import type { DeviceState } from '../../../shared/schemas/device.ts'
import type { movementKinds } from '../../../shared/schemas/movimiento.ts'
import type { Inspection } from '../../../shared/schemas/station-reference.ts'
import type { Fate } from './order-plans.ts'

/** A fault in service is told by the platform, not by a station: the one step that no act of ours leads to. */
export type DemoAct = Exclude<DeviceAct, 'undo'> | 'report-fault'

export interface Step {
  readonly act: DemoAct
  readonly from: DeviceState | null
  readonly to: DeviceState
  /** Minutes after the step before. */
  readonly afterMinutes: number
}

const day = 24 * 60

const minutesUntil: Readonly<Record<DemoAct, number>> = {
  register: 0,
  verify: 1.5,
  'open-in-quality': 12,
  approve: 1.2,
  reject: 1.8,
  'put-back': 1,
  'reopen-in-quality': 30,
  'accept-by-sample': 40,
  scrap: 25,
  pack: day,
  unpack: 10,
  ship: day,
  notify: 2 * day,
  deliver: 2 * day,
  'report-fault': 20 * day,
  return: 6 * day,
  replace: 3 * day,
}

const eventTypes: Readonly<Record<DemoAct, readonly [type: string, words: string]>> = {
  register: ['created', 'Registrado en producción'],
  verify: ['production_completed', 'Verificado en producción'],
  'open-in-quality': ['quality_check_started', 'Abierto en calidad'],
  approve: ['quality_check_passed', 'Aprobado en calidad'],
  reject: ['quality_check_failed', 'Rechazado en calidad'],
  'put-back': ['status_changed', 'Devuelto sin juzgar'],
  'reopen-in-quality': ['quality_check_started', 'Abierto otra vez en calidad'],
  'accept-by-sample': ['quality_check_passed', 'Lote aceptado por muestra'],
  scrap: ['retired', 'Desechado'],
  pack: ['packed', 'Empaquetado'],
  unpack: ['status_changed', 'Sacado de la caja'],
  ship: ['shipped', 'Enviado al cliente'],
  notify: ['notified_to_client', 'Serie notificada al cliente'],
  deliver: ['delivered', 'Entregado'],
  'report-fault': ['service_request', 'Avería comunicada por el cliente'],
  return: ['rma_received', 'Recibido en RMA'],
  replace: ['replacement_issued', 'Reemplazado por otra unidad'],
}

/** In the platform's words. */
export function eventOf(act: DemoAct): { readonly event_type: string; readonly descripcion: string } {
  const [event_type, descripcion] = eventTypes[act]
  return { event_type, descripcion }
}

/** Which acts are a movement as well; the others are none. */
export function movementOf(act: DemoAct): (typeof movementKinds)[number] | null {
  switch (act) {
    case 'register':
      return 'produccion'
    case 'ship':
      return 'salida'
    case 'return':
      return 'devolucion'
    case 'scrap':
      return 'scrap'
    default:
      return null
  }
}

/** One in ten of a sampled order is opened by an inspector, and everything that does not pass. */
const sampled = 10

/** The way of a unit through the plant, by the one table of states. */
export function unitPath(fate: Fate, inspection: Inspection, index: number): readonly Step[] {
  const steps: Step[] = []
  let estado: DeviceState | null = null
  for (const act of actsOf(fate, inspection, index)) {
    const to: DeviceState | null = after(act, estado, inspection)
    if (to === null) throw new Error(`a demo unit cannot go from ${estado} by ${act}`)
    steps.push({ act, from: estado, to, afterMinutes: minutesUntil[act] })
    estado = to
  }
  return steps
}

function after(act: DemoAct, from: DeviceState | null, inspection: Inspection): DeviceState | null {
  if (act === 'report-fault') return from === 'activo' ? 'defectuoso' : null
  return stateAfter(act, from, { approves: inspection === 'none' })
}

function actsOf(fate: Fate, inspection: Inspection, index: number): readonly DemoAct[] {
  const verified: DemoAct[] = ['register', 'verify']
  const opened: DemoAct[] = [...verified, 'open-in-quality']
  const approved = [...verified, ...judgedGood(inspection, index)]
  const active: DemoAct[] = [...approved, 'pack', 'ship', 'notify']
  switch (fate) {
    case 'made':
      return ['register']
    case 'verified':
      return verified
    case 'inspecting':
      return opened
    case 'rejected':
      return [...opened, 'reject']
    case 'scrapped':
      return [...opened, 'reject', 'scrap']
    case 'approved':
      return approved
    case 'packed':
      return [...approved, 'pack']
    case 'shipped':
      return [...approved, 'pack', 'ship']
    case 'active':
      return active
    case 'faulty':
      return [...active, 'report-fault']
    case 'returned':
      return [...active, 'return']
    case 'replaced':
      return [...active, 'return', 'replace']
  }
}

function judgedGood(inspection: Inspection, index: number): readonly DemoAct[] {
  switch (inspection) {
    case 'none':
      return []
    case 'every':
      return ['open-in-quality', 'approve']
    case 'sample':
      return index % sampled === 0 ? ['open-in-quality', 'approve'] : ['accept-by-sample']
  }
}
