import type { Framer } from './framing.ts'

/** A timer that comes later than this says that the program stood still, ms. */
const stoodStillMs = 50

/**
 * Calls `onExpired` when a pending code was not continued in time. After a stand-still of this program the
 * rest of the code may lie unread in the system's buffer, so there is time to read it first: a pause of ours is none
 * of the scanner's.
 */
export function codeExpiry(pending: Pick<Framer, 'expiresAt'>, now: () => number, onExpired: (at: number) => void) {
  let timer: ReturnType<typeof setTimeout> | undefined

  function arm(due: number): void {
    const expire = () => {
      const at = now()
      // Timers count whole milliseconds and may come a fraction early.
      if (at < due) arm(due)
      else if (at - due > stoodStillMs) arm(at + stoodStillMs)
      else onExpired(at)
    }
    timer = setTimeout(expire, Math.max(0, Math.ceil(due - now())))
  }

  return {
    /** After every chunk. */
    watch(): void {
      clearTimeout(timer)
      const due = pending.expiresAt()
      if (due !== null) arm(due)
    },
    stop(): void {
      clearTimeout(timer)
    },
  }
}
