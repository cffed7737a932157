import { rm } from 'node:fs/promises'
import { Worker } from 'node:worker_threads'
import type { ExportFailure } from '../../shared/exports.ts'
import { type ExportMade, type ExportReply, type ExportTask, partEnding } from './export-messages.ts'

/** Why an export was not made. `message` is for the log and the technician, without secrets. */
export class ExportFailedError extends Error {
  constructor(
    readonly code: ExportFailure,
    detail: string,
  ) {
    super(detail)
    this.name = 'ExportFailedError'
  }
}

/**
 * A list is read batch by batch, so little is needed; what is thrown away is tidied up early instead of late. A batch
 * of the largest documents that the database takes fits all the same.
 */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 }

/**
 * Makes one export in a thread of its own.
 * @param workerFile the bundled `export.worker.cjs`
 * @param signal breaks it off; what was written until then is removed
 * @throws ExportFailedError
 */
export async function runExportThread(
  workerFile: string,
  task: ExportTask,
  signal: AbortSignal,
  onProgress: (rows: number) => void,
): Promise<ExportMade> {
  const worker = new Worker(workerFile, { workerData: task, resourceLimits })
  const end = () => void worker.terminate()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (reply: ExportReply) => {
        if (reply.kind === 'progress') onProgress(reply.rows)
        if (reply.kind === 'done') resolve({ rows: reply.rows, cutCells: reply.cutCells })
        if (reply.kind === 'failed') reject(new ExportFailedError(reply.code, reply.detail))
      })
      worker.on('error', (error) => reject(new ExportFailedError('export-failed', error.message)))
      worker.on('exit', () => reject(new ExportFailedError('export-failed', 'the export was broken off')))
    })
  } finally {
    signal.removeEventListener('abort', end)
    await worker.terminate()
    // A thread that was ended tidies nothing up.
    await rm(task.file + partEnding, { force: true }).catch(() => undefined)
  }
}
