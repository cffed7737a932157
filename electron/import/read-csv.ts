import { CsvError, parse } from 'csv-parse/sync'
import { FileRefused, importLimits } from '../../shared/domain/import/import-file.ts'
import { decodeText, type TextEncoding } from './decode-text.ts'
import type { SheetRow } from './sheet-rows.ts'

const separators = [';', ',', '\t', '|'] as const
export type Separator = (typeof separators)[number]

export interface ReadCsv {
  readonly rows: readonly SheetRow[]
  readonly encoding: TextEncoding
  readonly separator: Separator
}

/** Text in columns. @throws FileRefused */
export function readCsv(bytes: Uint8Array): ReadCsv {
  const decoded = decodeText(bytes)
  const { text, declared } = withoutDeclaration(decoded.text)
  const separator = declared ?? guessSeparator(text)
  const records = parseRecords(text, separator, importLimits.rows + 100)
  const rows: SheetRow[] = []
  let cells = 0
  for (const [index, record] of records.entries()) {
    if (record.every((cell) => cell.trim() === '')) continue
    if (record.length > importLimits.columns) {
      throw new FileRefused('too-many-columns', { most: importLimits.columns, row: index + 1 })
    }
    cells += record.length
    if (cells > importLimits.cells) throw new FileRefused('too-large', { megabytes: megabytes() })
    rows.push({ row: index + 1, cells: record })
  }
  return { rows, encoding: decoded.encoding, separator }
}

function parseRecords(text: string, delimiter: string, to: number): string[][] {
  try {
    return parse(text, {
      delimiter,
      to,
      bom: true,
      relax_column_count: true,
      // A quote inside an unquoted cell (an inch sign) is that sign.
      relax_quotes: true,
      skip_empty_lines: false,
      // A quote that is never closed would swallow the rest of the file.
      max_record_size: 200_000,
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // The package's own fields of the error are untyped.
    const { lines } = error as CsvError & { readonly lines?: unknown }
    throw new FileRefused('csv-broken', { row: typeof lines === 'number' ? lines : 0 })
  }
}

/** Excel's own first line `sep=;`, which it does not show. */
function withoutDeclaration(text: string): { readonly text: string; readonly declared: Separator | null } {
  const found = /^\ufeff?sep=([;,|\t])\r?\n/i.exec(text)
  if (found === null) return { text, declared: null }
  const declared = separators.find((one) => one === found[1]) ?? null
  return { text: text.slice(found[0].length), declared }
}

/**
 * The one by which the first lines have most columns, and as many in each: a comma inside amounts or names makes
 * columns of different number. Where nothing separates, a semicolon: one column either way.
 */
function guessSeparator(text: string): Separator {
  const head = text.slice(0, 100_000)
  let best: { separator: Separator; columns: number } = { separator: ';', columns: 1 }
  for (const separator of separators) {
    const columns = columnsBy(head, separator)
    if (columns > best.columns) best = { separator, columns }
  }
  return best.separator
}

function columnsBy(head: string, separator: Separator): number {
  let records: string[][]
  try {
    records = parseRecords(head, separator, 20).filter((record) => record.some((cell) => cell.trim() !== ''))
  } catch {
    return 0
  }
  // The last one may be cut.
  const whole = records.length > 2 ? records.slice(0, -1) : records
  const widths = whole.map((record) => record.length)
  const titles = widths[0] ?? 0
  const same = widths.filter((width) => width === titles).length
  return titles > 1 ? (titles * same) / widths.length : 1
}

function megabytes(): number {
  return Math.floor(importLimits.fileBytes / 2 ** 20)
}
