import { existsSync, readdirSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './paths.mjs'

/** The projects that see the catalogues, whose keys the compiler checks. */
const projects = ['renderer', 'tests', 'trial']

/**
 * Forgets what was compiled before a catalogue changed: TypeScript 7.0 does not look at a JSON file again in an incremental
 * build, so a key that was taken out passes, and an error stays that was mended.
 */
export function forgetStaleTypes() {
  const changed = Math.max(
    ...readdirSync(join(root, 'renderer'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.json'))
      .map((file) => statSync(join(root, 'renderer', file)).mtimeMs),
  )
  for (const project of projects) {
    const kept = join(root, '.tsbuild', `${project}.tsbuildinfo`)
    if (existsSync(kept) && statSync(kept).mtimeMs < changed) rmSync(kept)
  }
}
