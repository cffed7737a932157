import { BSON, type ChangeStream, type ChangeStreamDocument, type Document, type ObjectId } from 'mongodb'
import type { Log } from '../../log/log.ts'
import { collectionNames } from '../collections/collections.ts'
import type { Database } from '../connection/client.ts'
import type { Notice } from '../notices/notice.ts'

/** A larger order is read by whoever has it open, bytes. */
const largestDocument = 64 * 1024
const retryMs = 1000

type Watched = Document & { _id: ObjectId | string }

export interface PlantWatchListener {
  readonly tell: (notices: readonly Notice[]) => Promise<void>
  /** The duty's own fold of an order, which tells its figures itself; by the time that it sets. */
  readonly isOwnFold: (at: Date) => boolean
}

/**
 * The one watcher of the plant: what it sees of orders, product references and conflicts it tells the stations. Never
 * counters, devices or events: with those in a stream a plant of 64 stations measured 283 scans a second instead of a
 * thousand.
 */
export function watchPlant(
  { db }: Pick<Database, 'db'>,
  log: Log,
  listener: PlantWatchListener,
): { readonly close: () => void } {
  let stream: ChangeStream<Watched, ChangeStreamDocument<Watched>> | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let waiting: Notice[] = []
  let telling = false

  /** While one is on its way the next gather: many changes are few writes. */
  async function tellAll(): Promise<void> {
    if (telling) return
    telling = true
    try {
      while (waiting.length > 0) await listener.tell(waiting.splice(0))
    } catch (error) {
      log('plant-watch.not-told', { error })
    } finally {
      telling = false
    }
  }

  async function open(): Promise<void> {
    // From here on nothing is missed; whatever came before is read anew by whoever needs it.
    const { operationTime } = await db.command({ ping: 1 })
    if (closed) return
    const collections = [collectionNames.orders, collectionNames.references, collectionNames.conflicts]
    stream = db.watch<Watched, ChangeStreamDocument<Watched>>([{ $match: { 'ns.coll': { $in: collections } } }], {
      maxAwaitTimeMS: 1000,
      fullDocument: 'updateLookup',
      startAtOperationTime: operationTime,
    })
    stream.on('change', (change) => {
      const notice = noticeOf(change, listener.isOwnFold)
      if (notice === null) return
      waiting.push(notice)
      void tellAll()
    })
    // Failover, a lost history (code 286) or a server that went away: watch anew.
    stream.on('error', (error) => {
      log('plant-watch.lost', { error })
      void stream?.close().catch(() => undefined)
      openSoon()
    })
    await listener.tell([{ what: 'gap' }])
  }

  function openSoon(): void {
    clearTimeout(timer)
    if (!closed) timer = setTimeout(tryOpen, retryMs)
  }

  function tryOpen(): void {
    open().catch((error: unknown) => {
      log('plant-watch.failed', { error })
      void stream?.close().catch(() => undefined)
      openSoon()
    })
  }

  tryOpen()
  return {
    close: () => {
      closed = true
      waiting = []
      clearTimeout(timer)
      void stream?.close().catch(() => undefined)
    },
  }
}

function noticeOf(change: ChangeStreamDocument<Watched>, isOwnFold: (at: Date) => boolean): Notice | null {
  if (!('documentKey' in change)) return null
  const document = 'fullDocument' in change ? (change.fullDocument ?? null) : null
  switch (change.ns.coll) {
    case collectionNames.conflicts:
      return typeof document?.['station'] === 'string' ? { what: 'conflicts', station: document['station'] } : null
    case collectionNames.references:
      return { what: 'reference' }
  }
  const id = String(change.documentKey._id)
  const changed = change.operationType === 'update' ? (change.updateDescription.updatedFields ?? {}) : null
  const onlyFigures = changed !== null && Object.keys(changed).every(isFigure)
  if (onlyFigures) {
    const at: unknown = changed['updated_at']
    return at instanceof Date && isOwnFold(at) ? null : { what: 'order', id, onlyFigures }
  }
  const isLarge = document !== null && BSON.calculateObjectSize(document) > largestDocument
  return isLarge ? { what: 'order', id, onlyFigures } : { what: 'order', id, document, onlyFigures }
}

function isFigure(field: string): boolean {
  return /^(?:produced|approved|rejected|updated_at|batches\.\d+\.produced)$/.test(field)
}
