import { cpSync, existsSync, mkdtempSync, readFileSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { nativePackages } from './bundle-electron.mjs'
import { mongodFiles } from './mongod-fallback.mjs'
import { root } from './paths.mjs'
import { runOrFail } from './run.mjs'
import { ensureElectron, ensureMongod } from './runtime.mjs'

/**
 * Copies what an ordinary user needs to run the built program out of places only root can read (its cache, its checkout).
 * @returns {Promise<{ folder: string, electron: string, mongod: string, appDir: string }>} `folder` is new and holds the rest; the caller removes it
 */
export async function worldReadableCopy() {
  const folder = mkdtempSync(join(tmpdir(), 'ose-station-copy-'))
  const electron = realpathSync((await ensureElectron()).executable)
  const mongod = realpathSync((await ensureMongod()).executable)
  const appDir = join(folder, 'app')
  cpSync(dirname(electron), join(folder, 'electron'), { recursive: true })
  for (const file of mongodFiles(mongod)) cpSync(file, join(folder, 'mongod', basename(file)))
  for (const name of ['package.json', 'dist']) cpSync(join(root, name), join(appDir, name), { recursive: true })
  for (const name of withDependencies(nativePackages)) {
    const path = join('node_modules', name)
    cpSync(join(root, path), join(appDir, path), { recursive: true })
  }
  await runOrFail('chmod', ['-R', 'a+rX', folder])
  return {
    folder,
    electron: join(folder, 'electron', 'electron'),
    mongod: join(folder, 'mongod', basename(mongod)),
    appDir,
  }
}

/**
 * @param {readonly string[]} names
 * @param {Set<string>} seen
 * @returns {ReadonlySet<string>} those that are installed, and what they need
 */
function withDependencies(names, seen = new Set()) {
  for (const name of names) {
    const manifest = join(root, 'node_modules', name, 'package.json')
    if (seen.has(name) || !existsSync(manifest)) continue
    seen.add(name)
    /** @type {{ dependencies?: Record<string, string> }} */
    const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8'))
    withDependencies(Object.keys(dependencies), seen)
  }
  return seen
}

// Tests start it as a program: Playwright loads what a test imports as CommonJS, which this is not.
if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href)
  console.log(JSON.stringify(await worldReadableCopy()))
