import type { ChangeStream, ChangeStreamDocument, Document, ResumeToken, Timestamp } from 'mongodb'
import { collectionNames } from '../collections/collections.ts'
import type { Database } from '../connection/client.ts'

export type PlantChange = ChangeStreamDocument<Document>
export type PlantStream = ChangeStream<Document, PlantChange>

/** What a fold writes of an order. It does so in a transaction; the other program's save is none. */
const figures = ['produced', 'approved', 'rejected', 'batches'] as const

/** @param token where to go on; without it, from `now` */
export function openPlantStream({ db }: Pick<Database, 'db'>, token: ResumeToken | null, now: Timestamp): PlantStream {
  const from = token === null ? { startAtOperationTime: now } : { startAfter: token }
  return db.watch(pipeline, {
    ...from,
    fullDocument: 'updateLookup',
    maxAwaitTimeMS: 1000,
  })
}

/** Whether the position where the stream was to go on is no longer in the server's log. */
export function isLostHistory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 286 || error.code === 280 || error.code === 260)
}

/** Whether it may be another program's change of what ours count: `seenChanges` says whether it is. */
export function mayBeForeign(change: PlantChange): boolean {
  if (!('ns' in change) || !('coll' in change.ns)) return false
  if (change.ns.coll === collectionNames.devices) return true
  if (change.ns.coll !== collectionNames.orders) return false
  if (change.operationType === 'replace') return true
  if (change.operationType !== 'update') return false
  const changed = change.updateDescription.updatedFields ?? {}
  return [...figures, 'status'].some((name) => name in changed)
}

/** Never counters or events, and devices only where the change is not ours: each scan would come through the stream. */
const pipeline: Document[] = [
  {
    $match: {
      $or: [
        {
          'ns.coll': collectionNames.devices,
          $or: [
            { operationType: 'delete' },
            { operationType: 'insert', 'fullDocument.ose_act': { $exists: false } },
            // We never replace: a document that kept our mark in a replacement was still changed by another.
            { operationType: 'replace' },
            { operationType: 'update', 'updateDescription.updatedFields.ose_act': { $exists: false } },
          ],
        },
        { 'ns.coll': { $in: [collectionNames.orders, collectionNames.references, collectionNames.conflicts] } },
      ],
    },
  },
]
