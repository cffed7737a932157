import type { AnswerTable } from '../../shared/station/answer.ts'
import type { StationFacts } from '../../shared/station/facts.ts'

/*
 * A station of the tests: whatever the core promises to a slice, this one uses. Units of an order are inspected in one
 * scan and counted into a box; boxes go into a carton; the carton is closed for good, and its units packed by the duty.
 */

const answers = {
  'bench-opened': 'accepted',
  'bench-counted': 'accepted',
  'bench-box-full': 'completed',
  'bench-boxed': 'accepted',
  'bench-closed': 'completed',
  'bench-rejected': 'noted',
  'bench-tared': 'accepted',
  'bench-no-carton': 'stops',
  'bench-full': 'stops',
  'bench-unknown': 'stops',
  'bench-elsewhere': 'stops',
  'bench-nothing': 'passes',
  'bench-set-aside': 'passes',
  'bench-box-open': 'passes',
} as const satisfies AnswerTable
export type TrialWord = keyof typeof answers

export const moreStations = {
  trialbench: {
    rights: ['workplace', 'manage_inventory'],
    stands: 'anywhere',
    offline: 'set-aside',
    answers,
    commands: ['TARE'],
    expects: ['bench-order', 'bench-unit', 'bench-next'],
  },
} as const satisfies Readonly<Record<string, StationFacts>>

/** A unit that was counted here. */
export interface Counted {
  readonly imei: string
  readonly device: string | null
}

/** Two things are open at once: a box, and the carton that it goes into. */
export interface TrialState {
  readonly order: string | null
  readonly carton: string | null
  readonly box: string | null
  readonly units: readonly Counted[]
  /** Units of the carton's closed boxes. */
  readonly boxed: readonly Counted[]
  readonly boxes: number
  /** Units that went to the tray while the database was away. */
  readonly aside: number
}

export const freshTrial: TrialState = {
  ...{ order: null, carton: null, box: null, units: [], boxed: [], boxes: 0, aside: 0 },
}

export interface MoreWorks {
  readonly trialbench: TrialState
}

/** Units of a box. */
export const boxSize = 3
