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
import { productBuild } from './variants.mjs'

const parts = [
  {
    name: 'main process',
    sources: [
      'electron',
      'shared',
      'package-lock.json',
      'package.json',
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
    sources: ['renderer', 'shared', 'package-lock.json', 'build/page-config.mjs', 'build/licences.mjs'],
    output: join('renderer', 'index.html'),
    make: bundleRenderer,
  },
]

/**
 * Makes dist/ (or a variant's place) from the sources; a part whose sources did not change since is left as it is.
 * @param {import('./variants.mjs').Variant} [variant]
 */
export async function bundle(variant = productBuild) {
  if (changedParts(variant).length > 0) await withLock(join(dist, '.building'), () => makeChanged(variant))
  writeBuildInfo(variant.place)
  if (variant !== productBuild) writeManifest(variant.place)
}

/** @param {import('./variants.mjs').Variant} variant */
async function makeChanged(variant) {
  // Again, because another process may have built while this one waited.
  const changed = changedParts(variant)
  if (changed.length === 0) return
  const what = changed.map((part) => part.name).join(', ')
  say(`building${variant === productBuild ? '' : ` (${variant.name})`}: ${what} …`)
  const results = await Promise.allSettled(changed.map((part) => part.make(variant)))
  const failures = results.flatMap((result) => (result.status === 'rejected' ? [String(result.reason)] : []))
  if (failures.length > 0) throw new SetUpError(`The build failed:\n${failures.join('\n')}`)
  if (variant === productBuild) writeLicences()
  // The sum is that of before: what was changed during the build is built the next time.
  for (const part of changed) writeFileSync(stampOf(part, variant), part.sum)
}

/** @param {import('./variants.mjs').Variant} variant */
function changedParts(variant) {
  return parts
    .map((part) => ({ ...part, sum: fingerprint([...part.sources, ...variant.sources]) }))
    .filter((part) => !existsSync(join(variant.place, part.output)) || readIfThere(stampOf(part, variant)) !== part.sum)
}

/**
 * @param {{ output: string }} part
 * @param {import('./variants.mjs').Variant} variant
 */
function stampOf(part, { place }) {
  return join(place, `.${part.output.split(/[\\/]/)[0]}.sources`)
}

/**
 * Electron starts a folder by its manifest; the product's is the checkout's.
 * @param {string} place
 */
function writeManifest(place) {
  const { name, version, license } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  writeFileSync(
    join(place, 'package.json'),
    `${JSON.stringify({ name, version, license, private: true, main: 'main.cjs' })}\n`,
  )
}

/** What a log and the About box name: the version, the commit where there is one, the Electron it is meant for. */
function writeBuildInfo(/** @type {string} */ place) {
  /** @type {{ version: string, devDependencies: { mongodb: string } }} */
  const { version, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const commit = outputOf('git', ['rev-parse', '--verify', '--quiet', 'HEAD'], { cwd: root })
  const meant = { electronMeant: pinnedVersion(), driver: devDependencies.mongodb }
  const info = `${JSON.stringify({ version, ...(commit ? { commit } : {}), ...meant }, null, 2)}\n`
  const file = join(place, 'build-info.json')
  mkdirSync(place, { recursive: true })
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
