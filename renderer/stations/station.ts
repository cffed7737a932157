import type { JSX } from 'react'
import type { AppState, SessionState } from '../../shared/state.ts'

export interface StationScreenProps {
  readonly app: AppState
  readonly session: SessionState
}

/** What a station folder gives to the page. */
export interface Station {
  /** A text key of the catalogue. */
  readonly title: string
  readonly Screen: (props: StationScreenProps) => JSX.Element
}
