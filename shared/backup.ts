import { z } from 'zod'
import { backupDaysRange, backupHourRange, wholePathForm } from './setting-values.ts'

/** Why a copy could not be made; closed, every code has its text on the page (`backup.failure.<code>`). */
export const backupFailures = [
  'folder-absent',
  'folder-not-writable',
  'disk-full',
  'database-away',
  'copy-not-whole',
  'copy-failed',
] as const
export type BackupFailure = (typeof backupFailures)[number]

/** The backup of the embedded database as the page paints it. */
export interface BackupState {
  /** Epoch ms of the last good copy; null where there is none yet. */
  readonly lastGoodAt: number | null
  /** When the database was first seen, epoch ms: its age while there is no copy. */
  readonly since: number
  readonly running: boolean
  /** Why the last try failed; null after a good one. */
  readonly failure: BackupFailure | null
  readonly detail: string
  readonly folder: string
}

/** Where and when the embedded database is copied; part of this PC's settings. */
export const backupSettingsSchema = z.object({
  /** A whole path of this PC's system, or empty for `backups` in the data folder. */
  backupFolder: z.string().regex(wholePathForm),
  /** How long a copy is kept. */
  backupDays: z.number().int().min(backupDaysRange.min).max(backupDaysRange.max),
  /** The hour of the day, by this PC's clock. */
  backupHour: z.number().int().min(backupHourRange.min).max(backupHourRange.max),
})
