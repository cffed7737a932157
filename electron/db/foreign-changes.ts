import type { ChangeStream, ChangeStreamDocument } from 'mongodb'
import type { Log } from '../log.ts'
import type { Database } from './client.ts'
import type { StoredDevice } from './collections.ts'

/**
 * Watches `devices` for changes that are not ours: another program imports, saves whole documents back or deletes.
 * Ours carry a new `ose_act`; the server leaves them out of the stream. Ours that delete (undo of a registration) are
 * told by their event.
 */
export function watchForeignChanges(
  database: Database,
  log: Log,
  onForeign: (order_number: string) => Promise<void>,
  /** Changes may have been missed: nobody watched, or one cannot be told to an order. */
  onGap: () => Promise<void>,
): { readonly close: () => void } {
  const { devices, deviceEvents } = database.collections
  let stream: ChangeStream<StoredDevice, ChangeStreamDocument<StoredDevice>> | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined

  async function handle(change: ChangeStreamDocument<StoredDevice>): Promise<void> {
    if (change.operationType === 'delete') {
      const [last] = await deviceEvents
        .find({ device_id: change.documentKey._id.toHexString() })
        .sort({ timestamp: -1 })
        .limit(1)
        .toArray()
      if (last?.data?.act_kind === 'undo') return
      await (typeof last?.nro_orden === 'string' ? onForeign(last.nro_orden) : onGap())
      return
    }
    const order = 'fullDocument' in change ? change.fullDocument?.nro_orden : undefined
    if (typeof order === 'string') await onForeign(order)
  }

  async function open(): Promise<void> {
    // From here on nothing is missed, and whatever came before is counted anew.
    const { operationTime } = await database.db.command({ ping: 1 })
    await onGap()
    if (closed) return
    stream = devices.watch(
      [
        {
          $match: {
            $or: [
              { operationType: 'delete' },
              { operationType: 'insert', 'fullDocument.ose_act': { $exists: false } },
              // We never replace: a document that kept our mark in a replacement was still changed by another.
              { operationType: 'replace' },
              { operationType: 'update', 'updateDescription.updatedFields.ose_act': { $exists: false } },
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
