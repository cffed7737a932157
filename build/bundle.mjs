import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { bundleElectron } from './bundle-electron.mjs'
import { bundleRenderer } from './bundle-renderer.mjs'
import { pinnedVersion } from './electron-runtime.mjs'
import { fingerprint } from './fingerprint.mjs'
import { writeLicences } from './licences.mjs'
import { withLock } from './lock.mjs'
import { ensureNodeDependencies } from './node-dependencies.mjs'
import { dist, root } from './paths.mjs'
import { runCommand, SetUpError, say } from './progress.mjs'
import { outputOf } from './run.mjs'

const parts = [
  {
    name: 'main process',
    sources: [
      'electron',
      'shared',
      'package-lock.json',
      'build/bundle-electron.mjs',
      'build/late-modules.mjs',
      'build/licences.mjs',
      'build/webcrypto.js',
    ],
    output: 'main.cjs',
    make: bundleElectron,
  },
  {
    name: 'page',
    sources: ['renderer', 'shared', 'package-lock.json', 'build/vite.config.mjs', 'build/licences.mjs'],
    output: join('renderer', 'index.html'),
    make: bundleRenderer,
  },
]

/** Makes dist/ from the sources; a part whose sources did not change since is left as it is. */
export async function bundle() {
  if (changedParts().length > 0) await withLock(join(dist, '.building'), makeChanged)
  writeBuildInfo()
}

async function makeChanged() {
  // Again, because another process may have built while this one waited.
  const changed = changedParts()
  if (changed.length === 0) return
  say(`building: ${changed.map((part) => part.name).join(', ')} …`)
  const results = await Promise.allSettled(changed.map((part) => part.make()))
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
  if (failures.length > 0) throw new SetUpError(`The build failed:\n${failures.join('\n')}`)
  writeLicences()
  // The sum is that of before: what was changed during the build is built the next time.
  for (const part of changed) writeFileSync(stampOf(part), part.sum)
}

function changedParts() {
  return parts
    .map((part) => ({ ...part, sum: fingerprint(part.sources) }))
    .filter((part) => !existsSync(join(dist, part.output)) || readIfThere(stampOf(part)) !== part.sum)
}

/** @param {{ output: string }} part */
function stampOf(part) {
  return join(dist, `.${part.output.split(/[\\/]/)[0]}.sources`)
}

/** What a log and the About box name: the version, the commit where there is one, the Electron it is meant for. */
function writeBuildInfo() {
  /** @type {{ version: string, devDependencies: { mongodb: string } }} */
  const { version, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const commit = outputOf('git', ['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: root })
  const meant = { electronMeant: pinnedVersion(), driver: devDependencies.mongodb }
  const info = `${JSON.stringify({ version, ...(commit ? { commit } : {}), ...meant }, null, 2)}\n`
  const file = join(dist, 'build-info.json')
  mkdirSync(dist, { recursive: true })
  if (readIfThere(file) !== info) writeFileSync(file, info)
}

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  await runCommand(async () => {
    await ensureNodeDependencies()
    await bundle()
    return 0
  })
}
