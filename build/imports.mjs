import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { importTable, packageTable } from './import-table.mjs'
import { root } from './paths.mjs'

const folders = ['shared', 'electron', 'renderer']
const isSource = /\.tsx?$/
const isNoProduct = /\.test\.tsx?$|\.d\.ts$/
/** The formatter leaves one form; `import('…')` and the type of it as well. */
const specifier = /(?:\bfrom|\bimport)\s*\(?\s*'([^']+)'/g

/**
 * What crosses the table of imports, and circles; types count.
 * @param {string} [checkout]
 * @param {typeof importTable} [table]
 * @returns {readonly string[]} one line each
 */
export function findImportCrossings(checkout = root, table = importTable) {
  const specifiers = sourcesIn(checkout).map((file) => /** @type {const} */ ([file, specifiersOf(checkout, file)]))
  const imports = new Map(specifiers.map(([file, all]) => [file, targetsOf(file, all)]))
  return [
    ...specifiers.flatMap(([file, all]) => packageCrossings(file, all)),
    ...crossingsOf(imports, table),
    ...circlesOf(imports).map((circle) => `a circle of imports: ${circle}`),
    ...rowsOfNothing(imports, table).map((row) => `build/import-table.mjs: its row ${row} names nothing`),
  ]
}

/**
 * @param {ReadonlyMap<string, readonly string[]>} imports
 * @param {typeof importTable} table
 */
function crossingsOf(imports, table) {
  return [...imports].flatMap(([file, targets]) => {
    const found = rowOf(file, table)
    if (found === null) return [`${file}: its folder has no row in build/import-table.mjs`]
    const allowed = [found.folder, ...(table[found.row] ?? [])]
    return targets
      .filter((target) => !isAllowed(target, allowed))
      .map((target) => `${file}: ${found.folder} may not import ${target}`)
  })
}

/**
 * The longest row that the file is or lies in, and the folder that it means here.
 * @param {string} file
 * @param {typeof importTable} table
 */
function rowOf(file, table) {
  const rows = Object.keys(table).flatMap((row) => {
    const [folder] = new RegExp(`^${row.replaceAll('.', '\\.').replace('*', '[^/]+')}(?=/|$)`).exec(file) ?? []
    return folder === undefined ? [] : [{ row, folder }]
  })
  const isExact = (/** @type {{ row: string }} */ { row }) => Number(!row.includes('*'))
  return rows.sort((a, b) => b.folder.length - a.folder.length || isExact(b) - isExact(a))[0] ?? null
}

/**
 * The most exact word decides; `!` forbids.
 * @param {string} target
 * @param {readonly string[]} allowed
 */
function isAllowed(target, allowed) {
  const words = allowed.filter((word) => isIn(target, word.replace('!', '')))
  const [last] = words.sort((one, other) => other.replace('!', '').length - one.replace('!', '').length)
  return last !== undefined && !last.startsWith('!')
}

/**
 * @param {string} file
 * @param {string} folder
 */
function isIn(file, folder) {
  return file === folder || file.startsWith(`${folder}/`)
}

/**
 * @param {ReadonlyMap<string, readonly string[]>} imports
 * @param {typeof importTable} table
 */
function rowsOfNothing(imports, table) {
  const used = new Set([...imports.keys()].map((file) => rowOf(file, table)?.row))
  return Object.keys(table).filter((row) => !used.has(row))
}

/**
 * Tarjan's strongly connected components: those of more than one file.
 * @param {ReadonlyMap<string, readonly string[]>} imports
 */
function circlesOf(imports) {
  /** @type {Map<string, number>} */
  const index = new Map()
  /** @type {Map<string, number>} */
  const low = new Map()
  /** @type {string[]} */
  const stack = []
  /** @type {string[]} */
  const circles = []
  /** @param {string} file */
  function visit(file) {
    const own = index.size
    index.set(file, own)
    low.set(file, own)
    stack.push(file)
    for (const target of imports.get(file) ?? []) {
      if (!index.has(target)) visit(target)
      if (stack.includes(target)) low.set(file, Math.min(low.get(file) ?? own, low.get(target) ?? own))
    }
    if (low.get(file) !== own) return
    const component = stack.splice(stack.indexOf(file))
    if (component.length > 1) circles.push(component.sort().join(', '))
  }
  for (const file of imports.keys()) if (!index.has(file)) visit(file)
  return circles
}

/** @param {string} checkout */
function sourcesIn(checkout) {
  return folders.flatMap((folder) =>
    readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
      .filter((entry) => entry.isFile() && isSource.test(entry.name) && !isNoProduct.test(entry.name))
      .map((entry) => relative(checkout, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/')),
  )
}

/**
 * @param {string} file
 * @param {readonly string[]} specifiers
 */
function packageCrossings(file, specifiers) {
  return Object.entries(packageTable).flatMap(([name, allowed]) =>
    specifiers.some((one) => isIn(one, name)) && !allowed.some((one) => isIn(file, one))
      ? [`${file}: may not import ${name}`]
      : [],
  )
}

/**
 * @param {string} file
 * @param {readonly string[]} specifiers
 */
function targetsOf(file, specifiers) {
  return specifiers
    .filter((one) => one.startsWith('.') && isSource.test(one))
    .map((one) => normalize(join(dirname(file), one)).replaceAll('\\', '/'))
}

/**
 * @param {string} checkout
 * @param {string} file
 */
function specifiersOf(checkout, file) {
  return [...readFileSync(join(checkout, file), 'utf8').matchAll(specifier)].map(([, one]) => String(one))
}
