import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { check } from './check-stage.mjs'
import { root } from './paths.mjs'
import { say } from './progress.mjs'
import { run } from './run.mjs'
import { secondTries } from './second-tries.mjs'

/**
 * @typedef {{ passed: number, failed: number, again?: readonly string[] }} Counts `again`: passed, but not at the first try
 * @typedef {object} Stage
 * @property {readonly string[]} folders where its tests stand
 * @property {RegExp} files how their names end
 * @property {'nothing' | 'mongod' | 'program'} runs what it starts; the program is built, runs in Electron, needs a mongod and a screen
 * @property {true} [besidePython] whether the platform's libraries run beside it
 * @property {(env: NodeJS.ProcessEnv, args: readonly string[]) => Promise<Counts>} start
 */

/** @type {Readonly<Record<string, Stage>>} In the order they run: what fails fastest comes first. */
export const stages = {
  check: { folders: ['shared'], files: /\.ts$/, runs: 'nothing', start: check },
  unit: {
    folders: ['shared', 'electron', 'renderer', 'build'],
    files: /\.test\.(?:ts|tsx|mjs)$/,
    runs: 'nothing',
    start: (env, args) => vitest('unit', env, args),
  },
  integration: {
    folders: ['tests/integration'],
    files: /\.test\.ts$/,
    runs: 'mongod',
    besidePython: true,
    // The core is shown by a station of the tests as well: the product with that one in its tables.
    start: (env, args) => vitest('integration', env, ['--project', 'trial', ...args]),
  },
  e2e: { folders: ['tests/e2e'], files: /\.test\.ts$/, runs: 'program', start: playwright },
  faults: {
    folders: ['tests/faults'],
    files: /\.test\.ts$/,
    runs: 'program',
    start: (env, args) => vitest('faults', env, args),
  },
}

/**
 * Whether a stage has a test file at all.
 * @param {Stage} stage
 */
export function hasTests(stage) {
  return stage.folders.some((folder) => {
    const path = join(root, folder)
    return (
      existsSync(path) &&
      readdirSync(path, { recursive: true, encoding: 'utf8' }).some((name) => stage.files.test(name))
    )
  })
}

/**
 * @param {string} project
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function vitest(project, env, args) {
  const report = freshReport(project)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await node('vitest/vitest.mjs', ['run', '--project', project, ...reporters, ...args], env)
  /** @type {VitestReport} */
  const { numPassedTests, numFailedTests, testResults } = read(report, {
    numPassedTests: 0,
    numFailedTests: 0,
    testResults: [],
  })
  // A file that does not load has failed without a test in it.
  const unloaded = testResults.filter((file) => file.status === 'failed' && file.assertionResults.length === 0).length
  return counted(numPassedTests, numFailedTests + unloaded, code)
}

/**
 * @param {NodeJS.ProcessEnv} env
 * @param {readonly string[]} args
 * @returns {Promise<Counts>}
 */
async function playwright(env, args) {
  const report = freshReport('e2e')
  const withReport = { ...env, PLAYWRIGHT_JSON_OUTPUT_FILE: report }
  const code = await node('@playwright/test/cli.js', ['test', '--reporter=list,json', ...args], withReport)
  /** @type {PlaywrightReport} */
  const { stats, errors, suites } = read(report, {
    stats: { expected: 0, unexpected: 0, flaky: 0 },
    errors: [],
    suites: [],
  })
  // An error outside of tests (a file that does not load) counts as a failed one.
  const counts = counted(stats.expected + stats.flaky, stats.unexpected + errors.length, code)
  return { ...counts, again: secondTries(suites) }
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} code the runner's exit code: it also tells of errors outside of any test
 * @returns {Counts}
 */
function counted(passed, failed, code) {
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed }
}

/**
 * @param {string} script
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function node(script, args, env) {
  const options = { cwd: root, env }
  return run(process.execPath, [join(root, 'node_modules', script), ...args], options)
}

/**
 * Where a runner writes its report; not among Playwright's own results, which it empties at each start.
 * @param {string} stage
 */
function freshReport(stage) {
  const file = join(root, 'dist', 'reports', `${stage}.json`)
  mkdirSync(dirname(file), { recursive: true })
  rmSync(file, { force: true })
  return file
}

/**
 * @template T
 * @param {string} file
 * @param {T} missing
 * @returns {T}
 */
function read(file, missing) {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8'))
  say('The runner wrote no report: it ended before its tests did.')
  return missing
}

/**
 * @typedef {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} VitestReport
 * @typedef {{ stats: { expected: number, unexpected: number, flaky: number }, errors: unknown[], suites: import('./second-tries.mjs').Suite[] }} PlaywrightReport
 */
