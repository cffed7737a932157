import {
  type Collection,
  type Document,
  type IndexDescription,
  type IndexDescriptionInfo,
  MongoNetworkTimeoutError,
  MongoServerError,
} from 'mongodb'
import { type Collections, collectionNames } from '../collections/collections.ts'
import { type Index, indexTable } from './index-table.ts'

/** An index that is not there. Nothing is ever dropped. */
export interface MissingIndex {
  readonly name: string
  readonly unique: boolean
  /** Without it a unit could be registered twice, or into one of two orders of a number: registering waits for it. */
  readonly isNeededToRegister: boolean
  /** Some of the documents that stand in its way, or what the server said. */
  readonly duplicates: readonly string[]
  /** This user may not make indexes: whoever administers the server does, by the command in docs/plant-database.md. */
  readonly notAllowed?: true
}

/** `station`: what a station cannot work without. `office`: what only lists need, and may take its time. */
export type IndexPart = 'station' | 'office'

/** Before each collection: whose indexes are looked after now, and how many of this part are done. */
export type IndexProgress = (collection: string, done: number) => void

export function indexCount(part?: IndexPart): number {
  return [...byCollection(part).values()].reduce((sum, indexes) => sum + indexes.length, 0)
}

/** The server's code for a user without the right. */
const unauthorized = 13

/**
 * Makes what is missing; what stands in the way is reported with its documents. A user who may not make indexes, as a
 * plant's station should be, only looks whether they are there.
 * @param part without it, all of them
 */
export async function ensureIndexes(
  tables: Collections,
  part?: IndexPart,
  onProgress: IndexProgress = () => undefined,
): Promise<MissingIndex[]> {
  const missing: MissingIndex[] = []
  let done = 0
  for (const [on, indexes] of byCollection(part)) {
    const collection = collectionOf(tables, on)
    onProgress(collectionNames[on], done)
    done += indexes.length
    try {
      // One command reads the collection once for all of them; where one cannot be made, none is.
      await make(collection, indexes, part === 'office')
    } catch (error) {
      if (!(error instanceof MongoServerError)) throw error
      if (error.code === unauthorized) return checkIndexes(tables, part)
      for (const index of indexes) missing.push(...(await makeOne(collection, index)))
    }
  }
  return missing
}

/**
 * @param isPatient Over millions of devices a command takes longer than any socket waits. The server goes on with it, and
 * the same command again joins what it is doing.
 */
async function make(collection: Collection<Document>, indexes: readonly Index[], isPatient: boolean): Promise<void> {
  for (;;) {
    try {
      await collection.createIndexes(indexes.map(describe))
      return
    } catch (error) {
      if (!isPatient || !(error instanceof MongoNetworkTimeoutError)) throw error
    }
  }
}

async function makeOne(collection: Collection<Document>, index: Index): Promise<MissingIndex[]> {
  try {
    await collection.createIndexes([describe(index)])
    return []
  } catch (error) {
    if (!(error instanceof MongoServerError)) throw error
    // 85/86: the same keys under another name or with other options; a plain one serves our reads just as well.
    if (!index.unique && (error.code === 85 || error.code === 86)) return []
    const duplicates = error.code === 11000 ? await duplicatesOf(collection, index) : [error.message]
    return [missingOf(index, duplicates)]
  }
}

/** Looks which indexes are there, and makes none. */
export async function checkIndexes(tables: Collections, part?: IndexPart): Promise<MissingIndex[]> {
  const missing: MissingIndex[] = []
  for (const [on, indexes] of byCollection(part)) {
    const there = await indexesOf(collectionOf(tables, on))
    for (const index of indexes) {
      if (!there.some((one) => serves(one, index))) missing.push({ ...missingOf(index, []), notAllowed: true })
    }
  }
  return missing
}

function byCollection(part: IndexPart | undefined): Map<keyof Collections, Index[]> {
  const found = new Map<keyof Collections, Index[]>()
  for (const index of indexTable) {
    if (part !== undefined && (part === 'office') !== (index.later === true)) continue
    found.set(index.on, [...(found.get(index.on) ?? []), index])
  }
  return found
}

function missingOf(index: Index, duplicates: readonly string[]): MissingIndex {
  const unique = index.unique === true
  return { name: nameOf(index), unique, isNeededToRegister: unique && index.later !== true, duplicates }
}

function describe(index: Index): IndexDescription {
  return {
    key: index.key,
    ...(index.name && { name: index.name }),
    ...(index.unique && { unique: true }),
    ...(index.where && { partialFilterExpression: index.where }),
    ...(index.text && { default_language: 'none' }),
    ...(index.expireAfterSeconds && { expireAfterSeconds: index.expireAfterSeconds }),
  }
}

/** An index is served by any on the same keys that holds the same documents; a unique one only by a unique one. */
function serves(there: IndexDescriptionInfo, wanted: Index): boolean {
  // A collection has one text index; the server rewrites its keys.
  if (wanted.text) return 'textIndexVersion' in there
  // As texts: the order of the fields is part of an index, and isDeepStrictEqual does not look at it.
  if (JSON.stringify(there.key) !== JSON.stringify(wanted.key)) return false
  if (JSON.stringify(there.partialFilterExpression) !== JSON.stringify(wanted.where)) return false
  return wanted.unique !== true || there.unique === true
}

async function indexesOf(collection: Collection<Document>): Promise<readonly IndexDescriptionInfo[]> {
  try {
    return await collection.indexes()
  } catch (error) {
    // 26: there is no such collection yet. Without the right to look, none of them can be relied upon.
    if (error instanceof MongoServerError && (error.code === 26 || error.code === unauthorized)) return []
    throw error
  }
}

function collectionOf(tables: Collections, on: keyof Collections): Collection<Document> {
  return tables[on] as unknown as Collection<Document> // index keys are names, not typed fields
}

function nameOf(index: Index): string {
  return index.name ?? `${collectionNames[index.on]} ${JSON.stringify(index.key)}`
}

async function duplicatesOf(collection: Collection<Document>, index: Index): Promise<string[]> {
  const [field] = Object.keys(index.key)
  const found = await collection
    .aggregate<{ _id: unknown; count: number }>([
      { $match: index.where ?? {} },
      { $group: { _id: `$${field}`, count: { $sum: 1 } } },
      { $match: { count: { $gt: 1 } } },
      { $limit: 10 },
    ])
    .toArray()
  return found.map(({ _id, count }) => `${field} ${String(_id)} (${count}×)`)
}
