/** One cell as a file gives it: text, Excel's number, its yes/no, its date (the wall clock written as UTC), or empty. */
export type ImportCell = string | number | boolean | Date | null

/** What is imported. */
export const importKinds = ['devices', 'customers', 'orders', 'employees'] as const
export type ImportKind = (typeof importKinds)[number]

/** For comparing what people typed: without accents, case, signs and what stands in brackets. */
export function plainWords(text: string): string {
  return text
    .replace(/\([^)]*\)|\[[^\]]*\]/g, ' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
}

/** The cell as a person reads it, cut. For messages and previews, never for storing. */
export function shownCell(cell: ImportCell, longest = 60): string {
  const text = cell instanceof Date ? shownDate(cell) : cell === null ? '' : String(cell)
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

function shownDate(date: Date): string {
  return Number.isNaN(date.getTime())
    ? '?'
    : date
        .toISOString()
        .replace('T', ' ')
        .replace(/(:00)?\.\d+Z$/, '')
}

export function isEmptyCell(cell: ImportCell): boolean {
  return cell === null || (typeof cell === 'string' && cell.trim() === '')
}
