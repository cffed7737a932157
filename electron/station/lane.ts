/** One piece of work after the other, in the order in which they came: nothing is dropped and nothing overtakes. */
export function createLane(onBug: (error: unknown) => void) {
  let last: Promise<void> = Promise.resolve()

  return {
    /** Runs after everything before it. A bug is caught here, once, and never stops the lane. */
    enqueue(work: () => Promise<void>): Promise<void> {
      last = last.then(work).catch(onBug)
      return last
    },
    idle: (): Promise<void> => last,
  }
}
