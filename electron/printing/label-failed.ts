import type { LabelTroubleReason } from '../../shared/label-printing.ts'

/** A label that was not printed, with the reason that is told. */
export class LabelFailedError extends Error {
  readonly why: LabelTroubleReason

  constructor(why: LabelTroubleReason, detail: string) {
    super(detail)
    this.name = 'LabelFailedError'
    this.why = why
  }
}

/** An error of printing a label as the reason that is told. */
export function labelFailure(error: unknown): LabelTroubleReason {
  if (error instanceof LabelFailedError) return error.why
  switch (error instanceof Error && 'code' in error ? error.code : undefined) {
    case 'ETIMEDOUT':
      return 'time-out'
    case 'ENOSPC':
    case 'EDQUOT':
    case 'EFBIG':
      return 'disk-full'
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
    // A file where the folder belongs.
    case 'EEXIST':
    case 'ENOTDIR':
      return 'folder-not-writable'
    default:
      return 'label-failed'
  }
}
