import type { ImportCell, ImportKind } from '../../shared/domain/import/import-cell.ts'
import { shownCell } from '../../shared/domain/import/import-cell.ts'
import { readImei } from '../../shared/domain/import/import-codes.ts'
import { FileRefused, importLimits } from '../../shared/domain/import/import-file.ts'
import { guessMapping } from '../../shared/domain/import/import-headers.ts'
import { readCsv } from './read-csv.ts'
import type { SheetRow } from './sheet-rows.ts'
import { openArchive } from './xlsx-archive.ts'
import { readSheet } from './xlsx-sheet.ts'
import { readDateStyles, readSharedStrings, readWorkbook } from './xlsx-workbook.ts'

/** A file that was read: titles, and the rows below them. */
export interface ImportTable {
  readonly format: 'csv' | 'xlsx'
  readonly titles: readonly string[]
  readonly rows: readonly SheetRow[]
  /** Of a workbook; empty for text. */
  readonly sheets: readonly string[]
  readonly sheet: string
  /** Of text; empty for a workbook. */
  readonly encoding: string
  readonly separator: string
}

/** Banners and blank lines above the titles are passed over this far. */
const titlesWithin = 10

/** @param sheet of a workbook; null takes the first that has a table. @throws FileRefused */
export async function readTable(kind: ImportKind, bytes: Uint8Array, sheet: string | null): Promise<ImportTable> {
  if (bytes.length === 0) throw new FileRefused('empty')
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) throw new FileRefused('old-excel')
  if (startsWith(bytes, [0x50, 0x4b])) return fromWorkbook(kind, bytes, sheet)
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) throw new FileRefused('not-a-table')
  const { rows, encoding, separator } = readCsv(bytes)
  return { format: 'csv', ...titled(kind, rows), sheets: [], sheet: '', encoding, separator }
}

async function fromWorkbook(kind: ImportKind, bytes: Uint8Array, wanted: string | null): Promise<ImportTable> {
  const archive = await openArchive(bytes)
  try {
    const workbook = await readWorkbook(archive)
    const chosen = workbook.sheets.filter(({ name }) => wanted === null || name === wanted)
    if (chosen.length === 0) throw new FileRefused('no-such-sheet', { sheet: shownCell(wanted) })
    const terms = {
      strings: await readSharedStrings(archive, workbook.sharedStrings),
      dateStyles: await readDateStyles(archive, workbook.styles),
      from1904: workbook.from1904,
    }
    const sheets = workbook.sheets.map(({ name }) => name)
    for (const { name, part } of chosen) {
      const table = tableOf(kind, await readSheet(archive, part, terms))
      // A cover sheet: the table is on one behind it.
      if (table !== null) return { format: 'xlsx', ...table, sheets, sheet: name, encoding: '', separator: '' }
    }
    throw new FileRefused('no-rows')
  } finally {
    archive.close()
  }
}

function tableOf(kind: ImportKind, rows: readonly SheetRow[]): ReturnType<typeof titled> | null {
  try {
    return titled(kind, rows)
  } catch (error) {
    if (error instanceof FileRefused && error.reason === 'no-rows') return null
    throw error
  }
}

/** The row with most titles that are known is the one with the titles; else the first. */
function titled(kind: ImportKind, all: readonly SheetRow[]): Pick<ImportTable, 'titles' | 'rows'> {
  const head = all.slice(0, titlesWithin)
  const known = head.map(({ cells }) => guessMapping(kind, titlesOf(cells)).filter((field) => field !== null).length)
  const at = Math.max(0, known.indexOf(Math.max(...known)))
  const titles = head[at]
  if (titles === undefined) throw new FileRefused('no-rows')
  // A unit's number among the titles: the file begins with its first unit.
  if (titles.cells.some((cell) => readImei(cell, 'block').ok)) throw new FileRefused('no-titles')
  const rows = all.slice(at + 1)
  if (rows.length === 0) throw new FileRefused('no-rows')
  if (rows.length > importLimits.rows) throw new FileRefused('too-many-rows', { most: importLimits.rows })
  if (kind === 'employees' && rows.length > importLimits.employees) {
    throw new FileRefused('too-many-rows', { most: importLimits.employees })
  }
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), titles.cells.length)
  return { titles: Array.from({ length: width }, (_, index) => titlesOf(titles.cells)[index] ?? ''), rows }
}

function titlesOf(cells: readonly ImportCell[]): string[] {
  return Array.from(cells, (cell) => shownCell(cell ?? null, 80))
}

function startsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return mark.every((byte, index) => bytes[index] === byte)
}
