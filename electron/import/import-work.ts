import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { CheckedImport, ImportRowView, ImportTableView, RanImport } from '../../shared/contract/import.ts'
import { shownCell } from '../../shared/domain/import/import-cell.ts'
import { importFields } from '../../shared/domain/import/import-fields.ts'
import { FileRefused } from '../../shared/domain/import/import-file.ts'
import { guessMapping, type ImportMapping, tidyMapping } from '../../shared/domain/import/import-headers.ts'
import type { ImportProblem } from '../../shared/domain/import/import-reasons.ts'
import { createRowReader } from '../../shared/domain/import/import-rows.ts'
import { newImportId } from '../db/collections/import-ids.ts'
import { type Database, openDatabase } from '../db/connection/client.ts'
import { importMappings } from '../db/import/import-mappings.ts'
import { createPlanner, type PlannedDocument, type PlannedRow } from '../db/import/import-plan.ts'
import { runImport } from '../db/import/import-run.ts'
import type { ImportProgress, ImportQuestion, ImportTasks, ImportThreadData } from './import-messages.ts'
import { withOneTimePasswords } from './one-time-passwords.ts'
import { type ImportTable, readTable } from './read-table.ts'

/** Rows looked at together; in between the thread hears whether it should go on. */
const checkedAtOnce = 2000
const samples = 3
/** Columns of the file that a preview shows. */
const shownColumns = 5

