import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { ClassicLevel } from 'classic-level'
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject, test } from 'vitest'
import { openJournal } from '../../electron/journal/journal.ts'
import { recall } from '../../electron/station/recall.ts'
import { defaultPlantSettings } from '../../shared/settings.ts'
import { iccid, imei } from '../support/codes.ts'
import { folderOfThen, loadDatabaseOfThen, readThen } from '../support/journal-version-1.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, until } from '../support/station-bench.ts'

let plant: TestPlant
let folder: string
beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  await loadDatabaseOfThen(plant.database.db)
})
afterAll(() => plant.close())
beforeEach(async () => {
  folder = await folderOfThen()
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const workplace = { station: 'S01', linea: 1, puesto: 1 } as const

/** Every value, wherever it stands; names and forms may change from version to version. */
function leaves(value: unknown): Set<unknown> {
  if (typeof value !== 'object' || value === null) return new Set([value])
  return new Set(Object.values(value).flatMap((part) => [...leaves(part)]))
}

test('is read whole: nothing that stood in it is missing, nothing is set aside', async () => {
  const then = await readThen()
  const journal = await openJournal(join(folder, 'journal'))
  const { memory, kept, unanswered, aside } = await recall(journal, {
    ...{ workplace, plant: defaultPlantSettings, offered: ['production'] },
  })
  expect(await journal.aside.list()).toEqual([])
  await journal.close()
  expect(aside).toBe(0)
  expect(unanswered).toEqual([])
  // How an answer sounds follows from its word now.
  const tones = new Set<unknown>(['accepted', 'waiting', 'refused', 'kept', 'soft'])
  const missing = (before: unknown, now: unknown) =>
    [...leaves(before)].filter((value) => !leaves(now).has(value) && !tones.has(value) && value !== '')
  expect(missing(then.state, memory)).toEqual([])
  expect(missing(then.pending, kept)).toEqual([])
  expect(kept.map(({ seq, act }) => [seq, act.kind])).toEqual([
    [7, 'register'],
    [8, 'undo'],
    [10, 'register'],
    [13, 'verify'],
  ])
  expect(memory.recent.map(({ fate }) => fate)).toContain('undone')
  expect(memory.standing).toMatchObject({ word: 'second-imei-while-iccid-due', offer: null })
  expect(memory.word).toBe('production')
})

test('goes on: what was kept lands once, what was read and not answered is, the half gets its partner', async () => {
  await unansweredThen(`${iccid(9)}`)
  const station = await openStation({
    ...{ uri: inject('mongodbUri'), databaseName: plant.name, folder },
    plant: { undoMinutes: 1_000_000 },
  })
  await until(() => station.state().kept.count === 0, 'the kept acts to land')
  const { devices, deviceEvents } = plant.database.collections
  const made = await devices.find().sort({ imei: 1 }).toArray()
  expect(made.map((device) => device.imei)).toEqual([1, 2, 4].map((number) => imei(number)))
  expect(made[0]?.verificado).toMatchObject({ operador: 'EMP-001', linea: 1, puesto: 1 })
  expect(
    await deviceEvents
      .find({ imei: imei(3) })
      .sort({ _id: 1 })
      .project({ event_type: 1, _id: 0 })
      .toArray(),
  ).toEqual([{ event_type: 'created' }, { event_type: 'status_changed' }])
  expect(station.state()).toMatchObject({ aside: 0, conflicts: 0, standing: { word: 'second-imei-while-iccid-due' } })
  // The line stood, so the code that came last is answered so.
  expect(station.state().recent[0]).toMatchObject({ code: iccid(9), word: 'acknowledge-first' })
  await station.scan('OSECACK')
  expect((await station.scan(iccid(5))).word).toBe('registered')
  // The newest act first: unit 5, then unit 1's verification, then unit 4.
  for (let undone = 0; undone < 3; undone++) expect((await station.scan('OSECUNDO')).word).toBe('undone')
  const left = await devices.find().sort({ imei: 1 }).toArray()
  expect(left.map((device) => [device.imei, device.verificado ?? null])).toEqual([
    [imei(1), null],
    [imei(2), null],
  ])
  expect(station.bugs).toEqual([])
  await station.close(true)
})

/** A code that the program of then took into its journal, and was killed before it answered. */
async function unansweredThen(code: string): Promise<void> {
  const level = new ClassicLevel<string, Record<string, unknown>>(join(folder, 'journal'), { valueEncoding: 'json' })
  await level.open()
  const key = (seq: number) => `scan/${String(seq).padStart(16, '0')}`
  const last = await level.get(key(16))
  await level.put(key(17), { ...last, seq: 17, scanId: 'b'.repeat(24), input: { kind: 'code', text: code } })
  await level.close()
}
