import { type Db, type Document, MongoClient, ObjectId } from 'mongodb'
import { collections } from '../collections/collections.ts'
import { ensureIndexes } from '../indexes/indexes.ts'
import { demoBase, setUpDemoPlant } from './demo-base.ts'
import type { SeedSize } from './seed-plans.ts'
import { type SeededOrderDocuments, seededPlant } from './seeded-plant.ts'
import type { Identified } from './unit-documents.ts'

export interface Seeded {
  readonly documents: number
  readonly loadMs: number
  readonly indexMs: number
}

/** A connection that waits: indexes of ten million devices take longer than any scan may. */
export async function openForSeeding(uri: string, name: string) {
  const client = await new MongoClient(uri, { appName: 'ose-seed', serverSelectionTimeoutMS: 5000 }).connect()
  return { db: client.db(name), close: () => client.close() }
}

/** Documents a command takes: enough that its own cost does not count. */
const perCommand = 2000
/** A command's own document ends at 16 MB; a notification names every unit of its carton, an order every batch it has. */
const perLargeCommand = 200
const large: ReadonlySet<string> = new Set(['production_orders', 'series_notifications', 'pallets'])
/** Commands under way while the next documents are made. */
const commandsAtOnce = 4

/**
 * Fills an empty database with a plant of the given size: first all documents, then the indexes, because an index that
 * is there already costs the load more than all the rest. Nothing is waited for to be durable before the end.
 * @throws when the database holds anything: a seed is never mixed with somebody's data.
 */
export async function seedPlant(db: Db, size: SeedSize, progress: (devices: number) => void): Promise<Seeded> {
  if ((await db.listCollections({}, { nameOnly: true }).toArray()).length > 0) {
    throw new Error(`the database ${db.databaseName} is not empty: a seed needs one of its own (--database, --folder)`)
  }
  const began = performance.now()
  const { settings, duties } = collections(db)
  await settings.insertOne({ _id: 'demo', begun_at: new Date(size.now), devices: size.devices, seed: size.seed })
  const load = createLoad(db)
  const plant = seededPlant(size)
  let devices = 0
  for (const order of plant.orders()) {
    for (const [name, documents] of documentsOf(order)) await load.add(name, documents)
    devices += order.units.length
    progress(devices)
  }
  const { employees, customers } = plant.people()
  await load.add('employees', employees.map(stored))
  await load.add('customers', customers.map(stored))
  for (const [name, documents] of Object.entries(demoBase(size.now, size.devices))) await load.add(name, documents)
  const documents = await load.end()
  await setUpDemoPlant(db, size.now)
  // Everything is folded: the first station need not look at every order.
  await duties.updateOne({ _id: 'folded' }, { $set: { until: new Date(size.now), holder: '' } }, { upsert: true })
  const loadMs = performance.now() - began
  const missing = await ensureIndexes(collections(db))
  if (missing.length > 0) throw new Error(`the seed does not fit its own indexes: ${JSON.stringify(missing)}`)
  // The last write is durable on a majority, and so is everything before it.
  await settings.updateOne(
    { _id: 'demo' },
    { $set: { loaded_at: new Date() } },
    { writeConcern: { w: 'majority', journal: true } },
  )
  return { documents, loadMs, indexMs: performance.now() - began - loadMs }
}

function* documentsOf(made: SeededOrderDocuments): Generator<readonly [collection: string, Document[]]> {
  yield ['production_orders', [stored(made.order)]]
  yield ['devices', made.units.map(({ device }) => stored(device))]
  yield ['movimientos', made.units.flatMap(({ movements }) => movements.map(stored))]
  yield ['device_events', made.units.flatMap(({ events }) => events.map(stored))]
  yield ['station_counters', [...made.counters]]
  yield ['station_folds', [made.fold]]
  yield ['pallets', made.pallets.map(stored)]
  yield ['series_notifications', made.notifications.map(stored)]
  yield [
    'packages',
    made.packages.map(({ id, document }) => ({
      _id: new ObjectId(id),
      ...document,
      cliente_id: new ObjectId(document.cliente_id),
      dispositivos: document.dispositivos.map((device) => new ObjectId(device)),
    })),
  ]
}

function stored({ id, document }: Identified<object>): Document {
  return { _id: new ObjectId(id), ...document }
}

/** Gathers documents by collection and writes them in large unordered commands, several at once. */
function createLoad(db: Db) {
  const waiting = new Map<string, Document[]>()
  const running = new Set<Promise<void>>()
  let written = 0
  let failure: unknown

  async function write(name: string, documents: readonly Document[]): Promise<void> {
    // The command itself: `insertMany` serializes every document twice.
    const answer = await db.command({ insert: name, documents, ordered: false, writeConcern: { w: 1, j: false } })
    if (answer['n'] !== documents.length) throw new Error(`${name}: ${JSON.stringify(answer['writeErrors']?.[0])}`)
    written += documents.length
  }

  async function start(name: string, documents: readonly Document[]): Promise<void> {
    while (running.size >= commandsAtOnce) await Promise.race(running)
    if (failure !== undefined) throw failure
    const command = write(name, documents)
      .catch((error: unknown) => {
        failure = error
      })
      .finally(() => running.delete(command))
    running.add(command)
  }

  return {
    async add(name: string, documents: readonly Document[]): Promise<void> {
      const all = waiting.get(name) ?? []
      const most = large.has(name) ? perLargeCommand : perCommand
      waiting.set(name, all)
      for (const document of documents) {
        all.push(document)
        if (all.length >= most) await start(name, all.splice(0))
      }
    },
    /** @returns how many documents were written. */
    async end(): Promise<number> {
      for (const [name, documents] of waiting) if (documents.length > 0) await start(name, documents)
      await Promise.all(running)
      if (failure !== undefined) throw failure
      return written
    },
  }
}
