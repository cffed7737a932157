import { resolve } from 'node:path'

/** Where `OSE_USER_DATA` puts the data folder, or null. Known before anything else is read. */
export function userDataFolder(env: Readonly<Record<string, string | undefined>>): string | null {
  return env['OSE_USER_DATA'] ? resolve(env['OSE_USER_DATA']) : null
}
