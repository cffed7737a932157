import type { ChangeStream, ChangeStreamDocument, Document, ObjectId } from 'mongodb'
import { batchOfKey } from '../../../shared/domain/batch-key.ts'
import type { Log } from '../../log/log.ts'
import type { Database } from '../connection/client.ts'

export interface OrderWatchListener {
  /**
   * Something about this order changed.
   * @param id the document's id as text
   * @param onlyFigures nothing but what the folds write every second
   */
  readonly onOrder: (id: string, onlyFigures: boolean) => void
  /** A station ran out of places of this batch: give back what is not needed. */
  readonly onAsked: (batch: { readonly order_number: string; readonly lote: number }) => void
}

type Watched = Document & { _id: ObjectId | string }

/**
 * What a station watches: orders, and requests for places. Never counters, devices or events: with those in its
 * stream a plant of 64 stations measured 283 scans a second instead of a thousand. The documents are not looked up:
 * a station reads the one order that it has open, if it is that one.
 */
export function watchOrders(
  database: Database,
  log: Log,
  listener: OrderWatchListener,
): { readonly close: () => void } {
  let stream: ChangeStream<Watched, ChangeStreamDocument<Watched>> | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined

  function open(): void {
    if (closed) return
    stream = database.db.watch<Watched, ChangeStreamDocument<Watched>>(
      [
        {
          $match: {
            $or: [
              { 'ns.coll': 'production_orders' },
              { 'ns.coll': 'station_rooms', 'updateDescription.updatedFields.asked_at': { $exists: true } },
            ],
          },
        },
        { $project: { ns: 1, documentKey: 1, operationType: 1, updateDescription: 1 } },
      ],
      { maxAwaitTimeMS: 1000 },
    )
    stream.on('change', (change) => {
      if (!('documentKey' in change)) return
      if (change.ns.coll === 'station_rooms') {
        const batch = batchOfKey(String(change.documentKey._id))
        if (batch !== null) listener.onAsked(batch)
        return
      }
      const changed = change.operationType === 'update' ? change.updateDescription.updatedFields : undefined
      listener.onOrder(String(change.documentKey._id), changed !== undefined && Object.keys(changed).every(isFigure))
    })
    // Failover, a lost history (code 286) or a server that went away: watch anew; readers refresh on reconnection.
    stream.on('error', (error) => {
      log('watch.lost', { error })
      void stream?.close().catch(() => undefined)
      clearTimeout(timer)
      timer = setTimeout(open, 1000)
    })
  }

  open()
  return {
    close: () => {
      closed = true
      clearTimeout(timer)
      void stream?.close().catch(() => undefined)
    },
  }
}

function isFigure(field: string): boolean {
  return /^(?:produced|approved|rejected|updated_at|batches\.\d+\.produced)$/.test(field)
}
