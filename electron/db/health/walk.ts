import { setTimeout as sleep } from 'node:timers/promises'
import type { Collection, Document, ObjectId } from 'mongodb'

/** How a check goes through a collection: never faster than this, and only while nobody has cancelled. */
export interface Pace {
  readonly signal: AbortSignal
  /** @param looked documents or index entries since the last call */
  readonly step: (looked: number) => void
}

export class CheckCancelled extends Error {
  constructor() {
    super('cancelled')
  }
}

/** One command's worth: less than half a second on a slow server, so that a cancel is quick and no socket times out. */
const entriesPerCommand = 20_000

/** The server rests as long as it has worked: whoever scans has the other half. */
export async function paced<Value>({ signal }: Pace, work: () => Promise<Value>): Promise<Value> {
  if (signal.aborted) throw new CheckCancelled()
  const began = performance.now()
  const value = await work()
  await sleep(Math.min(performance.now() - began, 500))
  if (signal.aborted) throw new CheckCancelled()
  return value
}

/**
 * The different texts of a field, by jumping from one to the next in its index: for fields of which many documents
 * have the same (an order number, a customer). Reads one entry per value.
 */
export async function* jumpValues(collection: Collection<Document>, field: string, pace: Pace): AsyncGenerator<string> {
  let last = ''
  for (let read = 0; ; read++) {
    const find = () =>
      collection.findOne({ [field]: { $gt: last } }, { projection: { _id: 0, [field]: 1 }, sort: { [field]: 1 } })
    // Resting after each entry would take longer than all the reading.
    const found = read % 100 === 0 ? await paced(pace, find) : await find()
    const value: unknown = found?.[field]
    if (typeof value !== 'string') return
    yield value
    pace.step(1)
    last = value
  }
}

export interface CountedValue {
  readonly value: string
  readonly count: number
}

/**
 * All texts of a field in the order of its index, each with the number of documents that have it: for fields of which
 * nearly each document has its own. The server counts; nothing but index entries is read.
 */
export async function* walkValues(
  collection: Collection<Document>,
  field: string,
  pace: Pace,
): AsyncGenerator<readonly CountedValue[]> {
  let from: Document = { $gt: '' }
  for (;;) {
    const groups = await paced(pace, () =>
      collection
        .aggregate<{ _id: string; count: number }>(
          [
            { $match: { [field]: from } },
            { $sort: { [field]: 1 } },
            { $limit: entriesPerCommand },
            { $project: { _id: 0, [field]: 1 } },
            { $group: { _id: `$${field}`, count: { $sum: 1 } } },
            { $sort: { _id: 1 } },
          ],
          { allowDiskUse: true },
        )
        .toArray(),
    )
    const looked = groups.reduce((sum, { count }) => sum + count, 0)
    pace.step(looked)
    const values = groups.map(({ _id, count }) => ({ value: _id, count }))
    if (looked < entriesPerCommand) {
      yield values
      return
    }
    const last = values.pop()
    if (last === undefined) return
    if (values.length > 0) {
      // The last one may go on behind the limit: it is counted with the next.
      yield values
      from = { $gte: last.value }
    } else {
      const count = await paced(pace, () => collection.countDocuments({ [field]: last.value }))
      yield [{ value: last.value, count }]
      from = { $gt: last.value }
    }
  }
}

/** A collection's documents in the order of `_id`, some fields of each; in pages, so that nothing is held open. */
export async function* pagesOf<Stored extends Document>(
  collection: Collection<Document>,
  filter: Document,
  projection: Document,
  pace: Pace,
  length = 500,
): AsyncGenerator<readonly Stored[]> {
  let last: ObjectId | null = null
  for (;;) {
    const from: Document = last === null ? {} : { _id: { $gt: last } }
    const page = await paced(pace, () =>
      collection
        .find({ $and: [filter, from] })
        .project<Stored>(projection)
        .sort({ _id: 1 })
        .limit(length)
        .toArray(),
    )
    if (page.length > 0) yield page
    pace.step(page.length)
    const end: Stored | undefined = page.at(-1)
    if (page.length < length || end === undefined) return
    last = end['_id']
  }
}

/** What a filter finds, as its own index holds it: for few of many, where an order would have to be made first. */
export async function* batchesOf<Stored extends Document>(
  collection: Collection<Document>,
  filter: Document,
  projection: Document,
  pace: Pace,
): AsyncGenerator<readonly Stored[]> {
  const cursor = collection.find(filter, { batchSize: 500 }).project<Stored>(projection)
  try {
    while (await paced(pace, () => cursor.hasNext())) {
      const batch = cursor.readBufferedDocuments()
      pace.step(batch.length)
      yield batch
    }
  } finally {
    await cursor.close()
  }
}
