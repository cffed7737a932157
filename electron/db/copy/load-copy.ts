import { createHash } from 'node:crypto'
import { BSON, type Db, type Document, type MongoClient, ObjectId } from 'mongodb'
import { collections, type PlantAuditDocument } from '../collections/collections.ts'
import { runningNumbers } from '../leases/numbers.ts'
import type { CheckedCopy, CopyVisitor } from './check-copy.ts'
import { rawDocuments } from './copied-documents.ts'
import { CopyDamagedError } from './copy-damaged.ts'
import type { CopiedCollection, CopyHeader } from './copy-sections.ts'
import { insertRaw } from './raw-documents.ts'

/** Writes what a copy holds into an empty server: documents byte for byte, then the collection's indexes. */
export function loadingVisitor(client: MongoClient): CopyVisitor {
  const dbOf = ({ database }: CopiedCollection): Db => client.db(database)
  return {
    async collection(collection) {
      await dbOf(collection).createCollection(collection.name, fromText(collection.options))
    },
    async documents(collection, bytes) {
      // Whatever a validator says of them now, they were in the database.
      const options = { bypassDocumentValidation: true }
      await insertRaw(dbOf(collection), collection.name, [...rawDocuments(bytes)], options)
    },
    async collectionEnd(collection) {
      const indexes = collection.indexes.map(fromText).filter((index) => index['name'] !== '_id_')
      if (indexes.length > 0) await dbOf(collection).command({ createIndexes: collection.name, indexes })
    },
  }
}

/**
 * Whether the server holds what the copy says, read back byte for byte.
 * @throws CopyDamagedError naming the collection that differs.
 */
export async function compareWithCopy(client: MongoClient, { collections }: CheckedCopy): Promise<void> {
  for (const collection of collections) {
    if (collection.type === 'view') continue
    const found = client.db(collection.database).collection(collection.name)
    const hash = createHash('sha256')
    let documents = 0
    // In the order they were written.
    for await (const document of found.find({}, { raw: true, sort: { $natural: 1 } })) {
      hash.update(document as unknown as Uint8Array) // what `raw` makes of a document; the driver's types do not say so
      documents++
    }
    const indexes = await found.listIndexes().toArray()
    const isSame =
      documents === collection.documents &&
      hash.digest('hex') === collection.sha256 &&
      indexes.length === collection.indexes.length
    if (!isSame) throw new CopyDamagedError(`${collection.name} came back from the server as something else`)
  }
}

/** More than a plant uses between a copy and its being put back. */
const numbersAfterCopy = 1000

export type RestoreBy = Pick<PlantAuditDocument, 'host' | 'os_user' | 'version'>

/** Leaves an event in what was loaded, for its administrators to see. */
export async function noteRestore(client: MongoClient, header: CopyHeader, by: RestoreBy): Promise<void> {
  const { audit, numbers, sequences } = collections(client.db(header.databaseName))
  // Numbers that were used after the copy was made are on things in the factory: none of them is given a second time.
  await numbers.deleteMany({})
  await sequences.updateMany({ _id: runningNumbers }, { $inc: { value: numbersAfterCopy } })
  const event: PlantAuditDocument = {
    _id: new ObjectId(),
    kind: 'copy-restored',
    at: new Date(),
    ...by,
    seen_by: [],
    employee_id: null,
    made: false,
    role_before: null,
    password_mark: null,
    copy_of: new Date(header.startedAt),
  }
  await audit.insertOne(event)
}

function fromText(text: string): Document {
  return BSON.EJSON.parse(text, { relaxed: false })
}
