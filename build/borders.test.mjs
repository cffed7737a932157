import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { findBorderCrossings } from './borders.mjs'

/** @type {string} */
let checkout

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'ose-borders-'))
  write('electron/ipc.ts', "import { ipcMain } from 'electron'\n")
  write('renderer/api.ts', 'const bridge = window.bridge\n')
  write('shared/station/act.ts', 'export interface Act {}\n')
  write('electron/station/slices.ts', "import { production } from '../stations/production/slice.ts'\n")
  write('renderer/station/banner.css', '.banner {}\n')
})

afterEach(() => rmSync(checkout, { recursive: true }))

/**
 * @param {string} file
 * @param {string} text
 */
function write(file, text) {
  mkdirSync(dirname(join(checkout, file)), { recursive: true })
  writeFileSync(join(checkout, file), text)
}

it('lets the files through that may', () => {
  write('electron/db/lists/devices.ts', '// never .skip(n): it reads everything before\ndevices.find({}).limit(20)\n')
  write('electron/db/devices.test.ts', 'it.skip(1)\n')
  expect(findBorderCrossings(checkout)).toEqual({ files: 4, crossings: [] })
})

it.each([
  ['renderer/stations/quality/store.ts', 'window.bridge.invoke()', 'only renderer/api.ts uses the bridge'],
  ['renderer/app.tsx', 'const { invoke } = globalThis.bridge', 'only renderer/api.ts uses the bridge'],
  ['electron/db/lists/devices.ts', 'devices.find({}).skip(40)', 'lists page by key'],
  ['electron/db/orders.ts', '[{ $skip: 40 }]', 'lists page by key'],
  ['electron/people/session.ts', "ipcMain.handle('x', y)", 'electron/ipc.ts is the one door'],
])('stops %s at: %s', (file, line, why) => {
  write(file, `const first = 1\n${line}\n`)
  const { crossings } = findBorderCrossings(checkout)
  expect(crossings).toEqual([expect.stringContaining(`${file}:2: ${why}`)])
})

it.each([
  ['shared/station/act.ts', 'export const productionLines = [1, 2, 3]'],
  ['electron/station/desk.ts', '// A packing table keeps its box open.'],
  ['electron/station/deeper/look.ts', "const word = 'pallets'"],
  ['renderer/station/banner.css', '.Quality {}'],
])('a core that names a station, %s: %s', (file, line) => {
  write(file, `\n${line}\n`)
  expect(findBorderCrossings(checkout).crossings).toEqual([`${file}:2: the core names no station`])
})

it.each(['shared/station', 'electron/station', 'renderer/station'])('a core without its folder %s', (folder) => {
  rmSync(join(checkout, folder), { recursive: true })
  expect(findBorderCrossings(checkout).crossings).toEqual([expect.stringContaining(`${folder}: is missing`)])
})
