import { createHash } from 'node:crypto'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { root } from './paths.mjs'

const notBuilt = /\.test\.tsx?$|^tsconfig\.json$/

/**
 * Changes when a source is changed, added or taken away: names, sizes and times, which some hundred files give in a few milliseconds.
 * @param {readonly string[]} sources files and folders of the checkout; tests in them do not count
 */
export function fingerprint(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesOf(join(root, source))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${relative(root, file)}\0${size}\0${mtimeMs}\n`)
    }
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {string[]} sorted
 */
function filesOf(path) {
  if (!existsSync(path)) return []
  if (statSync(path).isFile()) return [path]
  const names = readdirSync(path, { withFileTypes: true }).filter((entry) => !notBuilt.test(entry.name))
  return names.flatMap((entry) => filesOf(`${path}${sep}${entry.name}`)).sort()
}
