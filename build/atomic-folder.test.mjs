import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { atomicFolder } from './atomic-folder.mjs'

/** @type {string} */
let parent

beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'ose-atomic-'))
})

afterEach(() => rmSync(parent, { recursive: true }))

it('shows the folder only when it is whole', async () => {
  const folder = join(parent, 'electron-1')
  await atomicFolder(folder, async (temporary) => {
    expect(existsSync(folder)).toBe(false)
    writeFileSync(join(temporary, 'a'), 'whole')
  })
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('whole')
  expect(readdirSync(parent)).toEqual(['electron-1'])
})

it('leaves nothing behind when filling fails', async () => {
  const filling = atomicFolder(join(parent, 'electron-1'), async () => {
    throw new Error('broken archive')
  })
  await expect(filling).rejects.toThrow('broken archive')
  expect(readdirSync(parent)).toEqual([])
})

it('takes away what a killed set-up left, and not what a living one makes', async () => {
  // No process has this number: Linux ends at 4194304.
  mkdirSync(join(parent, 'electron-1.making-99999999'))
  mkdirSync(join(parent, `mongod-1.making-${process.ppid}`))
  await atomicFolder(join(parent, 'electron-1'), async () => undefined)
  expect(readdirSync(parent).sort()).toEqual(['electron-1', `mongod-1.making-${process.ppid}`])
})

it('keeps what another set-up finished first', async () => {
  const folder = join(parent, 'electron-1')
  await atomicFolder(folder, async () => {
    mkdirSync(folder)
    writeFileSync(join(folder, 'a'), 'theirs')
  })
  expect(readFileSync(join(folder, 'a'), 'utf8')).toBe('theirs')
})
