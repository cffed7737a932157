import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { atomicFolder } from './atomic-folder.mjs'
import { cacheFolder, root } from './paths.mjs'
import { SetUpError, say } from './progress.mjs'
import { outputOf, run } from './run.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

const requirements = join(root, 'tests', 'support', 'beanie', 'requirements.txt')
const pythons = process.platform === 'win32' ? ['py', 'python'] : ['python3', '/usr/bin/python3']
const inEnvironment = process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']

/**
 * A Python with the platform's libraries (Beanie, Pydantic, Motor) in a virtual environment of its own, kept in the
 * user's cache folder; for the tests that share a database with the platform's program.
 * @returns {Promise<{ executable: string }>}
 * @throws {SetUpError}
 */
export async function ensurePython() {
  // Other pins are another environment: a checkout of yesterday keeps its own.
  const pins = createHash('sha256').update(readFileSync(requirements)).digest('hex').slice(0, 12)
  const folder = join(cacheFolder(), `beanie-${pins}`)
  const executable = join(folder, ...inEnvironment)
  if (existsSync(executable) && outputOf(executable, ['-c', 'import beanie']) !== undefined) return { executable }
  if (existsSync(folder)) {
    throw new SetUpError(
      `The Python environment in ${folder} does not run any more, as after an upgrade of Python. Delete that folder, then start again.`,
    )
  }
  const python = await pythonWithVenv()
  say('Python: Beanie into an environment of its own, once …')
  await atomicFolder(folder, async (temporary) => {
    if ((await run(python, ['-m', 'venv', temporary])) !== 0) {
      throw new SetUpError(`«${python} -m venv» failed (its output is above).`)
    }
    const pip = ['-m', 'pip', 'install', '-q', '--disable-pip-version-check', '--only-binary=:all:', '--no-deps']
    const code = await run(join(temporary, ...inEnvironment), [...pip, '--timeout=15', '-r', requirements])
    if (code !== 0) {
      throw new SetUpError(
        'pip could not install what tests/support/beanie/requirements.txt names (its output is above): is the Python package index reachable?',
      )
    }
  })
  return { executable }
}

/** Debian's Python comes without `venv` unless python3-venv is installed. */
async function pythonWithVenv() {
  const find = () => pythons.find((one) => outputOf(one, ['-c', 'import venv, ensurepip']) !== undefined)
  const found = find()
  if (found !== undefined) return found
  await ensureSystemPackages('python')
  const installed = find()
  if (installed === undefined) {
    throw new SetUpError(
      'No Python 3 with its module venv was found («python3 -c "import venv, ensurepip"»). Debian and Ubuntu have it in the package python3-venv.',
    )
  }
  return installed
}
