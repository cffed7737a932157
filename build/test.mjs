import { bundle } from './bundle.mjs'
import { hasDisplay, startVirtualDisplay } from './display.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { oldestElectron } from './oldest-electron.mjs'
import { runCommand, SetUpError, say } from './progress.mjs'
import { endInOrderAtSignals } from './run.mjs'
import { ensureElectron, ensureMongod, ensurePython } from './runtime.mjs'
import { ensureSystemPackages } from './system-packages.mjs'
import { hasTests, stages } from './test-stages.mjs'
import { trialBuild } from './variants.mjs'

// npm test                          everything
// npm test -- unit integration      these stages
// npm test -- e2e sign-in --debug   what follows the stages goes to their runner
const args = process.argv.slice(2)
const named = args.findIndex((arg) => !(arg in stages))
const [wanted, forRunner] = named === -1 ? [args, []] : [args.slice(0, named), args.slice(named)]

await runCommand(async () => {
  if (named === 0) throw new SetUpError(`«${args[0]}» is no stage; they are: ${Object.keys(stages).join(', ')}.`)
  endInOrderAtSignals()
  const chosen = Object.entries(stages).filter(([name]) => wanted.length === 0 || wanted.includes(name))
  const env = await setUp(chosen.map(([, stage]) => stage))
  const screen =
    chosen.some(([, stage]) => stage.runs === 'program') && !hasDisplay() ? await startVirtualDisplay() : undefined
  if (screen !== undefined) env.DISPLAY = screen.display
  const totals = { passed: 0, failed: 0 }
  /** @type {string[]} */
  const again = []
  try {
    for (const [name, stage] of chosen) {
      const counts = await runStage(name, stage, env)
      totals.passed += counts.passed
      totals.failed += counts.failed
      again.push(...(counts.again ?? []))
    }
  } finally {
    await screen?.stop()
  }
  for (const title of again) console.log(`Passed only at the second try: ${title}`)
  // Whoever reads only the last line must learn the result from it.
  console.log(`${totals.passed} passed, ${totals.failed} failed`)
  return totals.failed === 0 ? 0 : 1
})

/**
 * @param {readonly import('./test-stages.mjs').Stage[]} chosen
 * @returns {Promise<NodeJS.ProcessEnv>} what the tests find the programs by
 */
async function setUp(chosen) {
  await ensureSystemPackages('tests')
  await ensureNodeDependencies()
  const env = { ...process.env }
  if (chosen.some((stage) => stage.runs !== 'nothing')) env.OSE_MONGOD_PATH = (await ensureMongod()).executable
  if (chosen.some((stage) => stage.besidePython)) env.OSE_BEANIE_PYTHON = (await ensurePython()).executable
  if (chosen.some((stage) => stage.runs === 'program')) {
    env.OSE_ELECTRON_PATH = (await ensureElectron()).executable
    await bundle()
    await bundle(trialBuild)
  }
  if (chosen.some((stage) => stage === stages.e2e)) env.OSE_OLDEST_ELECTRON_PATH = await oldestElectron()
  return env
}

/**
 * @param {string} name
 * @param {import('./test-stages.mjs').Stage} stage
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import('./test-stages.mjs').Counts>}
 */
async function runStage(name, stage, env) {
  if (!hasTests(stage)) {
    say(`${name}: there are no tests yet.`)
    return { passed: 0, failed: 0 }
  }
  say(`${name} …`)
  const counts = await stage.start(env, forRunner)
  say(`${name}: ${counts.passed} passed, ${counts.failed} failed`)
  if (counts.passed + counts.failed > 0) return counts
  // Green because nothing ran is the one result nobody wants.
  say(`${name}: no test ran.`)
  return { passed: 0, failed: 1 }
}
