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
  write('electron/db/devices.ts', '// never .skip(n): it reads everything before\ndevices.find({}).limit(20)\n')
  write('electron/db/devices.test.ts', 'it.skip(1)\n')
  expect(findBorderCrossings(checkout)).toEqual({ files: 3, crossings: [] })
})

it.each([
  ['renderer/stations/quality/store.ts', 'window.bridge.invoke()', 'only renderer/api.ts uses the bridge'],
  ['renderer/app.tsx', 'const { invoke } = globalThis.bridge', 'only renderer/api.ts uses the bridge'],
  ['electron/db/devices.ts', 'devices.find({}).skip(40)', 'lists page by key'],
  ['electron/db/orders.ts', '[{ $skip: 40 }]', 'lists page by key'],
  ['electron/session.ts', "ipcMain.handle('x', y)", 'electron/ipc.ts is the one door'],
])('stops %s at: %s', (file, line, why) => {
  write(file, `const first = 1\n${line}\n`)
  const { crossings } = findBorderCrossings(checkout)
  expect(crossings).toEqual([expect.stringContaining(`${file}:2: ${why}`)])
})
