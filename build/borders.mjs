import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { root } from './paths.mjs'

/**
 * Rules a linter of imports cannot say. `only`: the files that may; everything else in `folder` may not.
 * @type {readonly { folder: string, pattern: RegExp, only: readonly string[], why: string }[]}
 */
const rules = [
  {
    folder: 'renderer',
    pattern: /\b(?:window|globalThis)\s*\.\s*bridge\b|\[\s*['"]bridge['"]\s*\]/,
    only: ['renderer/api.ts'],
    why: 'only renderer/api.ts uses the bridge',
  },
  {
    folder: 'electron',
    pattern: /\.skip\(|\$skip\b/,
    only: [],
    why: 'lists page by key, never by skip: skipping reads everything before the page',
  },
  {
    folder: 'electron',
    pattern: /\bipcMain\b/,
    only: ['electron/ipc.ts'],
    why: 'electron/ipc.ts is the one door',
  },
]

/** What every station is made of. */
const coreFolders = ['shared/station', 'electron/station', 'renderer/station']
/** The one file of the core that may: its table of slices. */
const sliceTable = 'electron/station/slices.ts'
/** The factory's stations, of which the core knows none; comments count as well. */
const stationName = /production|quality|packing|pallets|shipping|warehouse/i

/**
 * Looks for what crosses a border of the design.
 * @param {string} [checkout]
 * @returns {{ files: number, crossings: readonly string[] }} one line per crossing: `file:line: why`
 */
export function findBorderCrossings(checkout = root) {
  let files = 0
  const crossings = []
  for (const file of sourcesIn(checkout)) {
    files += 1
    const own = rules.filter((rule) => file.startsWith(`${rule.folder}/`) && !rule.only.includes(file))
    const lines = readFileSync(join(checkout, file), 'utf8').split('\n')
    for (const [index, line] of lines.entries()) {
      for (const rule of own) {
        if (rule.pattern.test(withoutComment(line))) crossings.push(`${file}:${index + 1}: ${rule.why}`)
      }
    }
  }
  return { files, crossings: [...crossings, ...namesInTheCore(checkout)] }
}

/** @param {string} checkout */
function namesInTheCore(checkout) {
  return coreFolders.flatMap((folder) => {
    if (!existsSync(join(checkout, folder))) return [`${folder}: is missing, or its rule looks in the wrong place`]
    return filesIn(checkout, folder).flatMap((file) => {
      if (file === sliceTable || file.includes('.test.')) return []
      const lines = readFileSync(join(checkout, file), 'utf8').split('\n')
      return lines.flatMap((line, index) =>
        stationName.test(line) ? [`${file}:${index + 1}: the core names no station`] : [],
      )
    })
  })
}

/** @param {string} checkout */
function sourcesIn(checkout) {
  return [...new Set(rules.map((rule) => rule.folder.replace(/\/.*/, '')))].flatMap((folder) =>
    filesIn(checkout, folder).filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$/.test(name)),
  )
}

/**
 * @param {string} checkout
 * @param {string} folder
 */
function filesIn(checkout, folder) {
  return readdirSync(join(checkout, folder), { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(checkout, join(entry.parentPath ?? entry.path, entry.name)).replaceAll('\\', '/'))
}

/**
 * Comments may name what the code may not use.
 * @param {string} line
 */
function withoutComment(line) {
  return /^\s*(?:\*|\/\*)/.test(line) ? '' : line.replace(/(^|\s)\/\/.*$/, '')
}
