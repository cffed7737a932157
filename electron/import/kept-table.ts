import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { byteOrderMark, csvText } from '../export/csv-text.ts'
import { fileStamp } from '../export/file-stamp.ts'

/**
 * Writes a table as CSV into the exports' folder, readable by its owner alone.
 * @param folder the data folder
 * @returns where it lies
 */
export async function keepTable(
  folder: string,
  name: string,
  rows: readonly (readonly string[])[],
  now: number,
): Promise<string> {
  const exports = join(folder, 'exports')
  await mkdir(exports, { recursive: true, mode: 0o700 })
  const file = join(exports, `${name}-${fileStamp(new Date(now))}.csv`)
  await writeFile(file, byteOrderMark + csvText(rows, ';'), { mode: 0o600 })
  return file
}
