import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { hasDisplay, startVirtualDisplay } from './display.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { dist, root } from './paths.mjs'
import { say } from './progress.mjs'
import { ensurePython } from './python-runtime.mjs'
import { endInOrderAtSignals, run } from './run.mjs'
import { ensureElectron, ensureMongod } from './runtime.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

/**
 * Runs a script of the checkout beside the built program, with everything that a bench, or whoever drives the real
 * window, needs: set-up, build, a screen.
 * @param {{ name: string, entry: string, args: readonly string[], besidePython?: boolean }} script `entry` from the checkout's root
 * @returns {Promise<number>} its exit code
 */
export async function runProgramScript({ name, entry, args, besidePython = false }) {
  endInOrderAtSignals()
  await ensureSystemPackages('tests')
  await ensureNodeDependencies()
  const electron = await ensureElectron()
  const mongod = await ensureMongod()
  await bundle()
  const script = await bundleScript(name, entry)
  const screen = hasDisplay() ? undefined : await startVirtualDisplay()
  const env = {
    ...process.env,
    OSE_ELECTRON_PATH: electron.executable,
    OSE_MONGOD_PATH: mongod.executable,
    ...(besidePython ? { OSE_BEANIE_PYTHON: (await ensurePython()).executable } : {}),
    ...(screen === undefined ? {} : { DISPLAY: screen.display }),
  }
  say(`${name}: Electron ${electron.version}, mongod ${mongod.version}, Node ${process.versions.node}`)
  try {
    return await run(process.execPath, ['--enable-source-maps', script, ...args], { cwd: root, env, stdio: 'inherit' })
  } finally {
    await screen?.stop()
  }
}

/**
 * One module beside the program's own files, because its code looks for them (workers, the page) where it stands.
 * @param {string} name
 * @param {string} entry
 * @returns {Promise<string>} its path
 */
export async function bundleScript(name, entry) {
  const { build } = await import('esbuild')
  const outfile = join(dist, `${name}.script.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'esm',
    packages: 'external',
    sourcemap: 'linked',
    logLevel: 'warning',
    // The program's main process is CommonJS, and a bench may run parts of it.
    banner: {
      js: [
        "import { createRequire } from 'node:module'",
        "import { dirname as folderOf } from 'node:path'",
        "import { fileURLToPath as pathOf } from 'node:url'",
        'const require = createRequire(import.meta.url), __filename = pathOf(import.meta.url), __dirname = folderOf(__filename)',
      ].join('\n'),
    },
  })
  return outfile
}
