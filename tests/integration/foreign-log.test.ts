import { randomUUID } from 'node:crypto'
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import type { ForeignChangeDocument } from '../../electron/db/collections/audit-documents.ts'
import { collections } from '../../electron/db/collections/collections.ts'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { seedPlant } from '../../electron/db/demo/seed-plant.ts'
import { foreignLog, type SeenChange } from '../../electron/db/duty/foreign-log.ts'
import { checkData } from '../../electron/db/health/check.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { expectByIndex } from '../support/by-index.ts'
import { type Explained, explainingClient } from '../support/explained.ts'
import { required } from '../support/station-bench.ts'

const name = `foreign_${randomUUID().slice(0, 8)}`
let server: Awaited<ReturnType<typeof explainingClient>>

beforeAll(async () => {
  server = await explainingClient(inject('mongodbUri'), name)
  await seedPlant(server.db, { devices: 600, seed: 2, now: Date.now() }, () => undefined)
  await ensureIndexes(collections(server.db))
})
afterAll(async () => {
  await server.db.dropDatabase()
  await server.client.close()
})

type Place = { readonly at: number; readonly id: string } | null
type Listed = { readonly value: readonly ForeignChangeDocument[]; readonly explained: readonly Explained[] }

const start = Date.UTC(2025, 0, 1)
const change = (number: number, more: Partial<SeenChange> = {}): SeenChange => ({
  token: `82${String(number).padStart(8, '0')}`,
  at: new Date(start + number * 1000),
  collection: 'devices',
  operation: 'update',
  document: new ObjectId().toHexString(),
  fields: ['marca'],
  stored: { estado: 'aprobado' },
  order_number: 'ORD-1',
  label: `unit ${number}`,
  ...more,
})

it('counts each change once, whoever notes it again and however far the other had got', async () => {
  const log = foreignLog(collections(server.db))
  const changes = Array.from({ length: 30 }, (_, index) => change(index))
  await log.note(changes.slice(0, 20))
  // The next watcher goes on from an older place.
  await log.note(changes.slice(10))
  await log.note([])
  const [row, ...others] = await log.list(null, false, 50)
  expect(others).toEqual([])
  expect(row).toMatchObject({ what: 'changed', count: 30, fields: ['marca'], order_number: 'ORD-1' })
  expect(row?.labels).toEqual(changes.slice(20).map(({ label }) => label))
  // Other fields, another hour, another order: other lines.
  await log.note([
    change(40, { fields: ['ubicacion_actual'] }),
    change(41, { at: new Date(start + 2 * 3_600_000) }),
    change(42, { order_number: null }),
    change(43, { operation: 'delete', fields: [], stored: null }),
    change(44, { operation: 'insert', fields: [] }),
  ])
  expect(await log.counts()).toEqual({ changes: 35, open: 0 })
  expect((await log.list(null, false, 50)).map(({ what }) => what).sort()).toEqual(
    ['added', 'changed', 'changed', 'changed', 'changed', 'deleted'].sort(),
  )
})

it('notes a loss as what it is, once, until it is settled', async () => {
  const log = foreignLog(collections(server.db))
  const device = required(await server.db.collection('devices').findOne({ estado: 'enviado' }))
  const document = String(device._id)
  const loss = change(60, { document, fields: ['estado'], stored: { ...device, estado: 'empaquetado' } })
  await log.note([loss])
  await log.note([loss])
  expect(await log.list(null, true, 50)).toMatchObject([
    { what: 'estado-reverted', ours: 'enviado', stored: 'empaquetado', document, open: true },
  ])
  // `activo` it never was: a notification of the platform's.
  await log.note([change(61, { document, fields: ['estado'], stored: { ...device, estado: 'activo' } })])
  expect((await log.counts()).open).toBe(1)
  await log.settle(document, 'repaired', 'ADM-1')
  // Seen again by a watcher that goes on from an older place, it stays settled.
  await log.note([loss])
  expect(await log.counts()).toMatchObject({ open: 0 })
  expect(await log.find(loss.token)).toMatchObject({ settled: 'repaired', settled_by: 'ADM-1' })
})

it('is read page by page and by index', async () => {
  const log = foreignLog(collections(server.db))
  await log.note(
    Array.from({ length: 120 }, (_, index) =>
      change(1000 + index, { order_number: `O-${index}`, at: new Date(start) }),
    ),
  )
  const seen: string[] = []
  let before: Place = null
  for (;;) {
    const position: Place = before
    const page = (): Promise<ForeignChangeDocument[]> => log.list(position, false, 25)
    const { value, explained }: Listed = await server.explain(page)
    expectByIndex(explained)
    seen.push(...value.map(({ _id }) => _id))
    const last = value.at(-1)
    if (last === undefined || value.length < 25) break
    before = { at: last.at.getTime(), id: last._id }
  }
  const all = await server.db.collection('station_foreign_changes').countDocuments()
  expect([seen.length, new Set(seen).size]).toEqual([all, all])
})

it('a check reads everything that there are many of by index', async () => {
  const database = await openDatabase(inject('mongodbUri'), name)
  const session = server.client.startSession({ causalConsistency: false })
  const own = { ...database, client: server.client, db: server.db, collections: collections(server.db) }
  const { explained } = await server.explain(() =>
    checkData({
      database: own,
      session,
      signal: new AbortController().signal,
      onFinding: (found) => expect.unreachable(JSON.stringify(found)),
      onProgress: () => undefined,
    }),
  )
  expect(explained.length).toBeGreaterThan(20)
  const slow = explained.filter(({ stages }) => stages.has('COLLSCAN') || stages.has('SORT'))
  // The priority of orders alone, which has no index: a plant has thousands of orders, not millions.
  const orders = await server.db.collection('production_orders').countDocuments()
  expect(slow.map(({ stages, documents }) => [stages.has('SORT'), documents])).toEqual([[false, orders]])
  await session.endSession()
  await database.close()
})
