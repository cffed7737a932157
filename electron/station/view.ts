import type { PlantSettings } from '../../shared/settings.ts'
import type { AnyAct } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import { paceOf } from '../../shared/station/pace.ts'
import type { StationFrame } from '../../shared/station/state.ts'
import type { StationState, StationWord } from '../../shared/stations.ts'
import { offeredNow, type StationMemory } from './memory.ts'
import type { AnyRun } from './slice.ts'

export interface ViewFacts {
  readonly memory: StationMemory
  readonly runs: Readonly<Record<StationWord, AnyRun>>
  /** Of this station's acts, for its pace. */
  readonly times: readonly number[]
  /** Acts that were answered "kept here" and wait. */
  readonly kept: readonly AnyAct[]
  readonly conflicts: number
  readonly aside: number
  readonly known: StationFrame['known']
  readonly plant: PlantSettings
  readonly isSignedIn: boolean
  readonly now: number
}

/** The station as the page paints it: the frame, and the work of the slice that is open. */
export function stationView(facts: ViewFacts): StationState {
  const { memory, runs } = facts
  const { word } = memory
  const frame = frameOf(facts)
  if (word === null) return { ...frame, word, work: null }
  // The slice's own word and work: the table of stations ties them together.
  return { ...frame, word, work: runs[word].work(memory.words[word]) } as StationState
}

function frameOf(facts: ViewFacts): StationFrame {
  const { memory, kept, plant, now } = facts
  const top = memory.undoable[memory.undoable.length - 1]
  const until = top === undefined ? 0 : top.at + plant.undoMinutes * 60_000
  return {
    expects: expectation(facts),
    last: memory.last,
    standing: standingVerdict(memory),
    recent: memory.recent,
    pace: paceOf(facts.times, now),
    kept: { count: kept.length, oldestAt: kept[0]?.at ?? null },
    aside: facts.aside,
    conflicts: facts.conflicts,
    undoable: top === undefined || until <= now || !top.reversible ? null : { subject: top.subject, until },
    known: facts.known,
  }
}

function standingVerdict({ standing }: StationMemory): Verdict | null {
  if (standing === null) return null
  const { offer, of: _station, ...said } = standing
  return { ...said, kind: 'stops', blocks: true, ...(offer !== null && { supervisorCan: offer.word }) }
}

function expectation({ memory, runs, isSignedIn, now }: ViewFacts): string {
  const { word, words, standing } = memory
  if (!isSignedIn) return 'sign-in'
  if (standing !== null) return offeredNow(memory, now) === null ? 'acknowledge' : 'supervisor'
  return word === null ? 'station' : runs[word].expects(words[word])
}
