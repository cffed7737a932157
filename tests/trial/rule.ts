import type { Ends } from '../../shared/station/ends.ts'
import { subjectParams } from '../../shared/station/undo.ts'
import type { TrialAct } from './acts.ts'
import { boxSize, type Counted, freshTrial, type TrialState, type TrialWord } from './facts.ts'

/** Why a unit is not counted now; null where it is. */
export function unitRefusal(state: TrialState, imei: string): TrialWord | 'already-counted' | null {
  if (state.carton === null) return 'bench-no-carton'
  const last = state.units[state.units.length - 1]
  if (last?.imei === imei) return 'already-counted'
  if ([...state.units, ...state.boxed].some((unit) => unit.imei === imei)) return 'bench-elsewhere'
  return state.units.length >= boxSize ? 'bench-full' : null
}

/** What the next scan should be. */
export function trialExpects({ carton, units }: TrialState): 'bench-order' | 'bench-unit' | 'bench-next' {
  if (carton === null) return 'bench-order'
  return units.length >= boxSize ? 'bench-next' : 'bench-unit'
}

function after(state: TrialState, act: TrialAct): TrialState {
  switch (act.kind) {
    case 'count':
      // Of a carton that was closed meanwhile nothing is open here any more.
      if (state.carton !== act.facts.carton) return state
      return { ...state, box: act.facts.box, units: [...without(state.units, act.subject.imei), countedOf(act)] }
    case 'reject':
      return { ...state, units: without(state.units, act.subject.imei) }
    case 'box':
      return { ...state, box: null, units: [], boxed: [...state.boxed, ...act.facts.units], boxes: state.boxes + 1 }
    case 'close':
      return { ...freshTrial, aside: state.aside }
  }
}

function before(state: TrialState, act: TrialAct): TrialState {
  switch (act.kind) {
    case 'count': {
      const units = without(state.units, act.subject.imei)
      return { ...state, units, box: units.length === 0 ? null : state.box }
    }
    case 'reject':
      return { ...state, box: act.facts.box, units: [...state.units, countedOf(act)] }
    case 'box': {
      const inBox = new Set(act.facts.units.map(({ imei }) => imei))
      const boxed = state.boxed.filter(({ imei }) => !inBox.has(imei))
      return { ...state, box: act.facts.box, units: act.facts.units, boxed, boxes: state.boxes - 1 }
    }
    case 'close':
      return state
  }
}

const words = { count: 'bench-counted', reject: 'bench-rejected', box: 'bench-boxed', close: 'bench-closed' } as const

/** Pure, and the same live, late and after a crash. */
export const trialEnds: Ends<TrialState, TrialAct, null> = {
  kept: after,
  written(state, act, _figures, wasKept) {
    const next = wasKept ? named(state, act) : after(state, act)
    const isFull = act.kind === 'count' && next.units.length >= boxSize
    const params = { ...subjectParams(act.subject), boxed: next.boxed.length }
    return { state: next, word: isFull ? 'bench-box-full' : words[act.kind], params }
  },
  refused: (state, act, { word }, wasKept) => ({
    state: wasKept ? before(state, act) : state,
    offer:
      word === 'wrong-state' && act.kind === 'count' && !wasKept ? { word: 'bench-let-in', facts: act.subject } : null,
  }),
  reversed: before,
}

/** A kept unit did not know its device. */
function named(state: TrialState, act: TrialAct): TrialState {
  if (act.kind !== 'count') return state
  const name = (units: readonly Counted[]) =>
    units.map((unit) => (unit.imei === act.subject.imei ? countedOf(act) : unit))
  return { ...state, units: name(state.units), boxed: name(state.boxed) }
}

function countedOf({ subject, facts }: Extract<TrialAct, { readonly kind: 'count' | 'reject' }>): Counted {
  return { imei: subject.imei, device: facts.device }
}

function without(units: readonly Counted[], imei: string): readonly Counted[] {
  return units.filter((unit) => unit.imei !== imei)
}
