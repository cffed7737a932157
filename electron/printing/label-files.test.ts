import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createLabelFiles } from './label-files.ts'

let folder: string
const failures: unknown[] = []
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'ose-label-files-')), 'units')
  failures.length = 0
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const open = () => createLabelFiles(folder, (error) => failures.push(error), { kept: 5, tidiedEvery: 3 })

/** File systems count time in steps, so each file gets a second of its own. */
async function keep(files: ReturnType<typeof open>, number: number): Promise<void> {
  const file = await files.keep(String(number), Buffer.from('%PDF'))
  utimesSync(file, number, number)
}

it('does not grow without bound: the newest stay, also those of earlier runs', async () => {
  const files = open()
  for (let number = 10; number < 30; number++) await keep(files, number)
  expect(readdirSync(folder).length).toBeLessThanOrEqual(5 + 3)
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['25.pdf', '26.pdf', '27.pdf', '28.pdf', '29.pdf']))
  await keep(open(), 30)
  expect(readdirSync(folder).length).toBe(5)
  expect(failures).toEqual([])
})

it('keeps one file for each unit, and leaves no half one', async () => {
  const files = open()
  await keep(files, 1)
  await keep(files, 1)
  expect(readdirSync(folder)).toEqual(['1.pdf'])
  mkdirSync(join(folder, '2.pdf'))
  await expect(files.keep('2', Buffer.from('%PDF'))).rejects.toThrow()
  expect(readdirSync(folder)).toEqual(['1.pdf', '2.pdf'])
})
