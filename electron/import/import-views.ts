import type { CheckedImport, ImportRowView, ImportTableView } from '../../shared/contract/import.ts'
import { type ImportKind, shownCell } from '../../shared/domain/import/import-cell.ts'
import { importFields } from '../../shared/domain/import/import-fields.ts'
import type { ImportMapping } from '../../shared/domain/import/import-headers.ts'
import type { ImportProblem } from '../../shared/domain/import/import-reasons.ts'
import type { PlannedRow } from '../db/import/import-plan.ts'
import type { ImportTasks } from './import-messages.ts'
import type { ImportTable } from './read-table.ts'

const samples = 3
/** Columns of the file that a preview shows. */
const shownColumns = 5

/** A file's columns, each with the first things that stand in it. */
export function columnsView({ titles, rows }: ImportTable): Extract<ImportTableView, { kind: 'table' }>['columns'] {
  return titles.map((title, column) => ({ title, samples: samplesOf(rows, column) }))
}

/** Some rows of the preview, as the page asks for them. */
export function rowsView(
  { from, count, only }: ImportTasks['rows']['input'],
  { kind, table, mapping, planned }: CheckedFile,
): ImportTasks['rows']['output'] {
  const chosen = only === 'all' ? planned : planned.filter(({ document }) => document === null)
  const columns = keyFirst(kind, mapping).slice(0, shownColumns)
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

/** What was read of a file, and what its check found. */
export interface CheckedFile {
  readonly kind: ImportKind
  readonly table: ImportTable | null
  readonly mapping: ImportMapping
  readonly planned: readonly PlannedRow[]
}

/** The key and what is required stand first, in the order of the kind's own fields. */
function keyFirst(kind: ImportKind, columns: ImportMapping): number[] {
  return importFields[kind].flatMap(({ name }) => (columns.includes(name) ? [columns.indexOf(name)] : []))
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

export function totals(rows: readonly PlannedRow[]): Omit<CheckedImport, 'sha256'> {
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
