import { join } from 'node:path'
import type { BackupState } from '../../shared/backup.ts'
import { isBackupDue, retryPauseMs } from '../../shared/domain/backup-schedule.ts'
import { copyName } from '../../shared/domain/copy-name.ts'
import type { WorkstationSettings } from '../../shared/settings.ts'
import { copyFormat } from '../db/copy/copy-sections.ts'
import type { Log } from '../log/log.ts'
import { backupMemory } from './backup-memory.ts'
import { copyFailure } from './copy-failure.ts'
import { defaultCopyFolder, dropOldCopies, newestCopy, openCopyFolder } from './copy-folder.ts'
import { CopyFailedError, runCopyThread } from './copy-thread.ts'

type Settings = Pick<WorkstationSettings, 'backupFolder' | 'backupDays' | 'backupHour' | 'databaseName'>

export interface DailyBackupParts {
  readonly dataFolder: string
  readonly installation: string
  readonly version: string
  /** The bundled `backup.worker.cjs`. */
  readonly workerFile: string
  readonly settings: () => Settings
  /** Null while the database is away: nothing is tried then. */
  readonly connectionString: () => Promise<string> | null
  /** Has the server remember its past for that long, so that a slow copy can still be read at its moment. */
  readonly rememberPast: (seconds: number) => Promise<void>
  readonly log: Log
  readonly onChange: () => void
  readonly now?: () => number
  /** Until the first look: at start the station's own work comes first. */
  readonly firstLookMs?: number
  readonly lookMs?: number
}

const usualPastSeconds = 300
const copyPastSeconds = 3 * 3600
/** As long a pause as the work before it: at most half of the disk and the server is the copy's. */
const pace = 1

export type DailyBackup = ReturnType<typeof createDailyBackup>

/** One copy of the embedded database a day, at its hour or at the first chance after it. */
export function createDailyBackup(parts: DailyBackupParts) {
  const { dataFolder, installation, log, onChange, now = Date.now, firstLookMs = 60_000, lookMs = 30_000 } = parts
  const memory = backupMemory(dataFolder, now())
  const quit = new AbortController()
  let running: Promise<BackupState> | null = null

  const folder = () => parts.settings().backupFolder || defaultCopyFolder(dataFolder)

  function state(): BackupState {
    const { lastGoodAt, since, failure, detail } = memory.get()
    return { lastGoodAt, since, failure, detail, running: running !== null, folder: folder() }
  }

  function remember(changes: Parameters<typeof memory.set>[0]): void {
    try {
      memory.set(changes)
    } catch (error) {
      log('backup.not-remembered', { error })
    }
  }

  async function copyOnce(): Promise<void> {
    const { backupFolder, backupDays, databaseName } = parts.settings()
    const into = folder()
    const startedAt = now()
    try {
      const connectionString = await parts.connectionString()
      if (connectionString === null) throw new CopyFailedError('database-away', 'the database is not there')
      await openCopyFolder(into, backupFolder === '')
      // Without it a short copy is made all the same.
      await parts.rememberPast(copyPastSeconds).catch((error: unknown) => log('backup.past-not-kept', { error }))
      const file = join(into, copyName(installation, startedAt))
      const header = {
        format: copyFormat,
        version: parts.version,
        installation,
        databaseName,
        startedAt: new Date(startedAt).toISOString(),
      } as const
      const made = await runCopyThread(parts.workerFile, { connectionString, file, header, pace }, quit.signal)
      remember({ lastGoodAt: startedAt, lastFile: file, failure: null, detail: '', failures: 0, lastTryAt: startedAt })
      log('backup.made', { file, ...made, ms: now() - startedAt })
      const dropped = await dropOldCopies(into, installation, backupDays, now())
      if (dropped.length > 0) log('backup.dropped', { dropped })
    } catch (error) {
      if (quit.signal.aborted) return
      const code = error instanceof CopyFailedError ? error.code : copyFailure(error, () => false)
      const detail = error instanceof Error ? error.message : String(error)
      log('backup.failed', { code, error })
      const isNew = memory.get().lastTryAt !== startedAt
      // A copy that was made and could not be tidied after is a good one.
      if (isNew) remember({ failure: code, detail, failures: memory.get().failures + 1, lastTryAt: startedAt })
    } finally {
      await parts.rememberPast(usualPastSeconds).catch(() => undefined)
    }
  }

  /** One at a time: who asks while one is made gets that one. */
  function backUpNow(): Promise<BackupState> {
    running ??= copyOnce().then(() => {
      running = null
      onChange()
      return state()
    })
    onChange()
    return running
  }

  async function look(): Promise<void> {
    const { lastGoodAt, failures, lastTryAt } = memory.get()
    if (running !== null || parts.connectionString() === null) return
    if (lastGoodAt === null) {
      // The data folder is new or its memory lost; the copies may be older than both.
      const newest = await newestCopy(folder(), installation)
      if (newest !== null) remember({ lastGoodAt: newest.at })
    }
    if (failures === 0 && !isBackupDue(now(), memory.get().lastGoodAt, parts.settings().backupHour)) return
    const pause = retryPauseMs(failures)
    if (failures > 0 && lastTryAt !== null && now() >= lastTryAt && now() < lastTryAt + pause) return
    await backUpNow()
  }

  let timer = setTimeout(function again() {
    void look()
      .catch((error: unknown) => log('backup.look-failed', { error }))
      .finally(() => {
        if (quit.signal.aborted) return
        timer = setTimeout(again, lookMs)
        timer.unref()
      })
  }, firstLookMs)
  timer.unref()

  return {
    state,
    backUpNow,
    /** Where and when was set anew: what failed before is tried again soon. */
    settingsChanged(): void {
      remember({ lastTryAt: null })
      onChange()
    },
    /** Breaks off what is on its way; its half is removed at the next copy. */
    async stop(): Promise<void> {
      quit.abort()
      clearTimeout(timer)
      await running
    },
  }
}
