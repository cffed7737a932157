/**
 * The work's value, or what `late` gives or throws where it takes longer. What comes of the work later nobody asks for:
 * it may fail without anybody hearing of it.
 */
export async function orAfter<Value, Late>(ms: number, work: Promise<Value>, late: () => Late): Promise<Value | Late> {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<typeof late>((resolve) => {
    timer = setTimeout(() => resolve(late), ms)
  })
  work.catch(() => undefined)
  try {
    const first = await Promise.race([work.then((value) => ({ value })), tooLate])
    return typeof first === 'function' ? first() : first.value
  } finally {
    clearTimeout(timer)
  }
}

/** For work that may also come to nothing. */
export const nothing = (): undefined => undefined

/** The work's value. @throws `ETIMEDOUT` where it takes longer */
export function inTime<Value>(work: Promise<Value>, ms: number, what: string): Promise<Value> {
  return orAfter(ms, work, () => {
    throw Object.assign(new Error(`${what}: not within ${ms} ms`), { code: 'ETIMEDOUT' })
  })
}
