import type { AnyAct } from '../../shared/station/act.ts'
import { stationWords } from '../../shared/stations.ts'
import type { StationMemory } from './memory.ts'
import { slices } from './slices.ts'

/** The form in which this program writes the journal. Every value carries it; an older program's carry none. */
export const journalVersion = 2

/** A kept act as it stands under `pending/<seq>`. */
export function storedKept(act: AnyAct): unknown {
  return { v: journalVersion, act }
}

/** The station's memory as it stands under `state`: each slice's part with that slice's version. */
export function storedState(memory: StationMemory): unknown {
  const words = stationWords.map((word) => [word, { v: slices[word].state.version, state: memory.words[word] }])
  return { v: journalVersion, ...memory, words: Object.fromEntries(words) }
}
