import type { ImportTableView } from '../../../shared/contract/import.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { importLimits, importPieceBytes } from '../../../shared/domain/import/import-file.ts'
import type { Result } from '../../../shared/result.ts'
import { call } from '../../api.ts'

/** Gives the bytes of a chosen file through the door, piece by piece, and has them read. */
export async function sendFile(kind: ImportKind, file: File): Promise<Result<ImportTableView>> {
  if (file.size > importLimits.fileBytes) {
    const megabytes = Math.floor(importLimits.fileBytes / 2 ** 20)
    return { ok: true, value: { kind: 'refused', reason: 'too-large', params: { megabytes } } }
  }
  const begun = await call('import.begin', { kind, file: file.name.slice(-255), bytes: file.size })
  if (!begun.ok) return begun
  for (let at = 0; at < file.size; at += importPieceBytes) {
    const bytes = await bytesOf(file.slice(at, at + importPieceBytes))
    // Taken away while it was read: a stick that was pulled out.
    if (bytes === null) return { ok: true, value: { kind: 'refused', reason: 'damaged', params: {} } }
    const sent = await call('import.piece', { bytes })
    if (!sent.ok) return sent
  }
  return call('import.read', { sheet: null })
}

/** The file's SHA-256 as it lies there now, or empty: it was changed since it was chosen, or is gone. */
export async function hashOf(file: File): Promise<string> {
  const bytes = await bytesOf(file)
  if (bytes === null) return ''
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Null where the browser says that the file is not the one that was chosen any more. */
async function bytesOf(file: Blob): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return new Uint8Array(await file.arrayBuffer())
  } catch {
    return null
  }
}
