/** The work's value. @throws `ETIMEDOUT` where it takes longer; what comes of it later nobody asks for. */
export async function inTime<Value>(work: Promise<Value>, ms: number, what: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(Object.assign(new Error(`${what}: not within ${ms} ms`), { code: 'ETIMEDOUT' })),
      ms,
    )
  })
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
