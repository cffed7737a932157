import { spawn } from 'node:child_process'
import { bundle } from './bundle.mjs'
import { sandboxArguments } from './chromium-sandbox.mjs'
import { hasDisplay } from './display.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { root } from './paths.mjs'
import { runCommand, SetUpError } from './progress.mjs'
import { ensureElectron, ensureMongod } from './runtime.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

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
 * @returns {Promise<number>} Electron's exit code; 128 + number when a signal ended it, as shells say it
 */
function runElectron(electron, mongod) {
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env
  const onWindows = process.platform === 'win32'
  const child = spawn(electron, [...sandboxArguments(electron), root, ...process.argv.slice(2)], {
    stdio: 'inherit',
    env: { ...env, OSE_MONGOD_PATH: mongod },
    // In a group of its own, or a terminal's Ctrl+C would reach it twice, from there and from here: Chromium quits in order at the first
    // signal and dies at the second. Windows has no such signals; its console tells every program of it.
    detached: !onWindows,
  })
  if (!onWindows) passOnSignals(child)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 143)))
  })
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
