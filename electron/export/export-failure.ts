import type { ExportFailure } from '../../shared/exports.ts'
import { copyFailure } from '../backup/copy-failure.ts'
import { WorkbookTooLargeError } from './xlsx-writer.ts'

/** An error of making an export as the reason that is shown. @param isAway tells the driver's "not reachable". */
export function exportFailure(error: unknown, isAway: (error: unknown) => boolean): ExportFailure {
  if (error instanceof WorkbookTooLargeError) return 'too-large'
  // A file of that name where the folder belongs.
  if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return 'folder-absent'
  const code = copyFailure(error, isAway)
  switch (code) {
    case 'database-away':
    case 'disk-full':
    case 'folder-absent':
    case 'folder-not-writable':
      return code
    default:
      return 'export-failed'
  }
}
