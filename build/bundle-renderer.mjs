import { existsSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { pageConfig } from './page-config.mjs'
import { productBuild } from './variants.mjs'

/**
 * Builds the page into the folder `renderer`, which is never seen half made: a program may be running from it.
 * @param {import('./variants.mjs').Variant} [variant]
 */
export async function bundleRenderer(variant = productBuild) {
  // Not at the top: this module is loaded before the packages are installed.
  const { build } = await import('vite')
  await build({ configFile: false, ...(await pageConfig(variant)) })
  const place = join(variant.place, 'renderer')
  rmSync(`${place}.old`, { recursive: true, force: true })
  if (existsSync(place)) renameSync(place, `${place}.old`)
  renameSync(`${place}.new`, place)
  rmSync(`${place}.old`, { recursive: true, force: true })
}
