import { useState } from 'react'
import type { Outcome } from './outcome-notice.tsx'

export interface Acts {
  /** What came of the last act, until it is closed or the next one begins. */
  readonly outcome: Outcome | null
  readonly say: (outcome: Outcome | null) => void
  /** What is under way, by its name. */
  readonly busy: string | null
  readonly act: (name: string, run: () => Promise<Outcome>) => Promise<void>
}

/** Acts of a screen whose result is said above its list: one notice for all of them. */
export function useActs(): Acts {
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const [busy, setBusy] = useState<string | null>(null)

  async function act(name: string, run: () => Promise<Outcome>) {
    setOutcome(null)
    setBusy(name)
    const came = await run()
    setBusy(null)
    setOutcome(came)
  }

  return { outcome, say: setOutcome, busy, act }
}
