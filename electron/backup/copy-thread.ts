import type { BackupFailure } from '../../shared/backup.ts'
import { runInThread } from '../threads/one-task.ts'
import type { BackupReply, BackupTask } from './backup-messages.ts'

/** Why a copy was not made. `message` is for the log and the technician, without secrets. */
export class CopyFailedError extends Error {
  constructor(
    readonly code: BackupFailure,
    detail: string,
  ) {
    super(detail)
    this.name = 'CopyFailedError'
  }
}

/**
 * Makes one copy in a thread of its own.
 * @param workerFile the bundled `backup.worker.cjs`
 * @throws CopyFailedError
 */
export function runCopyThread(
  workerFile: string,
  task: BackupTask,
  signal: AbortSignal,
): Promise<{ readonly documents: number; readonly bytes: number }> {
  return runInThread({
    workerFile,
    task,
    signal,
    read(reply: BackupReply) {
      if (reply.kind === 'failed') throw new CopyFailedError(reply.code, reply.detail)
      return reply.kind === 'done' ? { documents: reply.documents, bytes: reply.bytes } : null
    },
    broken: (why) => new CopyFailedError('copy-failed', why ?? 'the copy was broken off'),
  })
}
