import { type DeviceState, deviceStates } from '../schemas/stored-words.ts'

/** What may be done to a device; every act of every station is one of these words. */
export type DeviceAct =
  | 'register'
  | 'verify'
  | 'open-in-quality'
  | 'reopen-in-quality'
  | 'approve'
  | 'reject'
  | 'put-back'
  | 'accept-by-sample'
  | 'scrap'
  | 'pack'
  | 'unpack'
  | 'ship'
  | 'notify'
  | 'deliver'
  | 'return'
  | 'replace'
  | 'undo'

/** What a step needs to know beside the act and the state; what the database says is a value here. */
export interface StepFacts {
  /** Of verify: the order inspects no unit, so verified is approved. */
  readonly approves?: boolean
  /**
   * Of put-back and scrap: the state before the device was opened in quality. Of undo: the state before the act that is
   * taken back, null where the device was not there.
   */
  readonly before?: string | null
}

/** Undo of a registration: the device leaves the database. */
export type StateAfter = DeviceState | 'gone'

type Row = Readonly<Partial<Record<DeviceState | 'none', DeviceState>>>

/** The steps that need no further fact. `none` is "not in the database". */
const table: Readonly<Record<Exclude<DeviceAct, 'verify' | 'put-back' | 'undo'>, Row>> = {
  register: { none: 'en_produccion' },
  'open-in-quality': {
    en_produccion: 'control_calidad',
    rechazado: 'control_calidad',
    // Held by nobody: left by a crash, or written by another program.
    control_calidad: 'control_calidad',
    rma: 'control_calidad',
  },
  // By a supervisor with a reason, or while it is held.
  'reopen-in-quality': { aprobado: 'control_calidad' },
  approve: { control_calidad: 'aprobado' },
  reject: { control_calidad: 'rechazado' },
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

/**
 * The one place that says which `estado` may follow which, by which act. Whoever writes an `estado` asks here.
 * @returns null where the act is not allowed from there, also for any word we do not know
 */
export function stateAfter(act: 'undo', from: string | null, facts?: StepFacts): StateAfter | null
export function stateAfter(act: Exclude<DeviceAct, 'undo'>, from: string | null, facts?: StepFacts): DeviceState | null
export function stateAfter(act: DeviceAct, from: string | null, facts?: StepFacts): StateAfter | null
export function stateAfter(act: DeviceAct, from: string | null, facts: StepFacts = {}): StateAfter | null {
  const { before = null } = facts
  switch (act) {
    case 'verify':
      if (from !== 'en_produccion') return null
      return facts.approves === true ? 'aprobado' : 'en_produccion'
    case 'put-back':
      return from === 'control_calidad' && isState(before) && opens(before) ? before : null
    case 'scrap':
      // Opened in quality from a rejection: still a rejected unit.
      return from === 'control_calidad' && before === 'rechazado' ? 'retirado' : tableState(act, from)
    case 'undo':
      return stateBack(from, before)
    default:
      return tableState(act, from)
  }
}

function tableState(act: keyof typeof table, from: string | null): DeviceState | null {
  const row: Readonly<Record<string, DeviceState | undefined>> = table[act]
  const key = from ?? 'none'
  return Object.hasOwn(row, key) ? (row[key] ?? null) : null
}

/** Undo leads to the state before, and only back over a step that the table has. A scrapped unit is a rejected one. */
function stateBack(from: string | null, before: string | null): StateAfter | null {
  if (before === null) return from === 'en_produccion' ? 'gone' : null
  if (!isState(before)) return null
  if (from === 'retirado')
    return before === 'control_calidad' || before === 'rechazado' ? 'rechazado' : backOver(from, before)
  return backOver(from, before)
}

function backOver(from: string | null, before: DeviceState): DeviceState | null {
  const leads =
    Object.values(table).some((row) => row[before] === from) ||
    stateAfter('verify', before, { approves: true }) === from ||
    stateAfter('verify', before) === from ||
    (before === 'control_calidad' && isState(from) && opens(from))
  return leads ? before : null
}

/** Whether quality may have opened a device of this state. */
function opens(estado: DeviceState): boolean {
  return (
    estado !== 'control_calidad' &&
    (tableState('open-in-quality', estado) ?? tableState('reopen-in-quality', estado)) !== null
  )
}

function isState(estado: string | null): estado is DeviceState {
  return (deviceStates as readonly (string | null)[]).includes(estado)
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
