import { createHash } from 'node:crypto'
import { setImmediate } from 'node:timers/promises'
import type { CheckedImport, ImportTableView, RanImport } from '../../shared/contract/import.ts'
import { FileRefused } from '../../shared/domain/import/import-file.ts'
import { guessMapping, type ImportMapping, tidyMapping } from '../../shared/domain/import/import-headers.ts'
import { createRowReader } from '../../shared/domain/import/import-rows.ts'
import { type Database, openDatabase } from '../db/connection/client.ts'
import { importMappings } from '../db/import/import-mappings.ts'
import { createPlanner, type PlannedDocument, type PlannedRow } from '../db/import/import-plan.ts'
import type { ImportProgress, ImportQuestion, ImportTasks, ImportThreadData } from './import-messages.ts'
import { columnsView, rowsView, totals } from './import-views.ts'
import { writeImport } from './import-write.ts'
import { type ImportTable, readTable } from './read-table.ts'

/** Rows looked at together; in between the thread hears whether it should go on. */
const checkedAtOnce = 2000

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
      columns: columnsView(table),
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

  async function run(input: ImportTasks['run']['input']): Promise<RanImport> {
    if (input.sha256 !== sha256) return { kind: 'file-changed' }
    const good = planned.filter((row): row is PlannedDocument => row.document !== null)
    if (input.mode === 'all' && good.length !== planned.length) return { kind: 'has-refused' }
    isCancelled = false
    const ran = await writeImport(input, {
      kind,
      file,
      rows: good,
      database,
      isCancelled: () => isCancelled,
      onProgress,
    })
    if (ran.isWritten) planned = []
    return ran.view
  }

  return {
    answer(question: Exclude<ImportQuestion, { readonly task: 'cancel' }>): Promise<unknown> {
      switch (question.task) {
        case 'read':
          return read(question.input)
        case 'check':
          return check(question.input)
        case 'rows':
          return Promise.resolve(rowsView(question.input, { kind, table, mapping, planned }))
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
