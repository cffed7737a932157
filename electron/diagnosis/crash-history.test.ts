import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { earlyMs, openCrashHistory } from './crash-history.ts'

let folder: string
let clock = 0
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ose-crashes-'))
  clock = 1_000_000
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

/** One life of the program that crashes after `ms`. */
function crashAfter(ms: number): { safeMode: boolean; again: boolean } {
  const history = openCrashHistory(folder, () => clock)
  clock += ms
  return { safeMode: history.safeMode, again: history.crashed() }
}

test('two crashes within a minute of the start: the third goes without scanners; the fourth is the last', () => {
  expect(crashAfter(1000)).toEqual({ safeMode: false, again: true })
  expect(crashAfter(1000)).toEqual({ safeMode: false, again: true })
  expect(crashAfter(1000)).toEqual({ safeMode: true, again: true })
  expect(crashAfter(1000)).toEqual({ safeMode: true, again: false })
})

test('a crash after a long life is the first again', () => {
  crashAfter(1000)
  expect(crashAfter(earlyMs + 1)).toEqual({ safeMode: false, again: true })
  expect(crashAfter(1000)).toEqual({ safeMode: false, again: true })
  expect(openCrashHistory(folder, () => clock).safeMode).toBe(true)
})

test('a start that lasted clears what was before it; one that was killed leaves it as it was', () => {
  crashAfter(1000)
  crashAfter(1000)
  const killed = openCrashHistory(folder, () => clock)
  expect(killed.safeMode).toBe(true)
  openCrashHistory(folder, () => clock).lasted()
  expect(openCrashHistory(folder, () => clock).safeMode).toBe(false)
})
