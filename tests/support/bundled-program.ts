import { join } from 'node:path'
import { type BuildOptions, build } from 'esbuild'

/** Node 20 runs no TypeScript: a program of `tests/support` that is a process of its own is bundled before. */
export async function bundleProgram(
  name: string,
  outfile: string,
  more: Pick<BuildOptions, 'conditions' | 'packages' | 'external'>,
): Promise<void> {
  await build({
    entryPoints: [join(import.meta.dirname, `${name}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
    ...more,
  })
}
