import { usualDataFolder } from '../data-folder.ts'
import { readCommand } from './command.ts'
import { runCommand } from './run-command.ts'

/** The commands under plain Node; the packaged program runs the same from electron/adapters/command.ts. */
const command = readCommand(process.argv.slice(2)) ?? { kind: 'usage' as const }
const language = process.env['LC_ALL'] || process.env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale

void runCommand(command, {
  env: process.env,
  usualFolder: usualDataFolder(process.env),
  preferredLanguages: [language],
  version: process.env['npm_package_version'] ?? '',
  print: (line) => process.stdout.write(`${line}\n`),
}).then((code) => {
  process.exitCode = code
})
