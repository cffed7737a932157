import { parentPort, workerData } from 'node:worker_threads'
import { isAway } from '../db/connection/transaction.ts'
import { exportFailure } from './export-failure.ts'
import type { ExportReply, ExportTask } from './export-messages.ts'
import { makeExport } from './make-export.ts'

/** One export, away from the thread that answers the scanner. */
const task = workerData as ExportTask // given by electron/export/export-thread.ts alone
const tell = (reply: ExportReply) => parentPort?.postMessage(reply)
let toldAt = 0

makeExport(task, (rows) => {
  if (Date.now() - toldAt < 250) return
  toldAt = Date.now()
  tell({ kind: 'progress', rows })
}).then(
  (made) => tell({ kind: 'done', ...made }),
  (error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error)
    tell({ kind: 'failed', code: exportFailure(error, isAway), detail })
  },
)
