import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** A worker of the program, bundled as the build does, in a temporary folder. */
export interface BundledWorker {
  readonly file: string
  readonly remove: () => Promise<void>
}

/** Makes copies. */
export const bundleBackupWorker = () => bundleWorker('backup/backup.worker')
/** Makes exports. */
export const bundleExportWorker = () => bundleWorker('export/export.worker')
/** Reads and writes an imported file. */
export const bundleImportWorker = () => bundleWorker('import/import.worker')
/** Hashes and compares passwords. */
export const bundlePasswordWorker = () => bundleWorker('passwords/password.worker')

async function bundleWorker(entry: string): Promise<BundledWorker> {
  const folder = await mkdtemp(join(tmpdir(), 'ose-worker-'))
  const file = join(folder, `${basename(entry)}.cjs`)
  await build({
    entryPoints: [fileURLToPath(new URL(`../../electron/${entry}.ts`, import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16.17',
    external: ['@mongodb-js/zstd', 'kerberos', 'snappy', 'socks', 'gcp-metadata', 'mongodb-client-encryption'],
    logLevel: 'silent',
  })
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}
