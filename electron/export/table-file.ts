import { assertNever } from '../../shared/assert-never.ts'
import { extendedJson } from '../db/lists/exported-documents.ts'
import { listSources } from '../db/lists/list-queries.ts'
import { byteOrderMark, csvText } from './csv-text.ts'
import { cellOf, exportColumns } from './export-columns.ts'
import type { ExportTask } from './export-messages.ts'
import { createXlsxWriter } from './xlsx-writer.ts'

type Documents = readonly Readonly<Record<string, unknown>>[]

/** One file of documents, of whichever form. */
export interface TableFile {
  readonly add: (documents: Documents) => Promise<void>
  /** @returns how many cells were cut. */
  readonly end: () => Promise<number>
}

/** @param write stores what is next, and resolves when there is room for more. */
export async function openTableFile(
  { filter, format, separator }: Pick<ExportTask, 'filter' | 'format' | 'separator'>,
  write: (bytes: Uint8Array) => Promise<void>,
): Promise<TableFile> {
  const text = (content: string) => write(Buffer.from(content, 'utf8'))
  const columns = exportColumns(listSources[filter.list].schema)
  const names = columns.map(({ name }) => name)
  const cells = (documents: Documents) => documents.map((document) => columns.map((column) => cellOf(document, column)))
  switch (format) {
    case 'csv':
      await text(byteOrderMark + csvText([names], separator))
      return { add: (documents) => text(csvText(cells(documents), separator)), end: async () => 0 }
    case 'xlsx': {
      const workbook = createXlsxWriter({ title: filter.list, columns: names, write })
      return { add: (documents) => workbook.add(cells(documents)), end: workbook.end }
    }
    case 'json':
      return jsonFile(text)
    default:
      return assertNever(format)
  }
}

/** One array, a document a line: read whole by any program, and line by line by those that can. */
async function jsonFile(text: (content: string) => Promise<void>): Promise<TableFile> {
  let isFirst = true
  await text('[')
  return {
    async add(documents) {
      const lines = documents.map((document) => `\n${extendedJson(document)}`).join(',')
      await text(isFirst ? lines : `,${lines}`)
      isFirst = false
    },
    async end() {
      await text('\n]\n')
      return 0
    },
  }
}
