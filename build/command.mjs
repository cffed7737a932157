import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { dist } from './paths.mjs'
import { runCommand } from './progress.mjs'
import { endInOrderAtSignals, run } from './run.mjs'
import { ensureMongod } from './runtime.mjs'

// npm run restore -- FILE, npm run recover-administrator -- ID: what the packaged program does with --restore and
// --recover-administrator, on a checkout.
await runCommand(async () => {
  endInOrderAtSignals()
  await ensureNodeDependencies()
  const mongod = await ensureMongod()
  await bundle()
  const env = { ...process.env, OSE_MONGOD_PATH: mongod.executable }
  return run(process.execPath, [join(dist, 'command.cjs'), ...process.argv.slice(2)], { env, stdio: 'inherit' })
})
