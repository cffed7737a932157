export interface Lane {
  /** @returns the work's own value; what it throws stops nothing that stands behind it. */
  readonly run: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Resolves when everything given so far is over. */
  readonly settled: () => Promise<void>
}

/** One piece of work at a time, in the order given. */
export function createLane(): Lane {
  let last: Promise<unknown> = Promise.resolve()
  return {
    run(work) {
      const mine = last.then(work)
      last = mine.catch(() => undefined)
      return mine
    },
    settled: async () => void (await last),
  }
}
