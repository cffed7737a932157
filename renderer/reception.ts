import type { Verdict } from '../shared/station/answer.ts'
import type { Shown } from './state.ts'

/** What the page does with a verdict. */
export interface Reception {
  readonly isShown: boolean
  readonly isHeard: boolean
}

/**
 * The newest answer has the banner, with one exception: a scan that was answered amber and has now landed only
 * confirms what the operator worked on long ago. It turns its own banner green, never pushes a newer answer off, and
 * is silent, or twenty of them would sound at once when the database is back. That something is whole, and a refusal, are news.
 * @param wasKept this scan was answered amber before
 */
export function receive(verdict: Verdict, shown: Shown | null, wasKept: boolean): Reception {
  const isNews = !wasKept || verdict.kind !== 'accepted'
  if (isNews) return { isShown: true, isHeard: true }
  return { isShown: shown?.kind === 'verdict' && shown.verdict.scanId === verdict.scanId, isHeard: false }
}
