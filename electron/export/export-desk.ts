import { mkdir, readdir, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ListFilter } from '../../shared/contract/list-filter.ts'
import type { CsvSeparator, ExportFormat, ExportState } from '../../shared/exports.ts'
import type { Log } from '../log/log.ts'
import { exportFailure } from './export-failure.ts'
import { partEnding } from './export-messages.ts'
import { ExportFailedError, runExportThread } from './export-thread.ts'
import { fileStamp } from './file-stamp.ts'

export interface ExportDeskParts {
  /** The data folder. */
  readonly folder: string
  /** A bundled worker; the one that makes exports stands beside it. */
  readonly workerFile: string
  /** Null while no database is chosen. It holds the secret: it is given to the thread and kept nowhere. */
  readonly connectionString: () => Promise<string> | null
  readonly databaseName: () => string
  readonly openFile: (file: string) => Promise<void>
  readonly log: Log
  readonly now?: () => Date
}

export interface ExportWish {
  /** Its customer is an id already. */
  readonly filter: ListFilter
  readonly format: ExportFormat
  readonly separator: CsvSeparator
}

/**
 * The exports of this PC, one at a time. They lie in the data folder, as everything that the program writes: the page
 * names a list and a format, never a path, and where a station has a file manager the office's settings say the folder.
 */
export function createExportDesk(parts: ExportDeskParts) {
  const { log, now = () => new Date() } = parts
  const folder = join(parts.folder, 'exports')
  const workerFile = join(dirname(parts.workerFile), 'export.worker.cjs')
  let state: ExportState | null = null
  let running: { readonly abort: AbortController; readonly ended: Promise<void> } | null = null

  async function make({ filter, format, separator }: ExportWish, file: string, signal: AbortSignal): Promise<void> {
    const started = {
      phase: 'running',
      list: filter.list,
      format,
      rows: 0,
      file: '',
      cutCells: 0,
      failure: null,
    } as const
    state = started
    try {
      const connectionString = await parts.connectionString()
      if (connectionString === null) throw new ExportFailedError('database-away', 'no database is chosen')
      await openFolder(folder)
      const task = { connectionString, databaseName: parts.databaseName(), filter, format, separator, file }
      const made = await runExportThread(workerFile, task, signal, (rows) => {
        state = { ...started, rows }
      })
      state = { ...started, phase: 'done', ...made, file }
      log('export.made', { file, ...made })
    } catch (error) {
      const { rows } = state
      if (signal.aborted) {
        state = { ...started, phase: 'cancelled', rows }
        log('export.cancelled', { file, rows })
        return
      }
      const failure = error instanceof ExportFailedError ? error.code : exportFailure(error, () => false)
      state = { ...started, phase: 'failed', rows, failure }
      log('export.failed', { code: failure, error })
    }
  }

  function cancel(): void {
    running?.abort.abort()
  }

  return {
    state: (): ExportState | null => state,
    /** @returns false where one runs already. */
    start(wish: ExportWish): boolean {
      if (running !== null) return false
      const abort = new AbortController()
      const file = join(folder, `${wish.filter.list}-${fileStamp(now())}.${wish.format}`)
      const ended = make(wish, file, abort.signal).finally(() => {
        running = null
      })
      running = { abort, ended }
      return true
    },
    cancel,
    /** Opens the last export; false where there is none. */
    async open(): Promise<boolean> {
      if (state?.phase !== 'done') return false
      await parts.openFile(state.file)
      return true
    },
    /** Breaks off what is on its way. */
    async stop(): Promise<void> {
      cancel()
      await running?.ended
    },
  }
}

export type ExportDesk = ReturnType<typeof createExportDesk>

/** Halves that a kill left behind are removed: nothing else is being made now. */
async function openFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const names = await readdir(folder)
  for (const name of names.filter((name) => name.endsWith(partEnding))) await rm(join(folder, name), { force: true })
}
