import { isStationWord, type StationWord } from '../../shared/stations.ts'
import type { HeldMemory } from './held-memory.ts'
import type { AnySlice } from './slice.ts'
import type { OpenTurn } from './turn.ts'

export interface AcknowledgeParts {
  readonly held: Pick<HeldMemory, 'memory' | 'change'>
  readonly slices: Readonly<Record<StationWord, AnySlice>>
}

/** The refusal that stands was seen. What that does to the state of its station says the slice. */
export function acknowledge({ held, slices }: AcknowledgeParts, turn: OpenTurn): void {
  const { standing, words } = held.memory()
  held.change({ offer: null })
  if (standing === null) return void turn.answer('nothing-to-acknowledge')
  const { of } = standing
  const state = isStationWord(of)
    ? { words: { ...words, [of]: slices[of].state.acknowledged(words[of], standing, turn.entry.at) } }
    : {}
  held.change({ standing: null, ...state })
  turn.answer('acknowledged')
}
