const windowMs = 600_000
const hourMs = 3_600_000

/** Acts of this station since the hour began, and what the last ten minutes are per hour. */
export interface Pace {
  readonly thisHour: number
  readonly perHour: number
}

/** Times that still matter, oldest first. */
export function paceTimes(times: readonly number[], now: number): readonly number[] {
  const oldest = Math.min(Math.floor(now / hourMs) * hourMs, now - windowMs)
  return times.filter((at) => at >= oldest)
}

/** @param times of acts, oldest first */
export function paceOf(times: readonly number[], now: number): Pace {
  const hour = Math.floor(now / hourMs) * hourMs
  const recent = times.filter((at) => at > now - windowMs)
  const first = recent[0]
  // Under a minute of work a rate per hour would only be noise.
  const span = first === undefined ? 0 : Math.max(now - first, 60_000)
  return {
    thisHour: times.filter((at) => at >= hour).length,
    perHour: span === 0 ? 0 : Math.round((recent.length * hourMs) / span),
  }
}
