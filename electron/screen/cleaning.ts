/** Long enough for one wipe of a screen; nobody waits for it longer than that, ms. */
const cleaningMs = 20_000

/** The screen is being wiped: no touch and no key counts until the time is over. */
export function createCleaning(ignoreInput: (isIgnored: boolean) => void, onChange: () => void) {
  let until: number | null = null
  let timer: NodeJS.Timeout | undefined

  function end(): void {
    clearTimeout(timer)
    until = null
    ignoreInput(false)
    onChange()
  }

  return {
    until: (): number | null => until,

    /** Again while it runs: from the beginning. */
    begin(): void {
      clearTimeout(timer)
      until = Date.now() + cleaningMs
      timer = setTimeout(end, cleaningMs)
      ignoreInput(true)
    },

    stop(): void {
      clearTimeout(timer)
      ignoreInput(false)
    },
  }
}
