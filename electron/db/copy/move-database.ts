import { createHash } from 'node:crypto'
import type { Collection, Db, Document, IndexDescriptionInfo } from 'mongodb'
import type { MovePhase } from '../../../shared/database.ts'
import { isPassing } from '../collections/notices-form.ts'
import { hasMarker, isMarker, type MoveMarker, markMoved, readMarker, writeMarker } from './move-marker.ts'
import { fingerprint, idKey, idOf, insertRaw, type RawDocument, rawBatches, rawById } from './raw-documents.ts'

export interface Move {
  readonly source: Db
  readonly target: Db
  readonly signal: AbortSignal
  readonly onProgress: (progress: MoveProgress) => void
}

export interface MoveProgress {
  readonly phase: MovePhase
  readonly collection: string
  /** Documents of this phase. */
  readonly done: number
  readonly total: number
}

/** Why a move ended without its end; nothing but the target has changed. */
export class MoveRefused extends Error {
  constructor(
    readonly code: 'move-target-used' | 'move-differs' | 'move-cancelled',
    readonly collection = '',
  ) {
    super(code)
  }
}

export interface Moved {
  readonly documents: number
  readonly collections: number
  /** Over the fingerprints of all collections, hex: the same on both sides. */
  readonly sha256: string
}

/**
 * Copies a database into another, byte by byte, makes its indexes there, and compares both: the number of documents
 * and a hash over all of them, collection by collection. The source is only read. The target must be empty, or be what
 * an earlier try of the same move left: then it goes on, and what changed in the source since is taken over.
 *
 * While it runs nobody may write to the source; whoever did is found out by the comparison.
 * @throws `MoveRefused`; the driver's errors.
 */
export async function moveDatabase({ source, target, signal, onProgress }: Move): Promise<Moved> {
  const names = await collectionNamesOf(source)
  const identity = await identityOf(source)
  await claim(target, identity)
  const total = await countAll(source, names)
  let done = 0
  const step = (phase: MovePhase, collection: string, documents: number) => {
    if (signal.aborted) throw new MoveRefused('move-cancelled')
    done += documents
    onProgress({ phase, collection, done, total })
  }

  for (const name of names) {
    step('copying', name, 0)
    await copy(source, target, name, (documents) => step('copying', name, documents))
  }
  for (const name of names) {
    done = 0
    step('indexing', name, 0)
    await makeIndexes(source.collection(name), target.collection(name))
  }

  done = 0
  const whole = createHash('sha256')
  let documents = 0
  for (const name of await union(names, target)) {
    const [here, there] = await Promise.all([
      fingerprint(source.collection(name), (count) => step('comparing', name, count), markerOf(name)),
      fingerprint(target.collection(name), () => step('comparing', name, 0), markerOf(name)),
    ])
    if (here.count !== there.count || here.sha256 !== there.sha256) throw new MoveRefused('move-differs', name)
    documents += here.count
    whole.update(`${name} ${here.count} ${here.sha256}\n`)
  }
  await markMoved(target)
  return { documents, collections: names.length, sha256: whole.digest('hex') }
}

/** Ours are plain collections; a view or a time series is not copied silently as something else. */
async function collectionNamesOf(db: Db): Promise<string[]> {
  const found = await db.listCollections({}, { nameOnly: true }).toArray()
  const kept = found.filter(({ name }) => !name.startsWith('system.') && !isPassing(name))
  const [odd] = kept.filter(({ type }) => type !== 'collection')
  if (odd !== undefined) throw new Error(`${odd.name} is a ${odd.type}, which cannot be moved`)
  return kept.map(({ name }) => name).sort()
}

/** Tells two sources apart without writing into either: the server gives each collection an id for its lifetime. */
async function identityOf(source: Db): Promise<string> {
  const found = await source.listCollections().toArray()
  // The driver's type knows the answer's shape, not the id that the server adds.
  const oldest: Document | undefined = found.find(({ name }) => name === 'employees') ?? found[0]
  const id = oldest?.['info']?.uuid?.toString('hex') ?? ''
  return createHash('sha256').update(`${source.databaseName} ${id}`).digest('hex')
}

