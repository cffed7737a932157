import { randomUUID } from 'node:crypto'
import type { ImportKind } from '../../shared/domain/import/import-cell.ts'
import type { Operator, Workplace } from '../../shared/station/act.ts'
import type { ImportDocument } from '../db/collections/import-document.ts'
import type { Database } from '../db/connection/client.ts'
import { requiredDatabase } from '../db/connection/required-database.ts'
import type { Log } from '../log/log.ts'
import { createLane } from '../waiting/lane.ts'
import type { ImportProgress, ImportTasks } from './import-messages.ts'
import { type ImportThread, startImportThread } from './import-thread.ts'

export interface ImportDeskParts {
  /** The data folder. */
  readonly folder: string
  /** The bundled `import.worker.cjs`. */
  readonly workerFile: string
  readonly connection: () => Promise<{ readonly connectionString: string; readonly databaseName: string } | null>
  readonly installation: string
  readonly workplace: () => Workplace
  readonly log: Log
}

interface OpenImport {
  readonly kind: ImportKind
  readonly file: string
  readonly employee_id: string
  /** What the file should have and what came of it. */
  readonly bytes: Uint8Array
  received: number
  thread: ImportThread | null
  /** The run that is on its way; the mark of its import carries it. */
  run: string | null
  /** Resolves when a run is over, whatever came of it. */
  running: Promise<unknown>
}

/** The one import that this PC works at: its file on the way in, its thread, and what a crash left of others. */
export function createImportDesk(parts: ImportDeskParts) {
  const { log } = parts
  let open: OpenImport | null = null
  const recovering = createLane()

  async function threadOf(now: OpenImport): Promise<ImportThread> {
    if (now.thread !== null) return now.thread
    const connection = requiredDatabase(await parts.connection())
    now.thread ??= startImportThread(parts.workerFile, { ...connection, kind: now.kind, file: now.file })
    return now.thread
  }

  async function close(): Promise<void> {
    const left = open
    open = null
    await left?.thread?.end()
  }

  return {
    folder: parts.folder,

    /** Who began the open import, and of what; null where there is none. */
    current: (): Pick<OpenImport, 'kind' | 'employee_id' | 'file' | 'run'> | null => open,

    /** @returns false while another import is being written */
    async begin(kind: ImportKind, file: string, bytes: number, employee_id: string): Promise<boolean> {
      if (open !== null && open.run !== null) return false
      await close()
      const empty = { received: 0, thread: null, run: null, running: Promise.resolve() }
      open = { kind, file, employee_id, bytes: new Uint8Array(bytes), ...empty }
      return true
    },

    /** @returns how many bytes are there, or null for more than were announced */
    piece(piece: Uint8Array): number | null {
      if (open === null || open.received + piece.byteLength > open.bytes.byteLength) return null
      open.bytes.set(piece, open.received)
      open.received += piece.byteLength
      return open.received
    },

    async read(sheet: string | null): Promise<ImportTasks['read']['output'] | null> {
      if (open === null || open.received !== open.bytes.byteLength) return null
      const isFirst = open.thread === null
      const thread = await threadOf(open)
      return thread.ask('read', { bytes: isFirst ? open.bytes : null, sheet })
    },

    check: (input: ImportTasks['check']['input']) => open?.thread?.ask('check', input) ?? null,
    rows: (input: ImportTasks['rows']['input']) => open?.thread?.ask('rows', input) ?? null,

    /** @returns null where nothing was checked, or it is being written already */
    async run(
      input: Pick<ImportTasks['run']['input'], 'mode' | 'sha256' | 'now'> & { readonly operator: Operator },
    ): Promise<ImportTasks['run']['output'] | null> {
      const now = open
      if (now === null || now.thread === null || now.run !== null) return null
      const run = randomUUID()
      now.run = run
      const { installation } = parts
      const asked = now.thread.ask('run', { ...input, installation, run, workplace: parts.workplace() })
      now.running = asked.catch(() => undefined)
      try {
        return await asked
      } finally {
        now.run = null
      }
    },

    progress: (): ImportProgress => open?.thread?.progress() ?? { phase: 'idle', done: 0, total: 0 },

    cancel: (): void => open?.thread?.cancel(),

    close,

    /** Somebody else is there: what was previewed is not theirs. What is being written goes on. */
    async personChanged(employee_id: string | null): Promise<void> {
      if (open !== null && open.run === null && open.employee_id !== employee_id) await close()
    },

    /** Nobody may write any more: a run is cancelled and waited for. */
    async pause(): Promise<void> {
      const now = open
      if (now === null) return
      now.thread?.cancel()
      await now.running
      await close()
    },

    /** Ends what a crash left of imports, of this PC or of one that is silent. Failures are logged: the next time does it. */
    recover(database: Database): Promise<void> {
      const mine = async () => {
        const { recoverImports } = await import('../db/import/import-recovery.ts')
        const holder = { installation: parts.installation, run: randomUUID() }
        const ended = await recoverImports(database, holder, open?.run ?? null)
        for (const mark of ended) log('import.recovered', told(mark))
      }
      return recovering.run(mine).catch((error: unknown) => void log('import.not-recovered', { error }))
    },
  }
}

export type ImportDesk = ReturnType<typeof createImportDesk>

function told({ _id, kind, mode, state, rows, stored }: ImportDocument) {
  return { import: _id.toHexString(), kind, mode, state, rows, stored }
}
