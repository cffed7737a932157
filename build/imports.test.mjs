import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { importTable } from './import-table.mjs'
import { findImportCrossings } from './imports.mjs'

const table = {
  shared: [],
  'electron/db': ['shared'],
  'electron/db/orders': ['shared'],
  'electron/station': ['shared', 'electron/db', '!electron/db/orders', 'electron/db/orders/open.ts'],
  'electron/station/slices.ts': ['electron/stations'],
  'electron/stations/*': ['electron/station'],
  renderer: ['shared'],
}

/** @type {string} */
let checkout

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'ose-imports-'))
  write('shared/rule.ts', 'export const rule = 1')
  write('electron/db/client.ts', "import { rule } from '../../shared/rule.ts'")
  write('electron/db/orders/open.ts', "import type { rule } from '../../../shared/rule.ts'")
  write('electron/station/desk.ts', "import { slices } from './slices.ts'\nimport { open } from '../db/orders/open.ts'")
  write('electron/station/slices.ts', "import { made } from '../stations/one/made.ts'")
  write('electron/stations/one/made.ts', "import { a } from 'zod'\nimport type { Slice } from '../../station/slice.ts'")
  write('electron/station/slice.ts', "import { client } from '../db/client.ts'")
  write('renderer/app.tsx', "const { rule } = await import('../shared/rule.ts')")
})

afterEach(() => rmSync(checkout, { recursive: true }))

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(dirname(join(checkout, file)), { recursive: true })
  writeFileSync(join(checkout, file), `${text}\n`)
}

it('lets through what the table has', () => {
  expect(findImportCrossings(checkout, table)).toEqual([])
})

it.each([
  [
    'a folder that may not',
    'electron/db/fold.ts',
    "import { desk } from '../station/desk.ts'",
    'electron/station/desk.ts',
  ],
  ['a type', 'electron/db/fold.ts', "import type { Desk } from '../station/desk.ts'", 'electron/station/desk.ts'],
  [
    'a type of import()',
    'renderer/app.tsx',
    "type Made = import('../electron/db/client.ts').A",
    'electron/db/client.ts',
  ],
  [
    'several lines',
    'electron/db/fold.ts',
    "import {\n  a,\n} from '../stations/one/made.ts'",
    'electron/stations/one/made.ts',
  ],
  ['handed on', 'electron/db/fold.ts', "export { a } from '../stations/one/made.ts'", 'electron/stations/one/made.ts'],
  [
    'what a row excepts',
    'electron/station/more.ts',
    "import { a } from '../db/orders/else.ts'",
    'electron/db/orders/else.ts',
  ],
  [
    'a climb beside the table',
    'electron/station/more.ts',
    "import { a } from '../stations/one/made.ts'",
    'electron/stations/one/made.ts',
  ],
])('stops %s', (_what, file, line, target) => {
  write(file, line)
  expect(findImportCrossings(checkout, table)).toEqual([expect.stringContaining(`may not import ${target}`)])
})

it.each([
  ['electron/station/more.ts', "import type { ObjectId } from 'mongodb'", 'mongodb'],
  ['electron/db/more.ts', "import { SerialPort } from 'serialport'", 'serialport'],
  ['electron/station/more.ts', "const { app } = await import('electron/main')", 'electron'],
  ['renderer/more.ts', "import { x } from '@serialport/stream'", '@serialport'],
])('a package that only others may import: %s %s', (file, line, name) => {
  write(file, line)
  expect(findImportCrossings(checkout, table)).toEqual([`${file}: may not import ${name}`])
})

it('tests may import what they like', () => {
  write('shared/rule.test.ts', "import { desk } from '../electron/station/desk.ts'")
  expect(findImportCrossings(checkout, table)).toEqual([])
})

it('a circle, of types as well', () => {
  write('electron/station/slice.ts', "import type { Desk } from './desk.ts'")
  expect(findImportCrossings(checkout, table)).toEqual([
    'a circle of imports: electron/station/desk.ts, electron/station/slice.ts, electron/station/slices.ts, electron/stations/one/made.ts',
  ])
})

it('a folder without a row, and a row without a file', () => {
  write('electron/new/drawer.ts', 'export const a = 1')
  rmSync(join(checkout, 'renderer', 'app.tsx'))
  expect(findImportCrossings(checkout, table)).toEqual([
    'electron/new/drawer.ts: its folder has no row in build/import-table.mjs',
    'build/import-table.mjs: its row renderer names nothing',
  ])
})

it('the drawers stand in layers: whoever is imported stands above', () => {
  const rows = Object.keys(importTable)
  const drawers = rows.filter((row) => row.startsWith('electron/') && !isOnTop(row))
  for (const row of drawers) {
    const own = rows.indexOf(row)
    for (const word of importTable[row] ?? []) {
      const imported = rows.filter((other) => other !== row && (other === word || other.startsWith(`${word}/`)))
      for (const other of imported) expect(rows.indexOf(other), `${row} → ${other}`).toBeLessThan(own)
    }
  }
})

/**
 * What opens the program imports everything; the table of slices is the one climb.
 * @param {string} row
 */
function isOnTop(row) {
  return row === 'electron/station/slices.ts' || importTable[row]?.includes('electron')
}
