import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { bundle } from './bundle.mjs'
import { hasDisplay, startVirtualDisplay } from './display.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { dist, root } from './paths.mjs'
import { runCommand, SetUpError, say } from './progress.mjs'
import { endInOrderAtSignals, run } from './run.mjs'
import { ensureElectron, ensureMongod } from './runtime.mjs'
import { ensureSystemPackages } from './system-packages.mjs'

const folder = join(root, 'tests', 'bench')
const ending = '.bench.ts'

// npm run bench -- NAME [--json] [what the bench itself takes]
const [name, ...args] = process.argv.slice(2)

await runCommand(async () => {
  const names = existsSync(folder)
    ? readdirSync(folder).flatMap((file) => (file.endsWith(ending) ? [file.slice(0, -ending.length)] : []))
    : []
  if (name === undefined || !names.includes(name)) {
    throw new SetUpError(
      `npm run bench -- NAME [--json], where NAME is one of: ${names.join(', ') || '(there are none yet)'}`,
    )
  }
  endInOrderAtSignals()
  await ensureSystemPackages('tests')
  await ensureNodeDependencies()
  const electron = await ensureElectron()
  const mongod = await ensureMongod()
  await bundle()
  const script = await bundleBench(name)
  const screen = hasDisplay() ? undefined : await startVirtualDisplay()
  const env = {
    ...process.env,
    OSE_ELECTRON_PATH: electron.executable,
    OSE_MONGOD_PATH: mongod.executable,
    ...(screen === undefined ? {} : { DISPLAY: screen.display }),
  }
  say(`${name}: Electron ${electron.version}, mongod ${mongod.version}, Node ${process.versions.node}`)
  try {
    return await run(process.execPath, ['--enable-source-maps', script, ...args], { cwd: root, env, stdio: 'inherit' })
  } finally {
    await screen?.stop()
  }
})

/**
 * One module beside the program's own files, because its code looks for them (workers, the page) where it stands.
 * @param {string} bench
 */
async function bundleBench(bench) {
  const { build } = await import('esbuild')
  const outfile = join(dist, `${bench}.bench.mjs`)
  await build({
    absWorkingDir: root,
    entryPoints: [join(folder, bench + ending)],
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
