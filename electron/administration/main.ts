import { userDataFolder, usualDataFolder } from '../files/data-folder.ts'
import { runAdministration } from './commands.ts'

/** The commands under plain Node, where the system's store of secrets is not reached: the program encrypts later. */
const noStore = {
  available: async () => false,
  encrypt: async () => Buffer.alloc(0),
  decrypt: async () => '',
}

void runAdministration(process.argv.slice(2), {
  folder: userDataFolder(process.env) ?? usualDataFolder(process.env),
  env: process.env,
  preferredLanguages: [process.env['LC_ALL'] || process.env['LANG'] || Intl.DateTimeFormat().resolvedOptions().locale],
  version: process.env['npm_package_version'] ?? '',
  cipher: noStore,
  input: process.stdin,
  output: process.stdout,
}).then((code) => {
  process.exitCode = code
})
