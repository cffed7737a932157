import { type JSX, useState } from 'react'
import { shownAt, useShown } from '../state.ts'
import { stationNow } from '../station-time.ts'
import { NoticeLine } from './notice-line.tsx'
import { useNow } from './use-now.ts'

/** How long an answer stays in the line, ms. */
const staysFor = 8000

/** The answer to a code that was scanned while no station is on the screen; it comes and goes above the screen. */
export function VerdictLine(): JSX.Element | null {
  const shown = useShown()
  const [openedAt] = useState(stationNow)
  const isNew = shown !== null && shownAt(shown) >= openedAt
  const now = useNow(1000, isNew)
  if (!isNew || now - shownAt(shown) > staysFor) return null
  if (shown.kind === 'failure') return <NoticeLine notice={shown.notice} testId="verdict" />
  const { word, params, code, scanId, kind } = shown.verdict
  return <NoticeLine notice={{ word, params, scanned: code }} testId="verdict" scanId={scanId} kind={kind} />
}
