import { expect, test } from 'vitest'
import { isTooOld, leaksMemory } from './server-version.ts'

test.each([
  ['4.4.29', true],
  ['4.4.30', false],
  ['5.0.31', true],
  ['5.0.32', false],
  ['5.3.2', true],
  ['6.0.5', true],
  ['6.0.26', true],
  ['6.0.27', false],
  ['7.0.27', true],
  ['7.0.28', false],
  ['7.3.4', true],
  ['8.0.16', true],
  ['8.0.17', false],
  ['8.1.9', true],
  ['8.2.2', true],
  ['8.2.3', false],
  ['8.3.0', false],
  ['9.0.0', false],
])('%s leaks memory (CVE-2025-14847): %s', (version, leaks) => {
  expect(leaksMemory(version.split('.').map(Number))).toBe(leaks)
})

test.each([
  ['4.4.30', true],
  ['5.0.32', true],
  ['6.0.0', false],
  ['8.2.3', false],
])('%s is too old: %s', (version, old) => {
  expect(isTooOld(version.split('.').map(Number))).toBe(old)
})
