import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { collections } from '../../electron/db/collections/collections.ts'
import { openForSeeding, seedPlant } from '../../electron/db/demo/seed-plant.ts'
import { devicesRepository } from '../../electron/db/lists/devices.ts'
import { expectByIndex } from '../support/by-index.ts'
import { explainingClient } from '../support/explained.ts'
import { type QueryPattern, queryPatterns } from '../support/query-patterns.ts'

/** Small collections hide a planner's bad choice: it has to be made among a hundred thousand. */
const devices = 100_000

const name = `queries_${randomUUID().slice(0, 8)}`
let server: Awaited<ReturnType<typeof explainingClient>>
let patterns: readonly QueryPattern[]

beforeAll(async () => {
  const seeding = await openForSeeding(inject('mongodbUri'), name)
  await seedPlant(seeding.db, { devices, seed: 1, now: Date.UTC(2026, 4, 4, 9, 30) }, () => undefined)
  await seeding.close()
  server = await explainingClient(inject('mongodbUri'), name)
  patterns = await queryPatterns(server.db)
}, 300_000)
afterAll(async () => {
  await server.db.dropDatabase()
  await server.client.close()
})

it(`what returns documents looks at twice as many at most, among ${devices} devices`, async () => {
  const asked = patterns.filter(({ kind }) => kind !== 'tally')
  expect(asked.length).toBeGreaterThan(40)
  for (const { name: title, run } of asked) {
    const { explained } = await server.explain(run)
    expect(() => expectByIndex(explained), title).not.toThrow()
  }
})

it('what counts scans no collection', async () => {
  const asked = patterns.filter(({ kind }) => kind === 'tally')
  expect(asked.length).toBeGreaterThan(8)
  for (const { name: title, run } of asked) {
    const { explained } = await server.explain(run)
    for (const { stages } of explained) expect([...stages], title).not.toContain('COLLSCAN')
  }
})

it('a batch is found by its own index, the first one of an order too', async () => {
  const batches = await server.db
    .collection('devices')
    .aggregate<{ _id: { nro_orden: string; lote: number } }>([
      { $group: { _id: { nro_orden: '$nro_orden', lote: '$lote' }, count: { $sum: 1 } } },
      { $match: { '_id.lote': { $in: [1, 2] } } },
      { $sort: { count: -1 } },
      { $limit: 40 },
    ])
    .toArray()
  expect(batches.length).toBeGreaterThan(10)
  const devices = devicesRepository(collections(server.db))
  for (const { _id } of batches) {
    const { explained } = await server.explain(() => devices.ofBatch(_id.nro_orden, _id.lote))
    expect(() => expectByIndex(explained), JSON.stringify(_id)).not.toThrow()
  }
})
