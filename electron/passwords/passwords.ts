import { Worker } from 'node:worker_threads'
import type { PasswordReply, PasswordTask } from './password-messages.ts'

/** bcrypt away from the main thread, where one comparison would stop the line for 0.3 s. */
export interface Passwords {
  /** @param hash null where there is no such employee: false, after the same work. */
  readonly verify: (password: string, hash: string | null) => Promise<boolean>
  /** `$2b$12$…`, as the platform writes it. Rejects a password over 72 bytes. */
  readonly hash: (password: string) => Promise<string>
  readonly stop: () => Promise<void>
}

interface Waiting {
  readonly task: PasswordTask
  readonly resolve: (value: boolean | string) => void
  readonly reject: (error: Error) => void
  deaths: number
}

/** A task that has seen two workers die is what kills them. */
const deathsAllowed = 2

/**
 * The worker is started at the first password and again when it died; what waited for an answer is asked again.
 * @param workerFile the bundled `password.worker.cjs`.
 */
export function createPasswords(workerFile: string): Passwords {
  const waiting = new Map<number, Waiting>()
  let nextId = 1
  let worker: Worker | null = null

  function start(): Worker {
    const started = new Worker(workerFile)
    started.on('message', (reply: PasswordReply) => {
      const asked = waiting.get(reply.id)
      if (asked === undefined) return
      waiting.delete(reply.id)
      if (reply.ok) asked.resolve(reply.value)
      else asked.reject(new Error(reply.message))
    })
    // 'exit' follows; without a listener the error would end the whole program.
    started.on('error', () => undefined)
    started.on('exit', () => {
      if (worker !== started) return
      worker = null
      askAgain()
    })
    started.unref()
    return started
  }

  function askAgain(): void {
    for (const [id, asked] of waiting) {
      asked.deaths++
      if (asked.deaths < deathsAllowed) continue
      waiting.delete(id)
      asked.reject(new Error('the password worker died'))
    }
    for (const asked of waiting.values()) send(asked.task)
  }

  function send(task: PasswordTask): void {
    worker ??= start()
    worker.postMessage(task)
  }

  function ask(task: PasswordTask): Promise<boolean | string> {
    return new Promise((resolve, reject) => {
      waiting.set(task.id, { task, resolve, reject, deaths: 0 })
      send(task)
    })
  }

  return {
    verify: async (password, hash) => (await ask({ id: nextId++, kind: 'verify', password, hash })) === true,
    hash: async (password) => String(await ask({ id: nextId++, kind: 'hash', password })),
    async stop() {
      const running = worker
      worker = null
      for (const asked of waiting.values()) asked.reject(new Error('stopped'))
      waiting.clear()
      await running?.terminate()
    },
  }
}