/** The work of one import's thread, in the order of its questions; it holds the file and what was found out about it. */
export function createImportWork(data: ImportThreadData, onProgress: (progress: ImportProgress) => void) {
  const { kind, file } = data
  let bytes: Uint8Array = new Uint8Array()
  let sha256 = ''
  let table: ImportTable | null = null
  let mapping: ImportMapping = []
  let planned: readonly PlannedRow[] = []
  let opened: Promise<Database> | null = null
  let isCancelled = false

  /** A connection of its own: nothing of it waits behind a scan, nor a scan behind it. */
  function database(): Promise<Database> {
    opened ??= openDatabase(data.connectionString, data.databaseName).catch((error: unknown) => {
      opened = null
      throw error
    })
    return opened
  }

  async function read(input: ImportTasks['read']['input']): Promise<ImportTableView> {
    if (input.bytes !== null) {
      bytes = input.bytes
      sha256 = createHash('sha256').update(bytes).digest('hex')
    }
    planned = []
    table = null
    onProgress({ phase: 'reading', done: 0, total: 1 })
    try {
      table = await readTable(kind, bytes, input.sheet)
    } catch (error) {
      if (!(error instanceof FileRefused)) throw error
      return { kind: 'refused', reason: error.reason, params: { ...error.params } }
    } finally {
      onProgress({ phase: 'idle', done: 1, total: 1 })
    }
    const { titles, rows, sheets, ...facts } = table
    const remembered = await importMappings((await database()).collections).find(kind, titles)
    return {
      kind: 'table',
      ...facts,
      sheets: [...sheets],
      rows: rows.length,
      columns: titles.map((title, column) => ({ title, samples: samplesOf(rows, column) })),
      mapping: [...(remembered ?? guessMapping(kind, titles))],
      isRemembered: remembered !== null,
    }
  }

  async function check({ mapping: given, rules, by, now }: ImportTasks['check']['input']): Promise<CheckedImport> {
    if (table === null) throw new Error('nothing was read')
    const { titles, rows } = table
    const { collections } = await database()
    mapping = tidyMapping(kind, titles.length, given)
    const at = new Date(now)
    await importMappings(collections).keep(kind, titles, mapping, by.employee_id, at)
    const readRow = createRowReader({ kind, mapping, rules, by })
    const plan = createPlanner(collections, kind, { now: at, employee_id: by.employee_id })
    const found: PlannedRow[] = []
    isCancelled = false
    for (let from = 0; from < rows.length && !isCancelled; from += checkedAtOnce) {
      onProgress({ phase: 'checking', done: from, total: rows.length })
      await setImmediate()
      const part = rows.slice(from, from + checkedAtOnce).map(({ row, cells }) => readRow(row, cells))
      found.push(...(await plan(part)))
    }
    onProgress({ phase: 'idle', done: rows.length, total: rows.length })
    // What was looked at only in part is no preview.
    planned = isCancelled ? [] : found
    return { ...totals(planned), sha256 }
  }

  function rowsOf({ from, count, only }: ImportTasks['rows']['input']): ImportTasks['rows']['output'] {
    const chosen = only === 'all' ? planned : planned.filter(({ document }) => document === null)
    const columns = keyFirst(mapping).slice(0, shownColumns)
    const cells = new Map((table?.rows ?? []).map((row) => [row.row, row.cells]))
    return {
      total: chosen.length,
      fields: columns.map((column) => mapping[column] ?? ''),
      rows: chosen.slice(from, from + count).map(({ row, problems }) => ({
        row,
        outcome: outcomeOf(problems),
        cells: columns.map((column) => shownCell(cells.get(row)?.[column] ?? null)),
        problems: [...problems],
      })),
    }
  }

  /** The key and what is required stand first, in the order of the kind's own fields. */
  function keyFirst(columns: ImportMapping): number[] {
    return importFields[kind].flatMap(({ name }) => (columns.includes(name) ? [columns.indexOf(name)] : []))
  }

  async function run(input: ImportTasks['run']['input']): Promise<RanImport> {
    const { mode, operator, workplace, installation, run: holder, now } = input
    if (input.sha256 !== sha256) return { kind: 'file-changed' }
    const good = planned.filter((row): row is PlannedDocument => row.document !== null)
    if (mode === 'all' && good.length !== planned.length) return { kind: 'has-refused' }
    isCancelled = false
    const watch = {
      isCancelled: () => isCancelled,
      onProgress: (done: number) => onProgress({ phase: 'writing', done, total: good.length }),
    }
    const nothing = {
      kind: 'ran',
      stored: 0,
      refused: [],
      isCancelled: true,
      isUndone: mode === 'all',
      passwords: [],
    } as const
    const made =
      kind === 'employees'
        ? await withOneTimePasswords(good, watch.isCancelled, onProgress)
        : { rows: good, passwords: [] }
    if (made === null) return { ...nothing, refused: [], passwords: [] }
    watch.onProgress(0)
    const written = await runImport(
      await database(),
      {
        ...{ _id: newImportId(), kind, mode, file, sha256, at: new Date(now), installation, run: holder },
        ...{ employee_id: operator.employee_id, operator_name: operator.name, ...workplace },
      },
      made.rows,
      watch,
    )
    onProgress({ phase: 'idle', done: written.stored, total: good.length })
    planned = []
    const stored = new Set(written.storedRows)
    return {
      kind: 'ran',
      stored: written.stored,
      refused: written.refused.map(({ row, problems }) => ({ row, problems: [...problems] })),
      isCancelled: written.isCancelled,
      isUndone: written.isUndone,
      passwords: made.passwords.filter(({ row }) => stored.has(row)).map(({ row: _row, ...shown }) => shown),
    }
  }

  return {
    answer(question: Exclude<ImportQuestion, { readonly task: 'cancel' }>): Promise<unknown> {
      switch (question.task) {
        case 'read':
          return read(question.input)
        case 'check':
          return check(question.input)
        case 'rows':
          return Promise.resolve(rowsOf(question.input))
        case 'run':
          return run(question.input)
      }
    },
    /** Between two batches; what runs answers what came of it. */
    cancel(): void {
      isCancelled = true
    },
    async close(): Promise<void> {
      await (await opened)?.close()
    },
  }
}

function samplesOf(rows: ImportTable['rows'], column: number): string[] {
  const found: string[] = []
  for (const { cells } of rows) {
    const text = shownCell(cells[column] ?? null, 40)
    if (text !== '') found.push(text)
    if (found.length === samples) break
  }
  return found
}

function outcomeOf(problems: readonly ImportProblem[]): ImportRowView['outcome'] {
  if (problems.length === 0) return 'create'
  return problems.every(({ reason }) => reason === 'already-stored') ? 'stored' : 'refused'
}

function totals(rows: readonly PlannedRow[]): Omit<CheckedImport, 'sha256'> {
  const counts = { create: 0, stored: 0, refused: 0 }
  const reasons = new Map<string, CheckedImport['reasons'][number]>()
  for (const { problems } of rows) {
    counts[outcomeOf(problems)] += 1
    for (const { field, reason } of problems) {
      const key = `${field} ${reason}`
      const known = reasons.get(key)
      if (known === undefined) reasons.set(key, { field, reason, count: 1 })
      else known.count += 1
    }
  }
  const sorted = [...reasons.values()].sort((one, other) => other.count - one.count)
  return { rows: rows.length, ...counts, reasons: sorted.slice(0, 50) }
}
