import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { npm } from './npm.mjs'
import { root } from './paths.mjs'
import { SetUpError, say } from './progress.mjs'

const oldestNode = 20

/**
 * Installs the pinned packages where they are missing or not those of package-lock.json.
 * Without install scripts: the native packages carry their prebuilds, and Electron is brought by electron-runtime.mjs.
 */
export async function ensureNodeDependencies() {
  const major = Number(process.versions.node.split('.')[0])
  if (major < oldestNode)
    throw new SetUpError(`Node ${oldestNode} or newer is needed; this is ${process.versions.node}.`)
  if (areInstalled()) return
  say('installing the packages of package-lock.json …')
  const code = await npm(['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund'], { cwd: root })
  if (code !== 0 || !areInstalled()) {
    throw new SetUpError('«npm ci» failed (see above): is the npm registry reachable («npm config get registry»)?')
  }
}

/**
 * npm writes node_modules/.package-lock.json as the last step of an installation, so it tells what is really there,
 * whoever installed it; a stamp of our own would not notice a later «npm install».
 */
function areInstalled() {
  const hidden = join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(hidden)) return false
  const installed = packagesOf(hidden)
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, wanted]) => {
    // '' is this program itself; optional packages are those of other platforms.
    if (path === '' || (wanted.optional && !installed[path])) return true
    return installed[path]?.version === wanted.version
  })
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages
}
