import { stringify } from 'csv-stringify/sync'
import type { CsvSeparator } from '../../shared/exports.ts'
import type { Cell } from './export-columns.ts'

/** So that Excel reads UTF-8. */
export const byteOrderMark = '\ufeff'

/**
 * Rows as RFC 4180 says, and safe to open in a spreadsheet (OWASP "CSV Injection", ASVS 1.2.10): a text that a
 * spreadsheet would take for a formula begins with an apostrophe. Numbers are numbers. Quoted is also what holds
 * another separator, because the file may be opened by a program that expects that one.
 */
export function csvText(rows: readonly (readonly Cell[])[], separator: CsvSeparator): string {
  return stringify(rows as Cell[][], {
    delimiter: separator,
    record_delimiter: '\r\n',
    escape_formulas: true,
    quoted_match: /[,;\t"\r\n]/,
    cast: {
      boolean: (value) => (value ? 'true' : 'false'),
      date: (value) => value.toISOString(),
      string: guarded,
    },
  })
}

/** The library knows `= + - @`, tabulator and carriage return, but not these two, which programs skip before a formula. */
function guarded(value: string): string {
  return value.startsWith('\0') || value.startsWith('\n') ? `'${value}` : value
}
