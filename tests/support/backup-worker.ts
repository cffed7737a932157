import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Bundles the real worker that makes copies, as the build does, into a temporary folder. */
export const bundleBackupWorker = () => bundleWorker('backup/backup.worker')

/** The real worker that reads and writes an imported file. */
export const bundleImportWorker = () => bundleWorker('import/import.worker')

async function bundleWorker(entry: string): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> {
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
