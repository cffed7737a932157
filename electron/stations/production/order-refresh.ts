/** A change of the order (its status, a quantity) is seen soon; several at once are read once, ms. */
const soonMs = 150
/** Figures move all the time: read by 64 stations at every fold they keep the server busy with nothing else, ms. */
const figuresMs = 1000

/** When a station reads its open order anew. @param refresh never rejects */
export function createOrderRefresh(refresh: () => void) {
  let timer: NodeJS.Timeout | undefined
  let due = 0
  let last = 0
  let stopped = false

  return {
    /** @param onlyFigures nothing changed but what is counted */
    soon(onlyFigures: boolean): void {
      if (stopped) return
      const now = Date.now()
      const at = onlyFigures ? Math.max(now + soonMs, last + figuresMs) : now + soonMs
      if (timer !== undefined && due <= at) return
      clearTimeout(timer)
      due = at
      timer = setTimeout(() => {
        timer = undefined
        last = Date.now()
        refresh()
      }, at - now)
    },
    stop(): void {
      stopped = true
      clearTimeout(timer)
    },
  }
}
