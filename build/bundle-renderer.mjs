import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { dist } from './paths.mjs'

/** Builds the page into dist/renderer, which is never seen half made: a program may be running from it. */
export async function bundleRenderer() {
  // Not at the top: this module is loaded before the packages are installed.
  const { build } = await import('vite')
  await build({ configFile: fileURLToPath(new URL('vite.config.mjs', import.meta.url)) })
  const place = join(dist, 'renderer')
  rmSync(`${place}.old`, { recursive: true, force: true })
  if (existsSync(place)) renameSync(place, `${place}.old`)
  renameSync(`${place}.new`, place)
  rmSync(`${place}.old`, { recursive: true, force: true })
}
