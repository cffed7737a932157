import { createHash } from 'node:crypto'
import { BSON, type Collection, type Db, type Document } from 'mongodb'
// Not in the package's own entry: the driver's way to send documents as the bytes they are. Pinned with the driver,
// and tests/integration/move-database.test.ts fails when it changes.
import { DocumentSequence } from 'mongodb/lib/cmap/commands.js'

/** One document as its bytes. Decoding and encoding again would turn `{"2":…,"1":…}` around: JavaScript sorts such keys. */
export type RawDocument = Uint8Array

/** At most so many documents, and about so many bytes, are in memory at once. */
const batchDocuments = 500
const batchBytes = 4 * 2 ** 20

/** All documents of a collection in the order of `_id`, in batches. */
export async function* rawBatches(collection: Collection<Document>): AsyncGenerator<RawDocument[]> {
  const cursor = collection.find({}, { raw: true, sort: { _id: 1 }, hint: { _id: 1 }, batchSize: batchDocuments })
  let batch: RawDocument[] = []
  let bytes = 0
  try {
    // With `raw` the driver gives bytes and still calls them documents.
    for await (const document of cursor as unknown as AsyncIterable<RawDocument>) {
      batch.push(document)
      bytes += document.length
      if (batch.length < batchDocuments && bytes < batchBytes) continue
      yield batch
      batch = []
      bytes = 0
    }
    if (batch.length > 0) yield batch
  } finally {
    await cursor.close()
  }
}

/** Those documents of `ids` that are there, by `idKey`. */
export async function rawById(
  collection: Collection<Document>,
  ids: readonly unknown[],
): Promise<Map<string, RawDocument>> {
  const cursor = collection.find({ _id: { $in: [...ids] } } as Document, { raw: true }) // ids of any kind
  const found = new Map<string, RawDocument>()
  for await (const document of cursor as unknown as AsyncIterable<RawDocument>) found.set(idKey(document), document)
  return found
}

/** A document's `_id` with its exact BSON type (a double 1 and an int 1 are two things to a copy). */
export function idOf(document: RawDocument): unknown {
  return BSON.deserialize(document, { promoteValues: false })['_id']
}

export function idKey(document: RawDocument): string {
  return BSON.EJSON.stringify(idOf(document), { relaxed: false })
}

/** Inserts the bytes as they are, acknowledged by a majority's journal. @throws at the first that cannot be. */
export async function insertRaw(
  db: Db,
  collection: string,
  documents: readonly RawDocument[],
  options: { readonly bypassDocumentValidation?: boolean } = {},
): Promise<void> {
  if (documents.length === 0) return
  const sequence = new DocumentSequence('documents')
  for (const document of documents) sequence.push({}, document)
  const writeConcern = { w: 'majority', j: true, wtimeout: 60_000 }
  const answer = await db.command({ insert: collection, documents: sequence, ordered: true, writeConcern, ...options })
  const [failed] = answer['writeErrors'] ?? []
  if (failed !== undefined) throw new NotInserted(Number(failed.code))
  if (answer['writeConcernError'] !== undefined) throw new NotInserted(Number(answer['writeConcernError'].code))
}

export class NotInserted extends Error {
  constructor(readonly code: number) {
    super(`a document could not be inserted (${code})`)
  }
}

export interface Fingerprint {
  readonly count: number
  /** SHA-256 over the bytes of all documents in the order of `_id`, hex. */
  readonly sha256: string
}

/** @param isLeftOut documents that belong to no comparison */
export async function fingerprint(
  collection: Collection<Document>,
  onBatch: (documents: number) => void,
  isLeftOut: (document: RawDocument) => boolean,
): Promise<Fingerprint> {
  const hash = createHash('sha256')
  let count = 0
  for await (const batch of rawBatches(collection)) {
    for (const document of batch) {
      if (isLeftOut(document)) continue
      hash.update(document)
      count += 1
    }
    onBatch(batch.length)
  }
  return { count, sha256: hash.digest('hex') }
}
