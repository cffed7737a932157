import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { dist } from './paths.mjs'
import { runCommand } from './progress.mjs'
import { endInOrderAtSignals, run } from './run.mjs'
import { ensureMongod } from './runtime.mjs'

// npm run prepare-database -- --uri …   npm run move-database -- --uri …
// npm run check-data -- [--uri …] [--fix KIND [--apply]]
// npm run restore -- FILE   npm run recover-administrator -- ID
// What the packaged program does with the same words behind `--`.
const [command = '', ...args] = process.argv.slice(2)

await runCommand(async () => {
  endInOrderAtSignals()
  await ensureNodeDependencies()
  // Only a database of this PC needs a server of its own.
  const isServer =
    command === 'prepare-database' || (command === 'check-data' && args.some((arg) => arg.startsWith('--uri')))
  const mongod = !isServer ? (await ensureMongod()).executable : undefined
  await bundle()
  const env = { ...process.env, ...(mongod === undefined ? {} : { OSE_MONGOD_PATH: mongod }) }
  return run(process.execPath, [join(dist, 'administration.cjs'), command, ...args], { env, stdio: 'inherit' })
})
