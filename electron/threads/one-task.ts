import { type ResourceLimits, Worker } from 'node:worker_threads'

interface ThreadTask<Reply, Made> {
  /** The bundled worker. */
  readonly workerFile: string
  readonly task: unknown
  readonly resourceLimits?: ResourceLimits
  /** Ends the thread where it stands; it tidies nothing up. */
  readonly signal: AbortSignal
  /** What a reply of the thread means; null where it is not its last. May throw. */
  readonly read: (reply: Reply) => Made | null
  /** The thread died (`why`) or was ended. */
  readonly broken: (why: string | null) => Error
}

/** One task in a thread of its own, which ends with it. */
export async function runInThread<Reply, Made>(parts: ThreadTask<Reply, Made>): Promise<Made> {
  const { workerFile, task, resourceLimits, signal, read, broken } = parts
  const worker = new Worker(workerFile, { workerData: task, ...(resourceLimits && { resourceLimits }) })
  const end = () => void worker.terminate()
  signal.addEventListener('abort', end, { once: true })
  if (signal.aborted) end()
  try {
    return await new Promise((resolve, reject) => {
      worker.on('message', (reply: Reply) => {
        try {
          const made = read(reply)
          if (made !== null) resolve(made)
        } catch (error) {
          reject(error)
        }
      })
      worker.on('error', (error) => reject(broken(error.message)))
      worker.on('exit', () => reject(broken(null)))
    })
  } finally {
    signal.removeEventListener('abort', end)
    await worker.terminate()
  }
}
