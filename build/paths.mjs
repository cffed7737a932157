import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The checkout: every path of the set-up and the build starts here, whatever the current folder is. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** What the build makes; Electron is given `root` and finds `dist/main.cjs` by package.json's `main`. */
export const dist = join(root, 'dist')

/**
 * Where downloaded runtimes are kept: per user and outside the checkout, so that a second clone does not download again.
 * @param {NodeJS.ProcessEnv} env
 * @param {NodeJS.Platform} platform
 */
export function cacheFolder(env = process.env, platform = process.platform) {
  // The XDG specification: a relative path in XDG_CACHE_HOME is invalid and ignored.
  if (env.XDG_CACHE_HOME?.startsWith('/')) return join(env.XDG_CACHE_HOME, 'ose-station')
  if (platform === 'win32') return join(env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ose-station', 'Cache')
  if (platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ose-station')
  return join(homedir(), '.cache', 'ose-station')
}