async function claim(target: Db, source: string): Promise<void> {
  const marker: MoveMarker | null = await readMarker(target)
  if (marker !== null) {
    if (marker.source !== source || marker.finished_at !== null) throw new MoveRefused('move-target-used')
    return
  }
  for (const name of await collectionNamesOf(target)) {
    // Prepared collections are empty; a single document makes it somebody's database.
    if ((await target.collection(name).findOne({}, { projection: { _id: 1 } })) !== null) {
      throw new MoveRefused('move-target-used', name)
    }
  }
  await writeMarker(target, source)
}

async function countAll(db: Db, names: readonly string[]): Promise<number> {
  const counts = await Promise.all(names.map((name) => db.collection(name).estimatedDocumentCount()))
  return counts.reduce((sum, count) => sum + count, 0)
}

async function union(names: readonly string[], target: Db): Promise<string[]> {
  return [...new Set([...names, ...(await collectionNamesOf(target))])].sort()
}

function markerOf(collection: string): (document: RawDocument) => boolean {
  return hasMarker(collection) ? isMarker : () => false
}

async function copy(source: Db, target: Db, name: string, onBatch: (documents: number) => void): Promise<void> {
  const to = target.collection(name)
  const isLeftOut = markerOf(name)
  // What an earlier try left is compared document by document; an empty collection is just filled.
  const isEmpty = (await to.findOne({}, { projection: { _id: 1 } })) === null
  const there = new Set<string>()
  for await (const batch of rawBatches(source.collection(name))) {
    const documents = batch.filter((document) => !isLeftOut(document))
    if (isEmpty) await insertRaw(target, name, documents)
    else {
      for (const document of documents) there.add(idKey(document))
      await reconcile(target, name, documents)
    }
    onBatch(batch.length)
  }
  if (!isEmpty) await removeOthers(to, there, isLeftOut)
}

async function reconcile(target: Db, name: string, documents: readonly RawDocument[]): Promise<void> {
  const to = target.collection(name)
  const found = await rawById(to, documents.map(idOf))
  const isSame = (document: RawDocument) => {
    const other = found.get(idKey(document))
    return other !== undefined && Buffer.compare(other, document) === 0
  }
  const wrong = documents.filter((document) => !isSame(document))
  const old = wrong.filter((document) => found.has(idKey(document)))
  if (old.length > 0) await to.deleteMany({ _id: { $in: old.map(idOf) } } as Document) // ids of any kind
  await insertRaw(target, name, wrong)
}

/** Undone in the source since the earlier try. */
async function removeOthers(
  to: Collection<Document>,
  there: ReadonlySet<string>,
  isLeftOut: (document: RawDocument) => boolean,
): Promise<void> {
  const others: unknown[] = []
  for await (const batch of rawBatches(to)) {
    for (const document of batch) if (!isLeftOut(document) && !there.has(idKey(document))) others.push(idOf(document))
  }
  if (others.length > 0) await to.deleteMany({ _id: { $in: others } } as Document) // ids of any kind
}

/** What is there under the same name stays; what this user may not make, the program's own check reports. */
async function makeIndexes(source: Collection<Document>, target: Collection<Document>): Promise<void> {
  const [wanted, there] = await Promise.all([indexesOf(source), indexesOf(target)])
  const names = new Set(there.map(({ name }) => name))
  const missing = wanted.filter(({ name }) => !names.has(name))
  if (missing.length === 0) return
  await target.createIndexes(
    missing.map(({ v: _version, ...index }) => ({ ...index, key: index.key as Record<string, 1> })), // as the server gave it
  )
}

async function indexesOf(collection: Collection<Document>): Promise<readonly IndexDescriptionInfo[]> {
  return collection.indexes().catch((error: unknown) => {
    // 26: a collection that was only ever named.
    if (error instanceof Error && 'code' in error && error.code === 26) return []
    throw error
  })
}
