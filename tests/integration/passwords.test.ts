import { writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import bcrypt from 'bcryptjs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPasswords } from '../../electron/passwords/passwords.ts'
import { bundlePasswordWorker } from '../support/bundled-workers.ts'

let worker: Awaited<ReturnType<typeof bundlePasswordWorker>>
beforeAll(async () => {
  worker = await bundlePasswordWorker()
})
afterAll(() => worker.remove())

describe('passwords in the worker', () => {
  it('verifies and hashes, each answer to its own question, while this thread goes on', async () => {
    const passwords = createPasswords(worker.file)
    const right = bcrypt.hashSync('one', 4)
    let turns = 0
    const turning = setInterval(() => turns++, 5)
    const answers = await Promise.all([
      passwords.verify('one', right),
      passwords.verify('two', right),
      passwords.verify('one', null),
      passwords.hash('three'),
      passwords.verify('one', right),
    ])
    clearInterval(turning)
    expect(answers.map((answer) => (typeof answer === 'string' ? answer.slice(0, 7) : answer))).toEqual([
      true,
      false,
      false,
      '$2b$12$',
      true,
    ])
    expect(turns).toBeGreaterThan(5)
    await expect(passwords.hash('x'.repeat(73))).rejects.toThrow('password-too-long')
    await passwords.stop()
    await expect(passwords.verify('one', right)).resolves.toBe(true)
    await passwords.stop()
  })

  it('starts another worker when one died, and gives up on what kills every worker', async () => {
    const fragile = join(dirname(worker.file), 'fragile.cjs')
    const { length } = 'die'
    await writeFile(
      fragile,
      `const { parentPort } = require('node:worker_threads')
      parentPort.on('message', (task) => {
        if (task.password.length === ${length}) process.exit(1)
        parentPort.postMessage({ id: task.id, ok: true, value: true })
      })`,
    )
    const passwords = createPasswords(fragile)
    const dying = passwords.verify('die', null)
    await expect(dying).rejects.toThrow('died')
    await expect(passwords.verify('lives', null)).resolves.toBe(true)
    await passwords.stop()
  })
})
