/** A change of the order (its status, a quantity) is seen at once; several at once are read once, ms. */
const soonMs = 150
/** Figures move all the time: read by 64 stations at every fold they keep the server busy with nothing else, ms. */
const figuresMs = 1000
/** While a station works on without a pause, its own figures are looked at again more and more seldom, ms. */
const longestMs = 60_000

/** When a station reads its open order anew. @param refresh never rejects */
export function createOrderRefresh(refresh: () => void) {
  let timer: NodeJS.Timeout | undefined
  let due = 0
  let last = 0
  let later = figuresMs
  let stopped = false

  function at(time: number): void {
    if (stopped || (timer !== undefined && due <= time)) return
    clearTimeout(timer)
    due = time
    timer = setTimeout(() => {
      timer = undefined
      last = Date.now()
      refresh()
    }, time - Date.now())
  }

  return {
    /** @param onlyFigures nothing changed but what is counted */
    soon(onlyFigures: boolean): void {
      const now = Date.now()
      at(Math.max(now, last + (onlyFigures ? figuresMs : soonMs)))
    },

    /** What was read may lack what this station wrote meanwhile. */
    again(): void {
      at(Date.now() + later)
      later = Math.min(later * 2, longestMs)
    },
    /** What was read is all there is. */
    done(): void {
      later = figuresMs
    },

    stop(): void {
      stopped = true
      clearTimeout(timer)
    },
  }
}

export type OrderRefresh = ReturnType<typeof createOrderRefresh>
