import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { dist, root } from './paths.mjs'

/**
 * The packages that files of a bundle come from.
 * @param {readonly string[]} files paths, as esbuild and Vite name them
 * @returns {ReadonlySet<string>}
 */
export function packagesOf(files) {
  const names = files.flatMap((file) => {
    const parts = file.replaceAll('\\', '/').split('node_modules/')
    const inner = parts.length > 1 ? /^((?:@[^/]+\/)?[^/]+)\//.exec(parts.at(-1) ?? '')?.[1] : undefined
    return inner === undefined ? [] : [inner]
  })
  return new Set(names)
}

/** dist/licences.txt: the licence of every package that is in the bundles, as most of them ask for. */
export function writeLicences() {
  const lists = ['.main.packages.json', '.renderer.packages.json'].map((name) => join(dist, name))
  /** @type {readonly string[]} */
  const bundled = lists.flatMap((file) => (existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []))
  const names = [...withDependencies(bundled)].sort()
  writeFileSync(join(dist, 'licences.txt'), names.map(licenceOf).join(`\n${'='.repeat(80)}\n\n`))
}

/**
 * Native packages are shipped with what they depend on; of a bundled one everything needed is bundled anyway.
 * @param {readonly string[]} names
 * @param {Set<string>} seen
 */
function withDependencies(names, seen = new Set()) {
  for (const name of names) {
    const file = join(root, 'node_modules', name, 'package.json')
    if (seen.has(name) || !existsSync(file)) continue
    seen.add(name)
    /** @type {{ dependencies?: Record<string, string> }} */
    const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8'))
    withDependencies(Object.keys(dependencies), seen)
  }
  return seen
}

/** @param {string} name */
function licenceOf(name) {
  const folder = join(root, 'node_modules', name)
  /** @type {{ version: string, license?: string }} */
  const { version, license = 'see its page' } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry))
  const text = file === undefined ? '' : `\n${readFileSync(join(folder, file), 'utf8').trim()}\n`
  return `${name} ${version} (${license})\n${text}`
}
