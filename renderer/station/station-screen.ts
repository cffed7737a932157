import type { AppState, SessionState } from '../../shared/state.ts'
import type { StationState, StationWord } from '../../shared/stations.ts'

/** The open station's state, of the station of this word. */
export type StateOf<Word extends StationWord> = Extract<StationState, { readonly word: Word }>

export interface StationScreenProps<Word extends StationWord = StationWord> {
  readonly app: AppState
  readonly session: SessionState
  readonly station: StateOf<Word>
}
