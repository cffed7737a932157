import { parentPort, workerData } from 'node:worker_threads'
import { isAway } from '../db/connection/transaction.ts'
import type { BackupReply, BackupTask } from './backup-messages.ts'
import { copyFailure } from './copy-failure.ts'
import { makeCopy } from './make-copy.ts'

/** One copy, away from the thread that answers the scanner. */
const task = workerData as BackupTask // given by electron/backup/copy-thread.ts alone
const tell = (reply: BackupReply) => parentPort?.postMessage(reply)
let toldAt = 0

makeCopy(task, (documents) => {
  if (Date.now() - toldAt < 500) return
  toldAt = Date.now()
  tell({ kind: 'progress', documents })
}).then(
  (made) => tell({ kind: 'done', ...made }),
  (error: unknown) => {
    const detail = error instanceof Error ? error.message : String(error)
    tell({ kind: 'failed', code: copyFailure(error, isAway), detail })
  },
)
