import type { Log } from '../log/log.ts'

interface TrialParts {
  /** Without a code for this long, a trial is over: somebody went away from it, ms. */
  readonly idleMs: number
  readonly log: Log
  readonly onChange: () => void
}

/** While it runs, codes are shown on the scanner screen and count nowhere. */
export function createTrial({ idleMs, log, onChange }: TrialParts) {
  let state: { readonly until: number } | null = null
  let timer: NodeJS.Timeout | undefined

  function end(): void {
    clearTimeout(timer)
    if (state === null) return
    state = null
    log('scanners.trial-ended')
    onChange()
  }

  return {
    state: () => state,

    /** Begins it, or puts off its end. */
    keep(): void {
      clearTimeout(timer)
      state = { until: Date.now() + idleMs }
      timer = setTimeout(end, idleMs)
    },

    end,

    stop: (): void => clearTimeout(timer),
  }
}
