/** Hours after which the last good copy counts as old, and as missing: one daily copy and two hours; three days. */
export const oldAfterHours = 26
export const missingAfterHours = 72

const hourMs = 3_600_000

/** Pauses before the 1st, 2nd, … try after a failure; the last one holds for all later ones. */
const retryPausesMs = [60_000, 5 * 60_000, 15 * 60_000, hourMs] as const

/**
 * Whether a copy is due: today's hour, or yesterday's while today's is still to come, is later than the last good
 * one. So a PC that was off at the hour makes its copy at the first chance after it.
 * @param lastGoodAt epoch ms; null where there is none
 * @param hour 0 … 23, of this PC's clock
 */
export function isBackupDue(now: number, lastGoodAt: number | null, hour: number): boolean {
  if (lastGoodAt === null) return true
  const due = new Date(now)
  due.setHours(hour, 0, 0, 0)
  if (due.getTime() > now) due.setDate(due.getDate() - 1)
  // A clock that was set back must not put off the next copy until it has caught up.
  return lastGoodAt < due.getTime() || lastGoodAt > now + hourMs
}

/** How long to wait after the n-th failure in a row, ms; `failures` counts from 1. */
export function retryPauseMs(failures: number): number {
  return retryPausesMs[Math.min(failures, retryPausesMs.length) - 1] ?? 0
}

export type BackupLight = 'good' | 'attention' | 'stop'

/**
 * How the age of the last good copy is shown.
 * @param since when the database was first seen, which counts as long as there is no copy yet, epoch ms
 */
export function backupLight(now: number, lastGoodAt: number | null, since: number, hasFailed: boolean): BackupLight {
  const hours = (now - (lastGoodAt ?? since)) / hourMs
  if (hasFailed || hours > missingAfterHours) return 'stop'
  return hours > oldAfterHours ? 'attention' : 'good'
}
