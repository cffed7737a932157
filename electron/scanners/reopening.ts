import { createLane } from '../waiting/lane.ts'
import type { ScannerStatus } from './scanner.ts'

interface ReopeningParts {
  /** Pauses between two tries, ms; the last one for ever. */
  readonly pauses: readonly number[]
  /** Looks for the device and opens it. Never rejects: what goes wrong is a status and a `retry`. */
  readonly open: () => Promise<void>
  /** Each state once. */
  readonly onStatus: (status: ScannerStatus) => void
}

/**
 * When a scanner's device is looked for and opened, for as long as it takes. What opens and closes stands in one lane:
 * nothing is opened while the same device is still being closed.
 */
export function createReopening({ pauses, open, onStatus }: ReopeningParts) {
  let told: ScannerStatus | null = null
  let isWanted = false
  let failures = 0
  let wasOpen = false
  let timer: ReturnType<typeof setTimeout> | undefined
  /** What the timer will do; null while it is being done, when there is nothing to do sooner. */
  let lookNow: (() => void) | null = null
  const lane = createLane()

  /** A lost device is told once, whatever its absence is called at each try. */
  function status(next: ScannerStatus): void {
    if (told?.state === next.state && (next.state !== 'failed' || told.detail === next.detail)) return
    told = next
    if (isWanted) onStatus(next)
  }

  function forgetLook(): void {
    clearTimeout(timer)
    lookNow = null
  }

  function lookIn(ms: number, look: () => void): void {
    clearTimeout(timer)
    lookNow = () => {
      forgetLook()
      look()
    }
    timer = setTimeout(lookNow, ms)
  }

  function retry(): void {
    if (!isWanted) return
    const pause = pauses[Math.min(failures, pauses.length - 1)] ?? 0
    failures += 1
    lookIn(pause, () => {
      void lane.run(async () => {
        if (isWanted) await open()
      })
    })
  }

  return {
    status,
    retry,

    /** Between `start` and `stop`. */
    isWanted: (): boolean => isWanted,

    start(): void {
      isWanted = true
      void lane.run(open)
    },

    /** The device is open: the next loss begins with the shortest pause. */
    opened(detail?: string): void {
      failures = 0
      wasOpen = true
      status({ state: 'open', ...(detail !== undefined && { detail }) })
    },

    /** It is not there. */
    absent: (): void => status({ state: wasOpen ? 'lost' : 'searching' }),

    /** Looks at the open device after this long, or when the PC wakes up. */
    watchIn(ms: number, look: () => void): void {
      if (isWanted) lookIn(ms, look)
    },

    /** It is gone: closed, told, and looked for again. @param close never rejects */
    lost(detail: string, close: () => Promise<void>): void {
      forgetLook()
      void lane.run(close)
      status({ state: 'lost', detail })
      retry()
    },

    lookAgain(): void {
      failures = 0
      lookNow?.()
    },

    /** Nothing is reported any more. Resolves when nothing opens or closes. */
    async stop(): Promise<void> {
      isWanted = false
      forgetLook()
      await lane.settled()
    },
  }
}
