import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { cacheFolder, root } from './paths.mjs'
import { bundleScript } from './program-script.mjs'
import { runCommand, SetUpError } from './progress.mjs'
import { endInOrderAtSignals, run } from './run.mjs'
import { ensureMongod } from './runtime.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

const usage =
  'npm run seed -- --devices N [--uri mongodb://… --database NAME | --folder DATA-FOLDER] [--seed N] [--at 2026-05-04T09:30:00Z] [--json]'

await runCommand(async () => {
  const values = parsed()
  const devices = wholeNumber('--devices', values.devices, 1, 50_000_000)
  const seed = wholeNumber('--seed', values.seed ?? '1', 0, 2 ** 31)
  const at = values.at === undefined ? Date.now() : Date.parse(values.at)
  if (Number.isNaN(at)) throw new SetUpError(`--at ${values.at} is no moment; one is 2026-05-04T09:30:00Z.`)
  if (values.uri !== undefined && values.database === undefined) {
    throw new SetUpError('With --uri, name the database to fill: --database NAME. It must be empty.')
  }
  endInOrderAtSignals()
  await ensureNodeDependencies()
  /** @type {NodeJS.ProcessEnv} */
  const env = { ...process.env }
  if (values.uri === undefined) {
    await ensureSystemPackages('program')
    env.OSE_MONGOD_PATH = (await ensureMongod()).executable
  }
  const folder = values.folder ?? join(cacheFolder(), `seed-${devices}-${seed}`)
  const job = { devices, seed, now: at, uri: values.uri ?? null, database: values.database ?? 'ose_demo', folder }
  // Not as an argument: a connection string holds a password, and everybody sees a process's arguments.
  env.OSE_SEED = JSON.stringify({ ...job, json: values.json === true })
  const script = await bundleScript('seed', join(root, 'electron', 'demo', 'seed.ts'))
  return run(process.execPath, ['--enable-source-maps', script], { cwd: root, env, stdio: 'inherit' })
})

function parsed() {
  try {
    return parseArgs({
      options: {
        devices: { type: 'string' },
        uri: { type: 'string' },
        database: { type: 'string' },
        folder: { type: 'string' },
        seed: { type: 'string' },
        at: { type: 'string' },
        json: { type: 'boolean' },
      },
    }).values
  } catch (error) {
    throw new SetUpError(`${error instanceof Error ? error.message : error}\n${usage}`)
  }
}

/**
 * @param {string} name
 * @param {string | undefined} text
 * @param {number} least
 * @param {number} most
 */
function wholeNumber(name, text, least, most) {
  const number = Number(text)
  if (text === undefined || !Number.isInteger(number) || number < least || number > most) {
    throw new SetUpError(`${name} is a whole number from ${least} to ${most}.\n${usage}`)
  }
  return number
}
