import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { root } from './paths.mjs'

/** @type {string} */
let checkout

beforeAll(() => {
  checkout = mkdtempSync(join(tmpdir(), 'ose-length-'))
  copyFileSync(join(root, 'biome.json'), join(checkout, 'biome.json'))
})

afterAll(() => rmSync(checkout, { recursive: true }))

/**
 * Whether the linter complains of a function of so many lines in this file.
 * @param {string} file
 * @param {number} lines
 */
function isLong(file, lines) {
  const body = Array.from({ length: lines }, (_, line) => `  use(${line})`).join('\n')
  mkdirSync(dirname(join(checkout, file)), { recursive: true })
  writeFileSync(join(checkout, file), `export function long(use) {\n${body}\n}\n`)
  const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome')
  const linted = spawnSync(process.execPath, [biome, 'lint', file], { cwd: checkout, encoding: 'utf8' })
  return linted.status !== 0 && linted.stderr.includes('noExcessiveLinesPerFunction')
}

it.each(['electron/station/long.ts', 'shared/long.ts', 'renderer/long.tsx', 'build/long.mjs'])(
  'no function of %s is longer than 100 lines',
  (file) => {
    expect(isLong(file, 98)).toBe(false)
    expect(isLong(file, 101)).toBe(true)
  },
)

it('a test tells its story as long as it is', () => {
  expect(isLong('electron/station/long.test.ts', 101)).toBe(false)
})
