import { join } from 'node:path'
import { root } from './paths.mjs'
import { runProgramScript } from './program-script.mjs'
import { runCommand } from './progress.mjs'

// npm run screens [-- NAME …]: every screen in both languages, the themes and two sizes; one of each into docs/screens.
await runCommand(() =>
  runProgramScript({
    name: 'screens',
    entry: join(root, 'tests', 'screens', 'take-screens.ts'),
    args: process.argv.slice(2),
  }),
)
