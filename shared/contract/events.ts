import type { ScannersView } from '../scanner-view.ts'
import type { AppState } from '../state.ts'
import type { Verdict } from '../station/answer.ts'
import type { StationState } from '../stations.ts'

/** What the main process tells the page. The page never asks for state: it is sent, whole, whenever it changed. */
export interface Events {
  readonly 'app.state': AppState
  readonly 'station.state': StationState
  readonly 'station.verdict': Verdict
  readonly 'scanners.view': ScannersView
  /** The program could not be started; nothing else will be told. */
  readonly 'program.failed': { readonly logId: string }
}
export type EventName = keyof Events
