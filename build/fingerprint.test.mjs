import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fingerprint } from './fingerprint.mjs'
import { root } from './paths.mjs'

/** @type {string} */
let folder

// Inside the checkout, where sources are; ignored by git like everything in node_modules.
beforeEach(() => {
  folder = mkdtempSync(join(root, 'node_modules', '.fingerprint-'))
  writeFileSync(join(folder, 'a.ts'), 'one')
})

afterEach(() => rmSync(folder, { recursive: true }))

const sum = () => fingerprint([relative(root, folder)])

it('changes with a source, a new source and a source taken away, and not with a test', () => {
  const first = sum()
  expect(sum()).toBe(first)
  writeFileSync(join(folder, 'a.test.ts'), 'test')
  expect(sum()).toBe(first)
  writeFileSync(join(folder, 'a.ts'), 'other')
  const second = sum()
  expect(second).not.toBe(first)
  writeFileSync(join(folder, 'b.ts'), 'new')
  expect(sum()).not.toBe(second)
  rmSync(join(folder, 'b.ts'))
  expect(sum()).toBe(second)
})
