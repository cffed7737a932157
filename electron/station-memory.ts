import type { Verdict } from '../shared/answers.ts'
import type { Act, UndoneAct } from '../shared/domain/act.ts'
import type { ProductionState } from '../shared/domain/production.ts'
import type { RecentScan } from '../shared/state.ts'
import { defaultJob, type StationNumber } from '../shared/stations.ts'

/** What the station knows between two scans; kept in the journal so that a restarted station goes on with it. */
export interface StationMemory {
  /** The last journal entry that this memory has taken in. */
  readonly seq: number
  readonly production: ProductionState
  /** Whether the open batch was started before: else the next unit starts it. */
  readonly batchStarted: boolean
  /** Acts that undo would take back, newest last. */
  readonly undoable: readonly UndoneAct[]
  /** Held places by batch, as far as known. */
  readonly places: Readonly<Record<string, number>>
  readonly recent: readonly RecentScan[]
  readonly last: Verdict | null
}

/** An act that was answered "kept here": in the journal until the database has it. */
export interface PendingAct {
  readonly act: Act
  readonly scanId: string
}

export const recentLength = 14
export const undoLength = 20

export function freshMemory(puesto: StationNumber): StationMemory {
  return {
    seq: 0,
    production: { job: defaultJob(puesto), order: null, lote: null, half: null, blocked: null, lastAccepted: null },
    batchStarted: false,
    undoable: [],
    places: {},
    recent: [],
    last: null,
  }
}

/**
 * What undo would need to know of an act, or null for an act that cannot be undone. A verification that is only kept
 * does not know its device yet (`''`): its undo finds it by the act.
 */
export function undoneOf(act: Act, device: string): UndoneAct | null {
  if (act.kind === 'undo') return null
  return {
    act: act.act,
    kind: act.kind,
    at: act.at,
    imei: act.imei,
    iccid: act.iccid,
    order_number: act.order_number,
    lote: act.lote,
    device,
    movement: act.kind === 'register' ? act.movement : null,
    operator: act.operator.employee_id,
    station: act.workplace.station,
    startsOrder: act.kind === 'register' && act.startsOrder,
    startsBatch: act.kind === 'register' && act.startsBatch,
    approved: act.kind === 'verify' && act.approves,
    overridden: act.kind === 'register' && act.override !== undefined,
  }
}
