import { check } from './check-stage.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { runCommand } from './progress.mjs'

await runCommand(async () => {
  await ensureNodeDependencies()
  const { passed, failed } = await check()
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 ? 0 : 1
})
