import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { type FileHandle, open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'

/**
 * Replaces a small file so that a power cut leaves the old one or the new one, never half of either; the one before
 * stays as `.bak`, except where it holds a secret. For this user alone.
 * @throws the file system's error; then the old file is still there.
 */
export function writeAtomically(file: string, content: string | Buffer, keepBefore: boolean): void {
  mkdirSync(dirname(file), { recursive: true })
  writeSynced(`${file}.tmp`, content)
  const before = keepBefore ? readIfThere(file) : null
  if (before !== null) {
    writeSynced(`${file}.bak.tmp`, before)
    renameSync(`${file}.bak.tmp`, `${file}.bak`)
  }
  renameSync(`${file}.tmp`, file)
  syncFolder(dirname(file))
}

export function readIfThere(file: string): Buffer | null {
  try {
    return readFileSync(file)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}

function writeSynced(file: string, content: string | Buffer): void {
  const handle = openSync(file, 'w', 0o600)
  try {
    writeFileSync(handle, content)
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/** The renames themselves become durable. Windows cannot open a folder; NTFS journals the rename itself. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

/**
 * The same for what is written while units are scanned: the main process goes on while the disk works. No `.bak`.
 * @throws the file system's error; then the old file is still there.
 */
export async function writeAtomicallyBeside(file: string, content: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  try {
    await writeDurably(temporary, content)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
  if (process.platform !== 'win32') await withOpened(dirname(file), 'r', (folder) => folder.sync())
}

/** Creates or truncates, writes and fsyncs; for this user alone. */
export async function writeDurably(file: string, content: string): Promise<void> {
  await withOpened(file, 'w', async (opened) => {
    await opened.writeFile(content)
    await opened.sync()
  })
}

async function withOpened(path: string, flags: 'r' | 'w', work: (opened: FileHandle) => Promise<void>): Promise<void> {
  const opened = await open(path, flags, 0o600)
  try {
    await work(opened)
  } finally {
    await opened.close()
  }
}
