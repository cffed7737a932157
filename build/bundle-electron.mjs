import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lateFiles, lateModulesPlugin, zodInEnglish } from './late-modules.mjs'
import { packagesOf } from './licences.mjs'
import { root } from './paths.mjs'
import { productBuild } from './variants.mjs'

/** @type {{ dependencies: Record<string, string> }} */
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/**
 * Native packages, which find their prebuilt files beside themselves; they are shipped as they are. They are the only
 * `dependencies`: everything else is bundled, so it is needed to build and not to run.
 */
export const nativePackages = Object.keys(manifest.dependencies)

/** What mongodb asks for and does without when it is missing. */
const optionalOfMongodb = [
  '@aws-sdk/credential-providers',
  '@mongodb-js/zstd',
  'gcp-metadata',
  'kerberos',
  'mongodb-client-encryption',
  'snappy',
  'socks',
]

/**
 * Bundles the main process, its workers and the preload script.
 * CommonJS for Node 16.17, because Electron 22 runs it and cannot load an ES module as main; the newer ones run the same file.
 * @param {import('./variants.mjs').Variant} [variant]
 */
export async function bundleElectron({ place, conditions } = productBuild) {
  // Not at the top: this module is loaded before the packages are installed.
  const { build } = await import('esbuild')
  const workers = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.worker.ts'))
    .map((file) => ({ in: join(root, 'electron', file), out: basename(file, '.ts') }))
  /** @type {import('esbuild').BuildOptions} */
  const both = {
    absWorkingDir: root,
    outdir: place,
    conditions: [...conditions],
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    sourcemap: 'linked',
    logLevel: 'warning',
    // Names stay as they are written: a stack in the log is read without a map.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    external: ['electron', ...nativePackages, ...optionalOfMongodb],
  }
  /** @satisfies {import('esbuild').BuildOptions} */
  const forNode = {
    platform: /** @type {const} */ ('node'),
    target: 'node16.17',
    // `require` instead: Electron teaches it, and not the loader of `import`, to look into an asar archive.
    supported: { 'dynamic-import': false },
    inject: [fileURLToPath(new URL('webcrypto.js', import.meta.url))],
  }
  const node = build({
    ...both,
    entryPoints: [
      { in: join(root, 'electron', 'main.ts'), out: 'main' },
      { in: join(root, 'electron', 'administration', 'main.ts'), out: 'administration' },
      { in: join(root, 'electron', 'administration', 'commands.ts'), out: 'administration-commands' },
      { in: join(root, 'electron', 'behind-window.ts'), out: 'behind-window' },
      ...workers,
    ],
    ...forNode,
    plugins: [lateModulesPlugin, zodInEnglish],
  })
  const late = build({
    ...both,
    ...forNode,
    entryPoints: lateFiles,
  })
  // A sandboxed preload has no Node: with this platform an import of one does not bundle.
  const preload = build({
    ...both,
    entryPoints: [{ in: join(root, 'electron', 'preload.ts'), out: 'preload' }],
    platform: 'browser',
    target: 'chrome108',
  })
  const results = await Promise.all([node, late, preload])
  writeFileSync(
    join(place, '.main.packages.json'),
    JSON.stringify([
      ...packagesOf(results.flatMap(({ metafile }) => Object.keys(metafile?.inputs ?? {}))),
      ...nativePackages,
    ]),
  )
}
