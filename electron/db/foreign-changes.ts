import type { ChangeStream, ChangeStreamDocument, Document, ObjectId } from 'mongodb'
import type { Log } from '../log.ts'
import type { Database } from './client.ts'
import { importOf } from './import-ids.ts'

/** What a fold writes of an order. It does so in a transaction; the other program's save is none. */
const figures = ['produced', 'approved', 'rejected', 'batches'] as const

/**
 * Watches `devices` for changes that are not ours: another program imports, saves whole documents back or deletes.
 * Ours carry a new `ose_act`; the server leaves them out of the stream. Ours that delete (undo of a registration) are
 * told by their event, which is written in the same transaction: a device that was undone, brought back by a save of
 * the other program and then deleted by it has that event as well, but no transaction. And
 * `production_orders`, whose figures a save of the whole document brings back to what they were when it was read.
 */
export function watchForeignChanges(
  database: Database,
  log: Log,
  onForeign: (order_number: string) => Promise<void>,
  /** Changes may have been missed: nobody watched, or one cannot be told to an order. */
  onGap: () => Promise<void>,
): { readonly close: () => void } {
  const { devices, deviceEvents, orders, imports } = database.collections
  let stream: ChangeStream<Document, ChangeStreamDocument<Document>> | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined

  async function handle(change: ChangeStreamDocument<Document>): Promise<void> {
    if (change.operationType === 'delete') {
      const [last] = await deviceEvents
        .find({ device_id: change.documentKey._id.toHexString() })
        .sort({ timestamp: -1 })
        .limit(1)
        .toArray()
      if (last?.data?.act_kind === 'undo' && change.txnNumber !== undefined) return
      if (last === undefined && (await isTakenBack(change.documentKey._id))) return
      await (typeof last?.nro_orden === 'string' ? onForeign(last.nro_orden) : onGap())
      return
    }
    // Here and not in the stream's filter: the server (6.0.5) looks for it in its log, where every write that may be
    // tried again has one, and would leave these out.
    if (!('fullDocument' in change)) return
    if (change.ns.coll === orders.collectionName && change.txnNumber !== undefined) return
    const changed = change.fullDocument
    const order: unknown = changed?.['nro_orden'] ?? changed?.['order_number']
    if (typeof order === 'string') await onForeign(order)
  }

  /** By an import that stores everything or nothing: it asks for the recount of its orders itself, once. */
  async function isTakenBack(device: ObjectId): Promise<boolean> {
    const states = ['writing', 'undone'] as const
    return (await imports.countDocuments({ _id: importOf(device), state: { $in: [...states] } }, { limit: 1 })) === 1
  }

  async function open(): Promise<void> {
    // From here on nothing is missed, and whatever came before is counted anew.
    const { operationTime } = await database.db.command({ ping: 1 })
    await onGap()
    if (closed) return
    stream = database.db.watch(
      [
        {
          $match: {
            $or: [
              {
                'ns.coll': devices.collectionName,
                $or: [
                  { operationType: 'delete' },
                  { operationType: 'insert', 'fullDocument.ose_act': { $exists: false } },
                  // We never replace: a document that kept our mark in a replacement was still changed by another.
                  { operationType: 'replace' },
                  { operationType: 'update', 'updateDescription.updatedFields.ose_act': { $exists: false } },
                ],
              },
              {
                'ns.coll': orders.collectionName,
                operationType: { $in: ['update', 'replace'] },
                $or: [
                  { operationType: 'replace' },
                  ...figures.map((name) => ({ [`updateDescription.updatedFields.${name}`]: { $exists: true } })),
                ],
              },
            ],
          },
        },
      ],
      { fullDocument: 'updateLookup', maxAwaitTimeMS: 1000, startAtOperationTime: operationTime },
    )
    stream.on(
      'change',
      (change) => void handle(change).catch((error: unknown) => log('foreign-change.failed', { error })),
    )
    stream.on('error', (error) => {
      log('foreign-watch.lost', { error })
      void stream?.close().catch(() => undefined)
      clearTimeout(timer)
      openSoon()
    })
  }

  function openSoon(): void {
    timer = setTimeout(() => {
      open().catch((error: unknown) => {
        log('foreign-watch.failed', { error })
        openSoon()
      })
    }, 1000)
  }

  open().catch((error: unknown) => {
    log('foreign-watch.failed', { error })
    openSoon()
  })
  return {
    close: () => {
      closed = true
      clearTimeout(timer)
      void stream?.close().catch(() => undefined)
    },
  }
}
