import type { BackupFailure } from '../../shared/backup.ts'
import type { CopyHeader } from '../db/copy/copy-sections.ts'

/** What the worker that makes one copy is given. Holds the secret: it goes to a thread of this process, nowhere else. */
export interface BackupTask {
  readonly connectionString: string
  /** Where the copy belongs; written as `<file>.part` until it was read back. */
  readonly file: string
  readonly header: Omit<CopyHeader, 'server'>
  readonly pace: number
}

export type BackupReply =
  | { readonly kind: 'progress'; readonly documents: number }
  | { readonly kind: 'done'; readonly documents: number; readonly bytes: number }
  | { readonly kind: 'failed'; readonly code: BackupFailure; readonly detail: string }
