import { spawn, spawnSync } from 'node:child_process'
import { SetUpError } from './progress.mjs'

/**
 * Runs a program with its output on our stderr and waits for its end.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<number>} its exit code; 127 where it could not be started, 128 when a signal ended it
 */
export function run(program, args, options = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { stdio: ['ignore', 2, 2], ...options })
    endsWithUs(child)
    child.once('error', () => resolve(127))
    child.once('close', (code) => resolve(code ?? 128))
  })
}

/**
 * Runs a program that the set-up cannot do without.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @throws {SetUpError} when it fails
 */
export async function runOrFail(program, args, options) {
  const code = await run(program, args, options)
  if (code !== 0) throw new SetUpError(`«${[program, ...args].join(' ')}» failed (exit code ${code}).`)
}

/**
 * What a program prints, or undefined where it is missing or fails.
 * @param {string} program
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 */
export function outputOf(program, args, options = {}) {
  const result = spawnSync(program, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  return result.status === 0 ? result.stdout.trim() : undefined
}

/**
 * Lets nothing we started outlive us, however we end (save SIGKILL).
 * @param {import('node:child_process').ChildProcess} child
 */
export function endsWithUs(child) {
  const end = () => child.kill()
  process.once('exit', end)
  child.once('exit', () => process.off('exit', end))
}

/** Ends this process in order at a signal, so that `endsWithUs` holds. For commands that do not pass signals on themselves. */
export function endInOrderAtSignals() {
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.once(signal, () => process.exit(128 + (signal === 'SIGINT' ? 2 : 15)))
}
