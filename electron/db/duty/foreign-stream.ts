import type { ChangeStream, ChangeStreamDocument, Document, ResumeToken, Timestamp } from 'mongodb'
import type { Database } from '../connection/client.ts'

export type ForeignChange = ChangeStreamDocument<Document>
export type ForeignStream = ChangeStream<Document, ForeignChange>

/** What a fold writes of an order. It does so in a transaction; the other program's save is none. */
const figures = ['produced', 'approved', 'rejected', 'batches'] as const

/** @param token where to go on; without it, from `now` */
export function openForeignStream(
  { db, collections }: Pick<Database, 'db' | 'collections'>,
  token: ResumeToken | null,
  now: Timestamp,
): ForeignStream {
  const from = token === null ? { startAtOperationTime: now } : { startAfter: token }
  return db.watch(pipeline(collections.devices.collectionName, collections.orders.collectionName), {
    ...from,
    fullDocument: 'updateLookup',
    maxAwaitTimeMS: 1000,
  })
}

/** Whether the position where the stream was to go on is no longer in the server's log. */
export function isLostHistory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 286 || error.code === 280 || error.code === 260)
}

function pipeline(devices: string, orders: string): Document[] {
  return [
    {
      $match: {
        $or: [
          {
            'ns.coll': devices,
            $or: [
              { operationType: 'delete' },
              { operationType: 'insert', 'fullDocument.ose_act': { $exists: false } },
              // We never replace: a document that kept our mark in a replacement was still changed by another.
              { operationType: 'replace' },
              { operationType: 'update', 'updateDescription.updatedFields.ose_act': { $exists: false } },
            ],
          },
          {
            'ns.coll': orders,
            operationType: { $in: ['update', 'replace'] },
            $or: [
              { operationType: 'replace' },
              ...[...figures, 'status'].map((name) => ({
                [`updateDescription.updatedFields.${name}`]: { $exists: true },
              })),
            ],
          },
        ],
      },
    },
  ]
}
