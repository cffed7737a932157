import type { BackupFailure } from '../../shared/backup.ts'
import { CopyDamagedError } from '../db/copy/copy-damaged.ts'

/** An error of making a copy as the reason that is shown. @param isAway tells the driver's "not reachable". */
export function copyFailure(error: unknown, isAway: (error: unknown) => boolean): BackupFailure {
  if (error instanceof CopyDamagedError) return 'copy-not-whole'
  if (isAway(error)) return 'database-away'
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'disk-full'
    case 'ENOENT':
    case 'ENOTDIR':
    case 'ENODEV':
    case 'ESTALE':
    case 'EHOSTDOWN':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'folder-absent'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'folder-not-writable'
    default:
      return 'copy-failed'
  }
}
