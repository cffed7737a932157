import type { importCommands, RecentImport } from '../../shared/contract/import.ts'
import type { Input } from '../../shared/contract/index.ts'
import type { ImportKind } from '../../shared/domain/import/import-cell.ts'
import { importRights } from '../../shared/domain/import/import-rights.ts'
import { mayNow } from '../../shared/domain/permissions.ts'
import { type Failure, failure, success } from '../../shared/result.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import type { Clock } from '../clock/clock.ts'
import type { ImportDocument } from '../db/collections/import-document.ts'
import type { ImportMarks } from '../db/import/import-marks.ts'
import type { MissingIndex } from '../db/indexes/indexes.ts'
import type { WorkflowsOf } from '../door.ts'
import type { ImportDesk } from '../import/import-desk.ts'
import { ImportThreadFailed } from '../import/import-thread.ts'
import type { Log } from '../log/log.ts'
import type { SignedIn } from '../people/signed-in.ts'

export interface ImportWorkflowParts {
  readonly importDesk: ImportDesk
  /** Null until the database was reached once. */
  readonly tables: () => { readonly imports: ImportMarks } | null
  readonly plant: { readonly current: () => PlantSettings }
  readonly missingIndexes: () => readonly Pick<MissingIndex, 'name'>[]
  readonly clock: Clock
  readonly log: Log
}

/** What keeps a file from storing something twice; without it nothing of that kind is imported. */
const neededIndexes: Readonly<Record<ImportKind, readonly string[]>> = {
  devices: ['ose_imei_unique', 'ose_ccid_unique'],
  customers: ['ose_customer_code_unique'],
  orders: ['ose_order_number_unique'],
  employees: ['ose_employee_id_unique'],
}

const recentLength = 5

/** Whoever works at the open import. */
interface Owner {
  readonly by: SignedIn
  readonly kind: ImportKind
}

/** Import of a file, step by step; each step only for whoever began it and still has the right of its kind. */
export function importWorkflows(parts: ImportWorkflowParts): WorkflowsOf<keyof typeof importCommands> {
  const { importDesk, clock, log } = parts

  /** One step of the open import, for whoever works at it; anybody else is told why not. */
  async function step<Answer>(
    by: SignedIn | null,
    work: (mine: Owner) => Answer | Promise<Answer>,
  ): Promise<Answer | Failure> {
    const now = importDesk.current()
    if (now === null) return failure('not-found')
    if (!mayImport(by, now.kind) || by.employee_id !== now.employee_id) return failure('no-permission')
    return work({ by, kind: now.kind })
  }

  /** The thread's own database may be away, and the thread may end: neither is a bug of the page. */
  async function answered<Value>(ask: Promise<Value | null> | null) {
    try {
      const value = await ask
      return value === null ? failure('not-found') : success(value)
    } catch (error) {
      if (!(error instanceof ImportThreadFailed)) throw error
      const logId = log('import.failed', { away: error.isAway, detail: error.message })
      return error.isAway ? failure('database-away') : failure('internal', undefined, logId)
    }
  }

  async function run({ mode, sha256 }: Input<'import.run'>, { by, kind }: Owner) {
    const missing = new Set(parts.missingIndexes().map(({ name }) => name))
    if (neededIndexes[kind].some((name) => missing.has(name))) return success({ kind: 'index-missing' as const })
    const operator = { employee_id: by.employee_id, name: by.name }
    const ran = await answered(importDesk.run({ mode, sha256, operator, now: clock.now() }))
    if (ran.ok && ran.value.kind === 'ran') {
      const { stored, refused, isCancelled, isUndone } = ran.value
      const outcome = { stored, refused: refused.length, isCancelled, isUndone }
      // Never the values of rows, nor passwords.
      log('import.ran', { kind, mode, ...outcome, by: operator.employee_id })
    }
    return ran
  }

  return {
    async 'import.begin'({ kind, file, bytes }, by) {
      if (!mayImport(by, kind)) return failure('no-permission')
      if (!(await importDesk.begin(kind, file, bytes, by.employee_id))) return failure('stale', { status: 'import' })
      log('import.begun', { kind, file, bytes, by: by.employee_id })
      return success({})
    },

    'import.piece': ({ bytes }, by) =>
      step(by, () => {
        const received = importDesk.piece(bytes)
        return received === null
          ? failure('bad-input', { field: 'bytes', problem: 'more than announced' })
          : success({ received })
      }),

    'import.read': ({ sheet }, by) => step(by, () => answered(importDesk.read(sheet))),

    'import.check': ({ mapping }, by) =>
      step(by, (mine) => {
        const { imeiLuhn, iccidLuhn } = parts.plant.current()
        const { employee_id, role, status, permissions } = mine.by
        return answered(
          importDesk.check({
            mapping,
            rules: { imeiLuhn, iccidLuhn },
            by: { employee_id, role, status, permissions },
            now: clock.now(),
          }),
        )
      }),

    'import.rows': (input, by) => step(by, () => answered(importDesk.rows(input))),

    'import.run': (input, by) => step(by, (mine) => run(input, mine)),

    'import.progress': (_input, by) => step(by, () => success({ ...importDesk.progress() })),

    'import.cancel': (_input, by) =>
      step(by, (mine) => {
        log('import.cancelled', { kind: mine.kind, by: mine.by.employee_id })
        importDesk.cancel()
        return success({})
      }),

    'import.close': (_input, by) =>
      step(by, async () => {
        // What is being written is cancelled, never torn off.
        await importDesk.pause()
        return success({})
      }),

    async 'import.keep'({ kind, table, rows }, by) {
      if (!mayImport(by, kind)) return failure('no-permission')
      try {
        const { keepTable } = await import('../import/kept-table.ts')
        return success({ file: await keepTable(importDesk.folder, `import-${table}-${kind}`, rows, clock.now()) })
      } catch (error) {
        return failure('file-failed', undefined, log('import.not-kept', { error }))
      }
    },

    async 'import.recent'(_input, by) {
      const found = (await parts.tables()?.imports.recent(recentLength)) ?? []
      return success({ imports: found.filter(({ kind }) => mayImport(by, kind)).map(recent) })
    },
  }
}

function mayImport(by: SignedIn | null, kind: ImportKind): by is SignedIn {
  return by !== null && mayNow(by, importRights[kind])
}

function recent(mark: ImportDocument): RecentImport {
  return {
    id: mark._id.toHexString(),
    kind: mark.kind,
    file: mark.file,
    at: mark.at.getTime(),
    employee: mark.operator_name || mark.employee_id,
    state: mark.state,
    rows: mark.rows,
    stored: mark.stored,
    refused: mark.refused,
    isCancelled: mark.cancelled,
    isRecovered: mark.recovered,
  }
}
