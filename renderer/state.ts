import { useStore } from 'zustand'
import { createStore } from 'zustand/vanilla'
import type { AppState } from '../shared/state.ts'
import type { Verdict } from '../shared/station/answer.ts'
import type { SaidNotice } from './notices.ts'

/** What the banner shows: a verdict of the station, or a command that could not be done. */
export type Shown =
  | { readonly kind: 'verdict'; readonly verdict: Verdict }
  | { readonly kind: 'failure'; readonly notice: SaidNotice; readonly at: number }

interface PageState {
  /** Null until the main process has spoken for the first time. */
  readonly app: AppState | null
  readonly shown: Shown | null
  /** Set where the program did not start: there is nothing else to show then. */
  readonly failedLogId: string | null
}

/** The page's picture of the program. Only `feed.ts` and `run-command.ts` write it. */
export const pageStore = createStore<PageState>(() => ({ app: null, shown: null, failedLogId: null }))

export function useApp(): AppState | null {
  return useStore(pageStore, (page) => page.app)
}

export function useFailedLogId(): string | null {
  return useStore(pageStore, (page) => page.failedLogId)
}

export function useShown(): Shown | null {
  return useStore(pageStore, (page) => page.shown)
}

export function shownAt(shown: Shown): number {
  return shown.kind === 'verdict' ? shown.verdict.at : shown.at
}
