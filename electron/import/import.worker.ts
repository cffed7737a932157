import { parentPort, workerData } from 'node:worker_threads'
import { isAway } from '../db/connection/transaction.ts'
import type { ImportQuestion, ImportReply, ImportThreadData } from './import-messages.ts'
import { createImportWork } from './import-work.ts'

/** One import, away from the thread that answers the scanner: the file, what it would do, and the writing of it. */
const tell = (reply: ImportReply) => parentPort?.postMessage(reply)
let toldAt = 0

const work = createImportWork(workerData as ImportThreadData, (progress) => {
  if (Date.now() - toldAt < 100 && progress.done > 0 && progress.done < progress.total) return
  toldAt = Date.now()
  tell({ kind: 'progress', progress })
}) // given by electron/import/import-thread.ts alone

parentPort?.on('message', (question: ImportQuestion) => {
  if (question.task === 'cancel') {
    work.cancel()
    return
  }
  const { id } = question
  work.answer(question).then(
    (value) => tell({ kind: 'answer', id, value }),
    // Never what was in the file: a message may hold a value of it, so only its kind and place are told.
    (error: unknown) => tell({ kind: 'failed', id, isAway: isAway(error), message: describe(error) }),
  )
})

function describe(error: unknown): string {
  if (!(error instanceof Error)) return 'not an error'
  const { code } = error as Error & { readonly code?: unknown } // what the driver's errors carry
  return [
    error.name,
    code,
    (error.stack ?? '')
      .split('\n')
      .filter((line) => line.startsWith('    at '))
      .join('\n'),
  ].join(' ')
}
