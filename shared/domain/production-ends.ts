import type { Params } from '../result.ts'
import type { Ends } from '../station/ends.ts'
import type { Offer } from '../station/state.ts'
import type { ProductionAct } from './production-acts.ts'
import type { ProductionState } from './production-state.ts'

/** How the batch of an act stands now; nothing is known of one that is not open here. */
export interface BatchDone {
  /** Registered or verified, as the act's kind counts. */
  readonly done: number
  readonly quantity: number
}

/** What an act of production does to the station's state at each of its ends. */
export const productionEnds: Ends<ProductionState, ProductionAct, BatchDone | null> = {
  kept: accepted,

  written(state, act, figures, wasKept) {
    const isOpen = isOpenBatch(state, act)
    const started = act.kind === 'register' && isOpen ? startedState(state) : state
    return {
      state: wasKept ? started : accepted(started, act),
      word:
        figures !== null && figures.quantity > 0 && figures.done >= figures.quantity
          ? completeWord[act.kind]
          : doneWord[act.kind],
      params: writtenParams(act, figures),
    }
  },

  refused(state, act, { word, params }, wasKept) {
    const forgets = wasKept && state.lastAccepted?.imei === act.subject.imei
    return {
      state: forgets ? { ...state, lastAccepted: null } : state,
      // What was refused late is a conflict: the unit is no longer in anybody's hand.
      offer: wasKept || act.kind !== 'register' ? null : supervisorOffer(word, params, act.subject),
    }
  },

  reversed(state, act) {
    const unstarts = act.kind === 'register' && act.facts.startsBatch && isOpenBatch(state, act)
    return { ...state, lastAccepted: null, batchStarted: unstarts ? false : state.batchStarted }
  },
}

const doneWord = { register: 'registered', verify: 'verified' } as const
const completeWord = { register: 'registered-batch-complete', verify: 'verified-batch-complete' } as const

function writtenParams({ subject, facts, kind }: ProductionAct, figures: BatchDone | null): Params {
  return {
    imei: subject.imei,
    iccid: subject.iccid ?? '',
    order: subject.order_number,
    lote: subject.lote,
    ...(kind === 'verify' && { brand: facts.brand, reference: facts.nro_referencia }),
    ...(figures !== null && { produced: figures.done, quantity: figures.quantity }),
  }
}

/** The state after a unit was accepted or kept. */
function accepted(state: ProductionState, { subject, at }: ProductionAct): ProductionState {
  return { ...state, lastAccepted: { imei: subject.imei, iccid: subject.iccid, at, otherCodeSince: false } }
}

function startedState(state: ProductionState): ProductionState {
  const order = state.order?.status === 'pending' ? { ...state.order, status: 'in_progress' as const } : state.order
  return { ...state, order, batchStarted: true }
}

function isOpenBatch(state: ProductionState, { subject }: ProductionAct): boolean {
  return state.order?.order_number === subject.order_number && state.lote === subject.lote
}

/** Refused for want of a place, not for what the unit is. */
export function lacksPlace(word: string): boolean {
  return word === 'batch-full' || word === 'order-full' || word === 'places-held'
}

/** What a supervisor's badge could do for a unit that found no place. */
export function supervisorOffer(
  word: string,
  params: Params,
  unit: { readonly imei: string; readonly iccid: string | null },
): Offer | null {
  const facts = { unit: { imei: unit.imei, iccid: unit.iccid } }
  if (word === 'batch-full' || word === 'order-full') return { word: 'add-place', facts }
  const from = params['station']
  if (word !== 'places-held' || typeof from !== 'string' || from === '') return null
  return { word: 'reclaim', facts: { ...facts, from } }
}
