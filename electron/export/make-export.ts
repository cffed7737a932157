import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { exportedDocuments, withExportClient } from '../db/lists/exported-documents.ts'
import { type ExportMade, type ExportTask, partEnding } from './export-messages.ts'
import { openTableFile } from './table-file.ts'

/** What is gathered before it goes to the disk. */
const bufferBytes = 2 ** 18

/**
 * Makes one export: written under another name, fsynced, renamed. What fails leaves nothing behind. No more of the list
 * is held than one batch: the next is asked for when this one was stored.
 * @throws the file system's or driver's error, or `WorkbookTooLargeError`.
 */
export async function makeExport(task: ExportTask, onProgress: (rows: number) => void): Promise<ExportMade> {
  const part = task.file + partEnding
  try {
    const made = await withExportClient(task.connectionString, async (client) => {
      // For this user alone: customers and people stand in it.
      const handle = await open(part, 'w', 0o600)
      try {
        const output = buffered(handle)
        const table = await openTableFile(task, output.write)
        let rows = 0
        for await (const documents of exportedDocuments(client, task.databaseName, task.filter)) {
          await table.add(documents)
          rows += documents.length
          onProgress(rows)
        }
        const cutCells = await table.end()
        await output.flush()
        await handle.sync()
        return { rows, cutCells }
      } finally {
        await handle.close()
      }
    })
    await rename(part, task.file)
    return made
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error
  }
}

function buffered(handle: FileHandle) {
  let waiting: Uint8Array[] = []
  let size = 0

  async function flush(): Promise<void> {
    const bytes = Buffer.concat(waiting)
    waiting = []
    size = 0
    // A disk may take less than it was given.
    for (let at = 0; at < bytes.length; ) at += (await handle.write(bytes, at)).bytesWritten
  }

  return {
    flush,
    async write(bytes: Uint8Array): Promise<void> {
      waiting.push(bytes)
      size += bytes.length
      if (size >= bufferBytes) await flush()
    },
  }
}
