import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { finishSwap, newestBefore, swapData } from './data-swap.ts'
import { type ServerFolder, serverFolder } from './state-file.ts'

let folder: ServerFolder

beforeEach(() => {
  folder = serverFolder(mkdtempSync(join(tmpdir(), 'ose-swap-')))
})
afterEach(() => rmSync(folder.root, { recursive: true, force: true }))

function put(name: string, content: string | null): void {
  mkdirSync(join(folder.root, name), { recursive: true })
  if (content !== null) writeFileSync(join(folder.root, name, 'WiredTiger'), content)
}
const dataNow = () => readFileSync(join(folder.data, 'WiredTiger'), 'utf8')
const moment = Date.parse('2026-03-02T10:00:00.123Z')
const before = 'data-before-20260302T100000123Z'
const plan = () =>
  writeFileSync(join(folder.root, 'swap.json'), JSON.stringify({ replacement: 'restoring/data', before }))

test('the new data are in place, the old ones kept, and back they go', async () => {
  put('data', 'old')
  put('restoring/data', 'new')
  expect(await swapData(folder, 'restoring/data', moment)).toBe(before)
  expect(dataNow()).toBe('new')
  expect(await newestBefore(folder)).toBe(before)
  await swapData(folder, before, moment + 1)
  expect(dataNow()).toBe('old')
  expect(readdirSync(folder.root).sort()).toEqual(['data', 'data-before-20260302T100000124Z', 'restoring'])
})

// Every state that a kill can leave after the plan was written.
test.each([
  ['nothing was moved', () => put('data', 'old'), () => put('restoring/data', 'new')],
  ['the old data were put aside', () => put(before, 'old'), () => put('restoring/data', 'new')],
  [
    'another start made an empty folder in the gap',
    () => put(before, 'old'),
    () => {
      put('data', null)
      put('restoring/data', 'new')
    },
  ],
  ['all was moved', () => put(before, 'old'), () => put('data', 'new')],
])('killed when %s: the next start goes on to the new data', async (_when, first, second) => {
  first()
  second()
  plan()
  expect(await finishSwap(folder)).toBe(true)
  expect(dataNow()).toBe('new')
  expect(readFileSync(join(folder.root, before, 'WiredTiger'), 'utf8')).toBe('old')
  expect(existsSync(join(folder.root, 'swap.json'))).toBe(false)
  expect(await finishSwap(folder)).toBe(false)
})

test('without a plan nothing is moved, whatever lies there', async () => {
  put('data', 'old')
  put('restoring/data', 'half')
  expect(await finishSwap(folder)).toBe(false)
  expect(dataNow()).toBe('old')
})

test('a plan that names anything else is refused', async () => {
  put('data', 'old')
  writeFileSync(join(folder.root, 'swap.json'), JSON.stringify({ replacement: '../elsewhere', before }))
  await expect(finishSwap(folder)).rejects.toThrow()
  expect(dataNow()).toBe('old')
})
