import { homedir } from 'node:os'
import { join } from 'node:path'
import { userDataFolder } from '../data-folder.ts'
import { runAdministration } from './commands.ts'

/** The commands under plain Node, where the system's store of secrets is not reached: the program encrypts later. */
const noStore = {
  available: async () => false,
  encrypt: async () => Buffer.alloc(0),
  decrypt: async () => '',
}

/** Where Electron puts a program's data. */
function usualFolder(): string {
  const { env, platform } = process
  if (platform === 'win32') return join(env['APPDATA'] ?? join(homedir(), 'AppData', 'Roaming'), 'ose-station')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'ose-station')
  return join(env['XDG_CONFIG_HOME'] ?? join(homedir(), '.config'), 'ose-station')
}

void runAdministration(process.argv.slice(2), {
  folder: userDataFolder(process.env) ?? usualFolder(),
  env: process.env,
  cipher: noStore,
  input: process.stdin,
  output: process.stdout,
}).then((code) => {
  process.exitCode = code
})
