import { open, rename, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { partEnding } from '../../shared/domain/copy-name.ts'
import { checkCopy } from '../db/copy/check-copy.ts'
import { writeContainer } from '../db/copy/container.ts'
import { countDocuments } from '../db/copy/copied-documents.ts'
import { SnapshotLostError, snapshotSections, withCopyClient } from '../db/copy/snapshot.ts'
import type { BackupTask } from './backup-messages.ts'

const tries = 3

/**
 * Makes one copy: written under another name, fsynced, read back whole, renamed. What fails leaves nothing behind.
 * @throws the file system's or driver's error, or `CopyDamagedError` when what was written does not come back.
 */
export async function makeCopy(
  task: BackupTask,
  onProgress: (documents: number) => void,
): Promise<{ readonly documents: number; readonly bytes: number }> {
  const part = task.file + partEnding
  try {
    await withCopyClient(task.connectionString, async (client) => {
      for (let attempt = 1; ; attempt++) {
        await rm(part, { force: true })
        try {
          // The longer a copy takes the sooner the server forgets its moment: what is tried again does not pause.
          const pace = attempt === 1 ? task.pace : 0
          await writeContainer(part, snapshotSections(client, { header: task.header, pace, onProgress }))
          return
        } catch (error) {
          if (!(error instanceof SnapshotLostError) || attempt === tries) throw error
          await sleep(1000 * attempt)
        }
      }
    })
    const { end } = await checkCopy(part, countDocuments)
    const { size } = await stat(part)
    await rename(part, task.file)
    await syncFolder(dirname(task.file))
    return { documents: end.documents, bytes: size }
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw error
  }
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder, and some network shares cannot sync one: the file itself is safe already.
  const folder = await open(path, 'r').catch(() => null)
  await folder?.sync().catch(() => undefined)
  await folder?.close()
}
