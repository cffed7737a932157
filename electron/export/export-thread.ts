import { rm } from 'node:fs/promises'
import type { ExportFailure } from '../../shared/exports.ts'
import { runInThread } from '../threads/one-task.ts'
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
  try {
    return await runInThread({
      workerFile,
      task,
      resourceLimits,
      signal,
      read(reply: ExportReply) {
        if (reply.kind === 'failed') throw new ExportFailedError(reply.code, reply.detail)
        if (reply.kind === 'done') return { rows: reply.rows, cutCells: reply.cutCells }
        onProgress(reply.rows)
        return null
      },
      broken: (why) => new ExportFailedError('export-failed', why ?? 'the export was broken off'),
    })
  } finally {
    // A thread that was ended tidies nothing up.
    await rm(task.file + partEnding, { force: true }).catch(() => undefined)
  }
}
