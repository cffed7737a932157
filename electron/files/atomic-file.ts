import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
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

/** The renames themselves become durable; Windows cannot open a folder and needs no such call. */
function syncFolder(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
