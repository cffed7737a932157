import { Worker } from 'node:worker_threads'
import { createQuestions } from '../threads/questions.ts'
import type { PasswordQuestion, PasswordReply, PasswordTask } from './password-messages.ts'

/** bcrypt away from the main thread, where one comparison would stop the line for 0.3 s. */
export interface Passwords {
  /** @param hash null where there is no such employee: false, after the same work. */
  readonly verify: (password: string, hash: string | null) => Promise<boolean>
  /** `$2b$12$…`, as the platform writes it. Rejects a password over 72 bytes. */
  readonly hash: (password: string) => Promise<string>
  readonly stop: () => Promise<void>
}

/** A task that has seen two workers die is what kills them. */
const deathsAllowed = 2

/**
 * The worker is started at the first password and again when it died; what waited for an answer is asked again.
 * @param workerFile the bundled `password.worker.cjs`.
 */
export function createPasswords(workerFile: string): Passwords {
  const questions = createQuestions<PasswordQuestion>((id, question) => {
    worker ??= start()
    worker.postMessage({ id, ...question } satisfies PasswordTask)
  })
  let worker: Worker | null = null

  function start(): Worker {
    const started = new Worker(workerFile)
    started.on('message', (reply: PasswordReply) => {
      if (reply.ok) questions.answered(reply.id, reply.value)
      else questions.failed(reply.id, new Error(reply.message))
    })
    // 'exit' follows; without a listener the error would end the whole program.
    started.on('error', () => undefined)
    started.on('exit', () => {
      if (worker !== started) return
      worker = null
      questions.askAgain(deathsAllowed, () => new Error('the password worker died'))
    })
    started.unref()
    return started
  }

  return {
    verify: async (password, hash) => (await questions.ask({ kind: 'verify', password, hash })) === true,
    hash: async (password) => String(await questions.ask({ kind: 'hash', password })),
    async stop() {
      const running = worker
      worker = null
      questions.failAll(new Error('stopped'))
      await running?.terminate()
    },
  }
}
