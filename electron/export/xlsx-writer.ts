import { Zip, ZipDeflate } from 'fflate'
import type { Cell } from './export-columns.ts'
import { columnLetters, rowXml } from './xlsx-cells.ts'
import { sheetBegin, sheetEnd, sheetFile, workbookParts } from './xlsx-parts.ts'

/** Rows of a sheet, its head row among them: what a spreadsheet holds. */
export const sheetRows = 1_048_576
/** Bytes of a sheet's XML and of the whole file: sizes beyond 4 GiB need a form of zip that the library does not write. */
const sheetBytes = 3 * 2 ** 30
const fileBytes = 3.9 * 2 ** 30

/** The workbook would be larger than its form allows: the other formats have no such end. */
export class WorkbookTooLargeError extends Error {
  constructor() {
    super('the workbook would be larger than 4 GB')
    this.name = 'WorkbookTooLargeError'
  }
}

export interface XlsxOptions {
  /** Of the sheets; further ones are numbered. */
  readonly title: string
  readonly columns: readonly string[]
  /** Is given what is ready to be stored, in order. */
  readonly write: (bytes: Uint8Array) => Promise<void>
  /** For tests: smaller sheets. */
  readonly rowsOfSheet?: number
}

/**
 * Writes a workbook row by row, holding no more of it than one batch: sheets first, then what names them. Nothing goes
 * on before what is ready was stored.
 */
export function createXlsxWriter({ title, columns, write, rowsOfSheet = sheetRows }: XlsxOptions) {
  const letters = columns.map((_, index) => columnLetters(index))
  const ready: Uint8Array[] = []
  let failure: Error | null = null
  let stored = 0
  let sheets = 0
  let cutCells = 0
  let sheet: { readonly file: ZipDeflate; rows: number; bytes: number } | null = null
  const zip = new Zip((error, bytes) => {
    if (error !== null) failure = error
    else ready.push(bytes)
  })

  async function flush(): Promise<void> {
    if (failure !== null) throw failure
    for (const bytes of ready.splice(0)) {
      stored += bytes.length
      if (stored > fileBytes) throw new WorkbookTooLargeError()
      await write(bytes)
    }
  }

  function part(name: string): ZipDeflate {
    // The least effort: what is stored is mostly tags, which already shrink to a tenth.
    const file = new ZipDeflate(name, { level: 1 })
    zip.add(file)
    return file
  }

  function push(xml: string): void {
    if (sheet === null) return
    const bytes = Buffer.from(xml, 'utf8')
    sheet.bytes += bytes.length
    sheet.file.push(bytes)
  }

  function beginSheet(): void {
    sheets++
    sheet = { file: part(sheetFile(sheets)), rows: 1, bytes: 0 }
    push(sheetBegin(columns.length) + rowXml(1, columns, letters, true).xml)
  }

  function endSheet(): void {
    sheet?.file.push(Buffer.from(sheetEnd, 'utf8'), true)
    sheet = null
  }

  return {
    async add(rows: readonly (readonly Cell[])[]): Promise<void> {
      let xml = ''
      for (const cells of rows) {
        if (sheet !== null && (sheet.rows >= rowsOfSheet || sheet.bytes > sheetBytes)) {
          push(xml)
          xml = ''
          endSheet()
        }
        if (sheet === null) beginSheet()
        const open = sheet as unknown as { rows: number } // begun above; the compiler does not look into functions
        open.rows++
        const row = rowXml(open.rows, cells, letters)
        cutCells += row.cut
        xml += row.xml
      }
      push(xml)
      await flush()
    },
    /** @returns how many cells were cut. */
    async end(): Promise<number> {
      if (sheets === 0) beginSheet()
      endSheet()
      for (const [name, xml] of workbookParts(title, sheets)) part(name).push(Buffer.from(xml, 'utf8'), true)
      zip.end()
      await flush()
      return cutCells
    },
  }
}
