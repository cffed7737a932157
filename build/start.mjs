import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { sandboxArguments } from './chromium-sandbox.mjs'
import { hasDisplay } from './display.mjs'
import { keepElectronsWords, logFolder, shownPath, tailOf } from './message-log.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { root } from './paths.mjs'
import { runCommand, SetUpError, say } from './progress.mjs'
import { ensureElectron, ensureMongod } from './runtime.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/** @typedef {{ code: number | null, signal: NodeJS.Signals | null }} Exit */

const electronLog = join(logFolder, 'electron.log')
/** By Ctrl+C, the system or another program: no failure. */
/** @type {ReadonlySet<NodeJS.Signals | null>} */
const askedToEnd = new Set(['SIGINT', 'SIGTERM', 'SIGHUP'])

await runCommand(async () => {
  if (!hasDisplay()) {
    throw new SetUpError(
      'There is no display to open the window on: start it from the desktop, or set DISPLAY to a screen (in a test, «xvfb-run npm start»).',
    )
  }
  await ensureSystemPackages('program')
  await ensureNodeDependencies()
  const electron = await ensureElectron()
  const mongod = await ensureMongod()
  await bundle()
  return runElectron(electron.executable, mongod.executable)
})

/**
 * @param {string} electron
 * @param {string} mongod
 * @returns {Promise<number>} the exit code
 */
async function runElectron(electron, mongod) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const args = process.argv.slice(2)
  const onWindows = process.platform === 'win32'
  // Whoever asks Chromium for its words wants to read them.
  const wantsAll = env.ELECTRON_ENABLE_LOGGING !== undefined || args.some((arg) => arg.startsWith('--enable-logging'))
  const child = spawn(electron, [...sandboxArguments(electron), root, ...args], {
    stdio: ['inherit', 'inherit', wantsAll ? 'inherit' : 'pipe'],
    env: { ...env, OSE_MONGOD_PATH: mongod },
    // In a group of its own, or a terminal's Ctrl+C would reach it twice, from there and from here: Chromium quits in order at the first
    // signal and dies at the second. Windows has no such signals; its console tells every program of it.
    detached: !onWindows,
  })
  if (!onWindows) passOnSignals(child)
  /** @type {Promise<Exit>} */
  const ended = new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => resolve({ code, signal }))
  })
  if (child.stderr === null) return exitCodeOf(await ended)
  const wordsEnd = keepElectronsWords(child.stderr, electronLog, (line) => process.stderr.write(`${line}\n`))
  say(`starting; what Chromium says meanwhile goes to ${shownPath(electronLog)}`)
  const exit = await ended
  await wordsEnd()
  if (exit.code !== 0 && !askedToEnd.has(exit.signal)) sayLastWords(exit)
  return exitCodeOf(exit)
}

/** @param {Exit} exit */
function sayLastWords({ code, signal }) {
  say(
    `the program ended with ${signal ?? `exit code ${code}`}. Electron's last words, all of which are in ${shownPath(electronLog)}:`,
  )
  for (const line of tailOf(electronLog)) say(`  ${line}`)
}

/**
 * @param {Exit} exit
 * @returns {number} 128 + number when a signal ended it, as shells say it
 */
function exitCodeOf({ code, signal }) {
  return code ?? (signal === 'SIGINT' ? 130 : 143)
}

/** @param {import('node:child_process').ChildProcess} child */
function passOnSignals(child) {
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  let passedAt = Number.NEGATIVE_INFINITY
  for (const signal of signals) {
    process.on(signal, () => {
      // npm passes a Ctrl+C on that the terminal gave us already.
      if (performance.now() - passedAt < 1_000) return
      passedAt = performance.now()
      child.kill(signal)
    })
  }
}
