import { homedir } from 'node:os'
import { join } from 'node:path'

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
