import { Worker } from 'node:worker_threads'
import type { BackupFailure } from '../../shared/backup.ts'
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
export async function runCopyThread(
  workerFile: string,
  task: BackupTask,
  signal: AbortSignal,
): Promise<{ readonly documents: number; readonly bytes: number }> {
  const worker = new Worker(workerFile, { workerData: task })
  const end = () => void worker.terminate()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (reply: BackupReply) => {
        if (reply.kind === 'done') resolve({ documents: reply.documents, bytes: reply.bytes })
        if (reply.kind === 'failed') reject(new CopyFailedError(reply.code, reply.detail))
      })
      worker.on('error', (error) => reject(new CopyFailedError('copy-failed', error.message)))
      worker.on('exit', () => reject(new CopyFailedError('copy-failed', 'the copy was broken off')))
    })
  } finally {
    signal.removeEventListener('abort', end)
    await worker.terminate()
  }
}
