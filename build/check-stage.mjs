import { join } from 'node:path'
import { findBorderCrossings } from './borders.mjs'
import { findImportCrossings } from './imports.mjs'
import { root } from './paths.mjs'
import { say } from './progress.mjs'
import { run } from './run.mjs'
import { forgetStaleTypes } from './stale-types.mjs'

/**
 * Types (of the product, and with the tests' own station in its tables), lint with format, borders and imports: each counts
 * as one test.
 * @returns {Promise<{ passed: number, failed: number }>}
 */
export async function check() {
  forgetStaleTypes()
  const results = [
    await told('types', () => tool('typescript/bin/tsc', ['-b', '--pretty'])),
    await told('types of the trial', () => tool('typescript/bin/tsc', ['-p', 'tests/trial', '--pretty'])),
    await told('lint and format', () => tool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])),
    await told('borders', async () => bordersHold()),
    await told('imports', async () => saidAll(findImportCrossings())),
  ]
  const passed = results.filter((ok) => ok).length
  return { passed, failed: results.length - passed }
}

/**
 * @param {string} name
 * @param {() => Promise<boolean>} task
 */
async function told(name, task) {
  const ok = await task()
  say(`${name}: ${ok ? 'passed' : 'FAILED'}`)
  return ok
}

/**
 * @param {string} script a package's command, run by this Node so that no shell is needed on any platform
 * @param {readonly string[]} args
 */
async function tool(script, args) {
  return (await run(process.execPath, [join(root, 'node_modules', script), ...args], { cwd: root })) === 0
}

function bordersHold() {
  const { files, crossings } = findBorderCrossings()
  // No file read means that the rule looked in the wrong place.
  return saidAll(crossings) && files > 0
}

/** @param {readonly string[]} crossings */
function saidAll(crossings) {
  for (const crossing of crossings) say(crossing)
  return crossings.length === 0
}
