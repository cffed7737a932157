import { readdirSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dist, root } from './paths.mjs'

/** Native packages, which find their prebuilt files beside themselves; they are shipped as they are. */
export const nativePackages = ['serialport', 'classic-level', 'node-hid']

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
 * CommonJS for Node 16.17, because Electron 22 runs it and cannot load an ES module as main; Electron 45 runs the same file.
 */
export async function bundleElectron() {
  // Not at the top: this module is loaded before the packages are installed.
  const { build } = await import('esbuild')
  const workers = readdirSync(join(root, 'electron'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.worker.ts'))
    .map((file) => ({ in: join(root, 'electron', file), out: basename(file, '.ts') }))
  /** @type {import('esbuild').BuildOptions} */
  const both = {
    absWorkingDir: root,
    outdir: dist,
    outExtension: { '.js': '.cjs' },
    bundle: true,
    format: 'cjs',
    sourcemap: 'linked',
    logLevel: 'warning',
    external: ['electron', ...nativePackages, ...optionalOfMongodb],
  }
  const node = build({
    ...both,
    entryPoints: [
      { in: join(root, 'electron', 'main.ts'), out: 'main' },
      { in: join(root, 'electron', 'administration', 'main.ts'), out: 'administration' },
      { in: join(root, 'electron', 'command-line', 'node.ts'), out: 'command' },
      ...workers,
    ],
    platform: 'node',
    target: 'node16.17',
    inject: [fileURLToPath(new URL('webcrypto.js', import.meta.url))],
  })
  // A sandboxed preload has no Node: with this platform an import of one does not bundle.
  const preload = build({
    ...both,
    entryPoints: [{ in: join(root, 'electron', 'preload.ts'), out: 'preload' }],
    platform: 'browser',
    target: 'chrome108',
  })
  await Promise.all([node, preload])
}
