import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { type CheckedCopy, checkCopy } from '../db/copy/check-copy.ts'
import { countDocuments } from '../db/copy/copied-documents.ts'
import { compareWithCopy, loadingVisitor, noteRestore, type RestoreBy } from '../db/copy/load-copy.ts'
import { withCopyClient } from '../db/copy/snapshot.ts'
import { finishSwap, newestBefore, restoringFolder, swapData } from '../mongod/data-swap.ts'
import { holdFolder } from '../mongod/held-folder.ts'
import { withEmbeddedServer } from '../mongod/short-life.ts'
import { serverFolder } from '../mongod/state-file.ts'
import { forgetDatabase } from './forget-database.ts'

export interface RestoreParts {
  readonly dataFolder: string
  readonly file: string
  /** mongod. */
  readonly executable: string
  readonly onStep: (step: RestoreStep) => void
  /** Who restores, for the event that it leaves. */
  readonly by: RestoreBy
}

export type RestoreStep = 'checking' | 'loading' | 'comparing' | 'swapping'

export interface Restored {
  readonly copy: CheckedCopy
  /** Where the data that were replaced stand now. */
  readonly before: string
}

/**
 * Puts a copy in the place of the embedded database. The copy is read whole, loaded into a new server beside, read back
 * from there and compared; only then the folders are swapped, and the old one stays. Killed at any moment, there is the
 * old database or the new one.
 * @throws CopyDamagedError, EmbeddedServerError (`folder-in-use` while the program runs), the file system's errors
 */
export async function restoreCopy(parts: RestoreParts): Promise<Restored> {
  const { dataFolder, file, onStep } = parts
  const root = join(dataFolder, 'mongod')
  const folder = serverFolder(root)
  onStep('checking')
  const copy = await checkCopy(file, countDocuments)
  const lock = await holdFolder(root)
  try {
    await finishSwap(folder)
    const restoring = join(root, restoringFolder)
    await clear(restoring)
    await load(parts, restoring, copy)
    onStep('swapping')
    await forgetDatabase(dataFolder)
    const before = await swapData(folder, join(restoringFolder, 'data'), Date.now())
    await rm(restoring, { recursive: true, force: true })
    return { copy, before: join(root, before) }
  } finally {
    await lock.release()
  }
}

/** Puts back the data that the last restore replaced. @returns where those of the restore stand now; null for none. */
export async function takeBackRestore(dataFolder: string): Promise<string | null> {
  const root = join(dataFolder, 'mongod')
  const folder = serverFolder(root)
  const lock = await holdFolder(root)
  try {
    await finishSwap(folder)
    const before = await newestBefore(folder)
    if (before === null) return null
    await forgetDatabase(dataFolder)
    return join(root, await swapData(folder, before, Date.now()))
  } finally {
    await lock.release()
  }
}

/** What an earlier restore left when it was killed; its server, too. */
async function clear(restoring: string): Promise<void> {
  const lock = await holdFolder(restoring)
  await lock.release()
  await rm(restoring, { recursive: true, force: true })
}

async function load({ file, executable, by, onStep }: RestoreParts, restoring: string, copy: CheckedCopy) {
  // In order: all of it is on the disk when this is over.
  await withEmbeddedServer({ folder: restoring, executable }, (connectionString) =>
    withCopyClient(connectionString, async (client) => {
      onStep('loading')
      await checkCopy(file, countDocuments, loadingVisitor(client))
      onStep('comparing')
      await compareWithCopy(client, copy)
      await noteRestore(client, copy.header, by)
    }),
  )
}
