import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'
import { runProgramScript } from './program-script.mjs'
import { runCommand, SetUpError } from './progress.mjs'

const folder = join(root, 'tests', 'bench')
const ending = '.bench.ts'
/** Those that measure beside the platform's other program. */
const besidePython = new Set(['layer'])

// npm run bench -- NAME [--json] [what the bench itself takes]
const [name, ...args] = process.argv.slice(2)

await runCommand(() => {
  const names = existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []))
    : []
  if (name === undefined || !names.includes(name)) {
    throw new SetUpError(
      `npm run bench -- NAME [--json], where NAME is one of: ${names.join(', ') || '(there are none yet)'}`,
    )
  }
  return runProgramScript({ name, entry: join(folder, name + ending), args, besidePython: besidePython.has(name) })
})
