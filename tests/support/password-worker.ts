import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

/** Bundles the real password worker, as the build does, into a temporary folder. */
export async function bundlePasswordWorker(): Promise<{ readonly file: string; readonly remove: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'ose-password-worker-'))
  const file = join(folder, 'password.worker.cjs')
  await build({
    entryPoints: [fileURLToPath(new URL('../../electron/passwords/password.worker.ts', import.meta.url))],
    outfile: file,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node16.17',
    logLevel: 'silent',
  })
  return { file, remove: () => rm(folder, { recursive: true, force: true }) }
}
