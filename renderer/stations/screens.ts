import { type ComponentType, lazy } from 'react'
import { moreScreens } from '#more/screens'
import type { AppState, SessionState } from '../../shared/state.ts'
import type { StationState, StationWord } from '../../shared/stations.ts'

/** The open station's state, of the station of this word. */
export type StateOf<Word extends StationWord> = Extract<StationState, { readonly word: Word }>

export interface StationScreenProps<Word extends StationWord = StationWord> {
  readonly app: AppState
  readonly session: SessionState
  readonly station: StateOf<Word>
}

// Loaded when it is opened: the sign-in screen must not wait for what it does not show.
const production = lazy(async () => ({ default: (await import('./production/screen.tsx')).ProductionScreen }))

/** Every station's screen. A word without one does not compile. */
export const screens: { readonly [Word in StationWord]: ComponentType<StationScreenProps<Word>> } = {
  production,
  ...moreScreens,
}
