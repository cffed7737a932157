import type { ImportCell } from '../../shared/domain/import/import-cell.ts'
import { FileRefused, importLimits } from '../../shared/domain/import/import-file.ts'
import type { SheetRow } from './sheet-rows.ts'
import type { XlsxArchive } from './xlsx-archive.ts'
import { readXml } from './xlsx-xml.ts'

export interface SheetTerms {
  readonly strings: readonly string[]
  readonly dateStyles: readonly boolean[]
  readonly from1904: boolean
}

const dayMs = 86_400_000
const epoch1900 = Date.UTC(1899, 11, 30)
const epoch1904 = Date.UTC(1904, 0, 1)

/** The rows of a sheet that have something in them. @throws FileRefused */
export async function readSheet(archive: XlsxArchive, part: string, terms: SheetTerms): Promise<SheetRow[]> {
  const rows: SheetRow[] = []
  let cells: ImportCell[] = []
  let count = 0
  let row = 0
  let column = -1
  let type = ''
  let style = 0
  let value: string[] = []
  let takes = false

  await readXml(archive, part, {
    open(name, attributes) {
      if (name === 'row') {
        const given = Number(attributes['r'] ?? row + 1)
        row = Number.isInteger(given) && given > 0 ? given : row + 1
        column = -1
        cells = []
      } else if (name === 'c') {
        const given = attributes['r']
        column = given === undefined ? column + 1 : columnOf(given)
        type = attributes['t'] ?? 'n'
        style = Number(attributes['s'] ?? 0)
        value = []
      }
      takes = name === 'v' || name === 't'
    },
    text(text) {
      if (takes) value.push(text)
    },
    close(name) {
      takes = false
      if (name === 'c') {
        const cell = cellOf(type, style, value.join(''), terms)
        if (cell === null || cell === '') return
        if (column >= importLimits.columns)
          throw new FileRefused('too-many-columns', { most: importLimits.columns, row })
        while (cells.length < column) cells.push(null)
        cells[column] = cell
        count++
        if (count > importLimits.cells) throw new FileRefused('too-many-rows', { most: importLimits.rows })
      } else if (name === 'row' && cells.length > 0) {
        if (rows.length > importLimits.rows + 100) throw new FileRefused('too-many-rows', { most: importLimits.rows })
        rows.push({ row, cells })
      }
    },
  })
  return rows
}

/** `BC12` → 54, counted from 0. */
function columnOf(reference: string): number {
  let column = 0
  for (const letter of reference) {
    const value = letter.charCodeAt(0) - 64
    if (value < 1 || value > 26) break
    column = column * 26 + value
    // Farther than any sheet: whatever comes is refused as too many columns.
    if (column > 100_000) break
  }
  return column - 1
}

function cellOf(type: string, style: number, value: string, { strings, dateStyles, from1904 }: SheetTerms): ImportCell {
  if (value === '') return null
  switch (type) {
    case 's':
      return strings[Number(value)] ?? null
    case 'str':
    case 'inlineStr':
      return value
    case 'b':
      return value.trim() === '1' || value.trim() === 'true'
    case 'e':
      // What a broken formula shows (#N/A): no value of anything, and read as what it is.
      return value
    case 'd': {
      const date = new Date(/[zZ]$/.test(value) ? value : `${value}Z`)
      return Number.isNaN(date.getTime()) ? value : date
    }
    default: {
      const number = Number(value)
      if (!Number.isFinite(number)) return value
      if (dateStyles[style] !== true) return number
      const seconds = Math.round(number * 86_400) * 1000
      return new Date((from1904 ? epoch1904 : epoch1900) + (Number.isFinite(seconds) ? seconds : dayMs))
    }
  }
}
