/** The station's time: its own clock plus the last measured offset to the database server's. */
export interface Clock {
  /** Epoch ms in server time. */
  readonly now: () => number
  /** Sets how far the server's clock is ahead of this one, ms. */
  readonly setOffset: (offsetMs: number) => void
  /** Null until measured. */
  readonly offset: () => number | null
}

export function createClock(local: () => number = Date.now): Clock {
  let measured: number | null = null
  return {
    now: () => Math.round(local() + (measured ?? 0)),
    setOffset: (offsetMs) => {
      measured = offsetMs
    },
    offset: () => measured,
  }
}
