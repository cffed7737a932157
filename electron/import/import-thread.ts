import { Worker } from 'node:worker_threads'
import { createQuestions } from '../threads/questions.ts'
import type { ImportProgress, ImportReply, ImportTask, ImportTasks, ImportThreadData } from './import-messages.ts'

/** The memory of a thread, MB: a file that needs more ends the thread and not the program. */
const memoryMb = 1500

/** A question of an import was not answered. `message` is for the log; it holds nothing of the file. */
export class ImportThreadFailed extends Error {
  constructor(
    readonly isAway: boolean,
    message: string,
  ) {
    super(message)
    this.name = 'ImportThreadFailed'
  }
}

export interface ImportThread {
  /** @throws ImportThreadFailed */
  readonly ask: <Task extends ImportTask>(
    task: Task,
    input: ImportTasks[Task]['input'],
  ) => Promise<ImportTasks[Task]['output']>
  readonly cancel: () => void
  readonly progress: () => ImportProgress
  /** Ends it where it stands. */
  readonly end: () => Promise<void>
}

/** @param workerFile the bundled `import.worker.cjs` */
export function startImportThread(workerFile: string, data: ImportThreadData): ImportThread {
  const worker = new Worker(workerFile, { workerData: data, resourceLimits: { maxOldGenerationSizeMb: memoryMb } })
  const questions = createQuestions<object>((id, question) => worker.postMessage({ id, ...question }))
  let progress: ImportProgress = { phase: 'idle', done: 0, total: 0 }
  let ended: ImportThreadFailed | null = null

  function fail(message: string): void {
    ended ??= new ImportThreadFailed(false, message)
    questions.failAll(ended)
  }

  worker.on('message', (reply: ImportReply) => {
    if (reply.kind === 'progress') progress = reply.progress
    else if (reply.kind === 'answer') questions.answered(reply.id, reply.value)
    else questions.failed(reply.id, new ImportThreadFailed(reply.isAway, reply.message))
  })
  worker.on('error', (error) => fail(error.name))
  worker.on('exit', () => fail('the thread ended'))
  worker.unref()

  return {
    // The task decides what its answer is.
    ask: <Task extends ImportTask>(task: Task, input: ImportTasks[Task]['input']) =>
      (ended === null ? questions.ask({ task, input }) : Promise.reject(ended)) as Promise<ImportTasks[Task]['output']>,
    cancel: () => worker.postMessage({ id: 0, task: 'cancel' }),
    progress: () => progress,
    async end() {
      fail('ended')
      await worker.terminate()
    },
  }
}
