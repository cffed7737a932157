import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest'
import type { FixChoice, HealthKind } from '../../shared/domain/health/data-health.ts'
import { damagesOf, recount } from '../support/health-damages.ts'
import { answered, type HealthPlant, openHealthPlant } from '../support/health-plant.ts'
import { required } from '../support/station-bench.ts'

let plant: HealthPlant

beforeAll(async () => {
  plant = await openHealthPlant(inject('mongodbUri'), 1200)
})
afterAll(() => plant.close())
afterEach(() => plant.restore())

const preview = async (kind: HealthKind, choice: FixChoice = 'repair') =>
  answered(await plant.door.call('health.preview', { kind, choice }))
const findings = async (kind: HealthKind) =>
  answered(await plant.door.call('health.findings', { kind, after: 0 })).findings

it('finds nothing in a plant as the generator makes it', async () => {
  expect(await plant.check()).toEqual({})
  const { check } = await plant.read()
  expect(check).toMatchObject({ state: 'done', devices: 1200, found: [] })
})

/** The names are known before there is a plant. */
const what = [
  'a device packed in no box',
  'an approved device in a carton',
  'two spellings of a carton',
  'a stale save of a device',
  'a change of another program that was right',
  'an unknown word that was meant',
  'an order under the number of its file',
  'a customer that was made anew',
  'a customer by name, as an import leaves one',
  'figures of yesterday',
  'a base that was wrong from the start',
  'counts of a customer',
  'a pallet after a partial import',
  'a movement of a device that was deleted and made again',
  'a status that a stale save brought back',
  'a status that another program set on purpose',
] as const

it.each(what)('%s is found, shown, and put right; then there is nothing to find', async (name) => {
  const { kind, make, choice = 'repair', also = {} } = required(damagesOf(plant)[name])
  const expected = await make()
  const found = await plant.check()
  expect(found).toEqual({ [kind]: expected.changes.length, ...also })
  const labels = expected.changes.map(({ label }) => expected.listed ?? label)
  expect((await findings(kind)).map(({ label }) => label)).toEqual(labels)

  const before = await plant.dump()
  const shown = await preview(kind, choice)
  expect(await plant.dump()).toEqual(before)
  const rows = shown.changes.map(({ label, fields }) => ({
    label,
    fields: Object.fromEntries(fields.map(({ field, before: was, after }) => [field, [was, after]])),
  }))
  expect(rows).toEqual(expected.changes)

  const told = await plant.db.collection(expected.told).countDocuments()
  const applied = answered(await plant.door.call('health.apply', { preview: shown.preview }))
  expect(applied).toEqual({ applied: expected.changes.length, changed: [], notAllowed: [] })
  for (const [collection, _id, fields] of expected.after) {
    expect(await plant.db.collection(collection).findOne({ _id })).toMatchObject(fields)
  }
  expect(await plant.db.collection(expected.told).countDocuments()).toBe(told + expected.changes.length)
  await plant.link.makeIndexes()
  // What followed from it is gone with it: the marks it left are folded by whoever folds.
  for (const fold of await plant.tables.folds.find({ dirty: true }).toArray()) await recount(plant, fold._id)
  expect(await plant.check()).toEqual({})
})

it('the table is whole', () => expect(Object.keys(damagesOf(plant)).sort()).toEqual([...what].sort()))
