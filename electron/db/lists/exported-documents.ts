import { BSON, type Collection, type Document, type MongoClient } from 'mongodb'
import type { ListFilter } from '../../../shared/contract/list-filter.ts'
import { isHintRefused, listingSteps, type Projection, type Step } from '../collections/keyset.ts'
import { clientFor } from '../connection/client.ts'
import { listQuery, listSources, projectionOf, secretFields, sourceCollection } from './list-queries.ts'

/** Documents of one batch: with a pallet's or a notification's large ones still a few megabytes. */
const batchDocuments = 500

/**
 * A connection for reading a list from its beginning to its end, beside the station's own: patient, because nobody
 * stands before it, and with the concern of the screen's pages.
 * @throws the driver's error
 */
export async function withExportClient<Value>(
  connectionString: string,
  work: (client: MongoClient) => Promise<Value>,
): Promise<Value> {
  const client = clientFor(connectionString, {
    appName: 'ose-station-export',
    serverSelectionTimeoutMS: 10_000,
    socketTimeoutMS: 60_000,
    maxPoolSize: 2,
  })
  try {
    return await work(client)
  } finally {
    await client.close(true)
  }
}

/** The documents of a list as they are stored, in its order, batch by batch; secrets are not among them. */
export async function* exportedDocuments(
  client: MongoClient,
  databaseName: string,
  filter: ListFilter,
): AsyncGenerator<readonly Document[]> {
  const { listing, range } = listQuery(filter)
  const source = listSources[filter.list]
  const collection = sourceCollection(client.db(databaseName), filter.list)
  for (const step of listingSteps(listing, range, null)) {
    yield* batches(collection, step, projectionOf(source))
  }
}

async function* batches(
  collection: Collection<Document>,
  step: Step,
  projection: Projection | undefined,
): AsyncGenerator<readonly Document[]> {
  let index = step.index
  for (let isBegun = false; ; ) {
    const cursor = collection.find(step.filter, {
      sort: step.sort,
      batchSize: batchDocuments,
      // A batch of its own in an order that no index holds is sorted on the server's disk.
      allowDiskUse: true,
      ...(projection && { projection }),
      ...(index !== undefined && { hint: index }),
    })
    try {
      while (await cursor.hasNext()) {
        isBegun = true
        yield cursor.readBufferedDocuments().map(withoutSecrets)
      }
      return
    } catch (error) {
      // The list's index is not made yet: the planner chooses.
      if (isBegun || index === undefined || !isHintRefused(error)) throw error
      index = undefined
    } finally {
      await cursor.close().catch(() => undefined)
    }
  }
}

/** Also where a list that has none is read whole: whoever stores a password's hash among devices gets no copy of it. */
function withoutSecrets(document: Document): Document {
  for (const field of secretFields) if (field in document) delete document[field]
  return document
}

/** One document as relaxed Extended JSON, on one line. */
export function extendedJson(document: unknown): string {
  return BSON.EJSON.stringify(document as Document, { relaxed: true }) // typed for documents, made for any value
}
