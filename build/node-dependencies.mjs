import { closeSync, existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { logFolder, openLog, shownPath, tailOf } from './message-log.mjs'
import { npm } from './npm.mjs'
import { root } from './paths.mjs'
import { SetUpError, say } from './progress.mjs'

/** As `engines` of package.json says: what the database's driver and the bundler ask for. */
const oldestNode = { major: 20, minor: 19 }
const npmLog = join(logFolder, 'npm.log')

/**
 * Installs the pinned packages where they are missing or not those of package-lock.json.
 * Without install scripts: the native packages carry their prebuilds, and Electron is brought by electron-runtime.mjs.
 */
export async function ensureNodeDependencies() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major < oldestNode.major || (major === oldestNode.major && minor < oldestNode.minor)) {
    const oldest = `${oldestNode.major}.${oldestNode.minor}`
    throw new SetUpError(`Node ${oldest} or newer is needed; this is ${process.versions.node}.`)
  }
  if (areInstalled()) return
  say('installing the packages of package-lock.json …')
  const log = openLog(npmLog)
  const install = ['ci', '--ignore-scripts', '--include=dev', '--no-audit', '--no-fund']
  const code = await npm(install, { cwd: root, stdio: ['ignore', log, log] })
  closeSync(log)
  if (code !== 0 || !areInstalled()) {
    for (const line of tailOf(npmLog)) say(`  ${line}`)
    throw new SetUpError(
      `«npm ci» failed (see above, or ${shownPath(npmLog)}): is the npm registry reachable («npm config get registry»)?`,
    )
  }
  say(`  npm's own words: ${shownPath(npmLog)}`)
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
