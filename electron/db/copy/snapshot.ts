import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { BSON, type ClientSession, type Document, MongoClient, MongoServerError } from 'mongodb'
import { isPassing } from '../collections/notices-form.ts'
import { type CopiedCollection, type CopyHeader, jsonSection, type Section } from './copy-sections.ts'

/** The server no longer has the moment that is read, or collections changed meanwhile: another try may do. */
export class SnapshotLostError extends Error {}

/** Documents of one section, bytes: small enough that no scan waits behind it. */
const sectionBytes = 2 ** 20
const batchSize = 1000
/** SnapshotTooOld, SnapshotUnavailable, and a collection dropped or renamed under the reader. */
const lostCodes: ReadonlySet<unknown> = new Set([239, 246, 175, 26])
const ownDatabases: ReadonlySet<string> = new Set(['admin', 'config', 'local'])

export interface SnapshotOptions {
  readonly header: Omit<CopyHeader, 'server'>
  /** Pause after each section as a multiple of the time it took; 1 leaves half of the disk and server to the station. */
  readonly pace: number
  readonly onProgress: (documents: number) => void
}

/**
 * A connection for copying alone: no read concern of its own (a snapshot session brings it), and patience, because
 * nobody stands before it.
 */
export async function withCopyClient<Value>(
  connectionString: string,
  work: (client: MongoClient) => Promise<Value>,
): Promise<Value> {
  const client = new MongoClient(connectionString, {
    appName: 'ose-station-copy',
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 120_000,
    compressors: ['none'],
    maxPoolSize: 2,
  })
  try {
    return await work(client)
  } finally {
    await client.close(true)
  }
}

/** Every collection of every database of ours as it was at one moment, as sections of a copy. */
export async function* snapshotSections(client: MongoClient, options: SnapshotOptions): AsyncGenerator<Section> {
  const { version } = await client.db('admin').command({ buildInfo: 1 })
  yield jsonSection('header', { ...options.header, server: String(version) } satisfies CopyHeader)
  // Lists cannot be read at a past moment: they are read before and after, and must be the same.
  const before = await describe(client)
  const session = client.startSession({ snapshot: true })
  let total = 0
  try {
    for (const collection of before.collections) {
      yield jsonSection('collection', collection)
      const hash = createHash('sha256')
      let documents = 0
      for await (const { bytes, count } of documentsOf(client, session, collection, options.pace)) {
        hash.update(bytes)
        documents += count
        total += count
        options.onProgress(total)
        yield { kind: 'documents', payload: bytes }
      }
      yield jsonSection('collection-end', { documents, sha256: hash.digest('hex') })
    }
    if ((await describe(client)).mark !== before.mark) throw new SnapshotLostError('collections or indexes changed')
    const collections = before.collections.length
    yield jsonSection('end', { collections, documents: total })
  } catch (error) {
    if (error instanceof MongoServerError && lostCodes.has(error.code)) throw new SnapshotLostError(error.message)
    throw error
  } finally {
    await session.endSession()
  }
}

async function* documentsOf(client: MongoClient, session: ClientSession, collection: CopiedCollection, pace: number) {
  // A view has no documents of its own.
  if (collection.type === 'view') return
  let waiting: Uint8Array[] = []
  let size = 0
  let since = Date.now()
  const cursor = client.db(collection.database).collection(collection.name).find({}, { session, raw: true, batchSize })
  try {
    for await (const document of cursor) {
      const bytes = document as unknown as Uint8Array // what `raw` makes of a document; the driver's types do not say so
      waiting.push(bytes)
      size += bytes.length
      if (size < sectionBytes) continue
      yield { bytes: Buffer.concat(waiting), count: waiting.length }
      waiting = []
      size = 0
      if (pace > 0) await sleep((Date.now() - since) * pace)
      since = Date.now()
    }
  } finally {
    await cursor.close()
  }
  if (waiting.length > 0) yield { bytes: Buffer.concat(waiting), count: waiting.length }
}

/** Every collection with its options and indexes, and a mark that changes when any of it does. */
async function describe(
  client: MongoClient,
): Promise<{ readonly collections: readonly CopiedCollection[]; readonly mark: string }> {
  const collections: CopiedCollection[] = []
  const marks: string[] = []
  const { databases } = await client.db('admin').admin().listDatabases({ nameOnly: true })
  for (const database of databases.map(({ name }) => name).filter((name) => !ownDatabases.has(name))) {
    const db = client.db(database)
    const listed = await db.listCollections().toArray()
    for (const found of listed.sort((one, other) => (one.name < other.name ? -1 : 1))) {
      if (found.name.startsWith('system.') || isPassing(found.name)) continue
      const { type = 'collection' } = found
      // A time series' documents lie in another form: left out without a word, they would be missing one day.
      if (type !== 'collection' && type !== 'view') throw new Error(`${database}.${found.name} is a ${type}`)
      const options = 'options' in found ? (found.options ?? {}) : {}
      const indexes = type === 'view' ? [] : await db.collection(found.name).listIndexes().toArray()
      collections.push({ database, name: found.name, type, options: asText(options), indexes: indexes.map(asText) })
      marks.push('info' in found ? asText(found.info ?? {}) : '')
    }
  }
  return { collections, mark: JSON.stringify([collections, marks]) }
}

function asText(document: Document): string {
  return BSON.EJSON.stringify(document, { relaxed: false })
}
