import { parentPort } from 'node:worker_threads'
import { assertNever } from '../../shared/assert-never.ts'
import { hashPassword, verifyPassword } from './bcrypt.ts'
import type { PasswordReply, PasswordTask } from './password-messages.ts'

function work(task: PasswordTask): boolean | string {
  switch (task.kind) {
    case 'verify':
      return verifyPassword(task.password, task.hash)
    case 'hash':
      return hashPassword(task.password)
    default:
      return assertNever(task)
  }
}

function reply(task: PasswordTask): PasswordReply {
  try {
    return { id: task.id, ok: true, value: work(task) }
  } catch (error) {
    // Never the task itself: it holds the password.
    return { id: task.id, ok: false, message: error instanceof Error ? error.message : 'password worker failed' }
  }
}

parentPort?.on('message', (task: PasswordTask) => parentPort?.postMessage(reply(task)))
