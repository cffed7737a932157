import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

/** Where `OSE_USER_DATA` puts the data folder, or null. Known before anything else is read. */
export function userDataFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  return env['OSE_USER_DATA'] ? resolve(env['OSE_USER_DATA']) : null
}

/** Where Electron puts this program's data folder (`app.getPath('userData')`), for commands that run without it. */
export function usualDataFolder(
  env: Readonly<Record<string, string | undefined>>,
  platform = process.platform,
): string {
  const name = 'ose-station'
  switch (platform) {
    case 'win32':
      return join(env['APPDATA'] || join(homedir(), 'AppData', 'Roaming'), name)
    case 'darwin':
      return join(homedir(), 'Library', 'Application Support', name)
    default:
      return join(env['XDG_CONFIG_HOME'] || join(homedir(), '.config'), name)
  }
}
