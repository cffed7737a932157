import type { ChangeStream, ChangeStreamDocument, Document, ObjectId, ResumeToken } from 'mongodb'
import type { Log } from '../../log/log.ts'
import { importOf } from '../collections/import-ids.ts'
import type { Database } from '../connection/client.ts'
import type { SeenChange } from './foreign-log.ts'

/** What a fold writes of an order. It does so in a transaction; the other program's save is none. */
const figures = ['produced', 'approved', 'rejected', 'batches'] as const

/** Changes are taken together so long: an import of thousands is a few writes of ours, not thousands. */
const gatherMs = 300
/** Changes in one go. */
const together = 500
/** Without changes the place is still moved on: what lies behind it leaves the server's log some day. */
const placeEveryMs = 10_000

export interface ForeignListener {
  /** Orders whose devices or figures another program changed. */
  readonly onForeign: (order_numbers: readonly string[]) => Promise<void>
  /** Changes may have been missed: nobody watched, or one cannot be told to an order. */
  readonly onGap: () => Promise<void>
  readonly note: (changes: readonly SeenChange[]) => Promise<void>
  /** Where the watch goes on after a restart, here or at another station. */
  readonly place: {
    readonly read: () => Promise<ResumeToken | null>
    readonly keep: (token: ResumeToken) => Promise<void>
  }
}

/**
 * Watches `devices` for changes that are not ours: another program imports, saves whole documents back or deletes.
 * Ours carry a new `ose_act`; the server leaves them out of the stream. Ours that delete (undo of a registration) are
 * told by their event, which is written in the same transaction: a device that was undone, brought back by a save of
 * the other program and then deleted by it has that event as well, but no transaction. And
 * `production_orders`, whose figures and status a save of the whole document brings back to what they were when it was
 * read: ours are in a transaction, or carry a new `ose_status`.
 */
export function watchForeignChanges(
  database: Database,
  log: Log,
  listener: ForeignListener,
): { readonly close: () => void } {
  const { devices, deviceEvents, orders, imports } = database.collections
  let stream: ChangeStream<Document, ChangeStreamDocument<Document>> | undefined
  let closed = false
  let timer: NodeJS.Timeout | undefined
  let waiting: ChangeStreamDocument<Document>[] = []
  let keptAt = 0

  async function work(): Promise<void> {
    while (!closed && waiting.length > 0) {
      const changes = waiting.splice(0, together)
      const seen: SeenChange[] = []
      for (const change of changes) seen.push(...(await foreignAmong(change)))
      const numbers = new Set(seen.flatMap(({ order_number }) => order_number ?? []))
      if (numbers.size > 0) await listener.onForeign([...numbers])
      if (seen.some(({ operation, order_number }) => operation === 'delete' && order_number === null)) {
        await listener.onGap()
      }
      await listener.note(seen)
      const last = changes.at(-1)
      if (last !== undefined) await keep(last._id)
    }
    if (stream?.resumeToken && Date.now() - keptAt > placeEveryMs && waiting.length === 0)
      await keep(stream.resumeToken)
  }

  async function keep(token: ResumeToken): Promise<void> {
    keptAt = Date.now()
    await listener.place.keep(token)
  }

  async function foreignAmong(change: ChangeStreamDocument<Document>): Promise<SeenChange[]> {
    if (change.operationType === 'delete') {
      const id = String(change.documentKey._id)
      const [last] = await deviceEvents.find({ device_id: id }).sort({ timestamp: -1, _id: -1 }).limit(1).toArray()
      if (last?.data?.act_kind === 'undo' && change.txnNumber !== undefined) return []
      if (last === undefined && (await isTakenBack(change.documentKey._id))) return []
      const order_number = typeof last?.nro_orden === 'string' ? last.nro_orden : null
      return [{ ...seenOf(change, 'devices', id), fields: [], stored: null, order_number, label: last?.imei ?? id }]
    }
    // Here and not in the stream's filter: the server (6.0.5) looks for it in its log, where every write that may be
    // tried again has one, and would leave these out.
    if (!('fullDocument' in change)) return []
    const isOrder = change.ns.coll === orders.collectionName
    if (isOrder && change.txnNumber !== undefined) return []
    const fields = fieldsOf(change)
    if (isOrder && fields.some((field) => field === 'ose_status' || field.startsWith('ose_status.'))) return []
    const stored = change.fullDocument ?? null
    const order: unknown = stored?.['nro_orden'] ?? stored?.['order_number']
    const order_number = typeof order === 'string' ? order : null
    const label = String((isOrder ? stored?.['order_number'] : stored?.['imei']) ?? change.documentKey._id)
    const seen = seenOf(change, isOrder ? 'production_orders' : 'devices', String(change.documentKey._id))
    return [{ ...seen, fields: topLevel(fields), stored, order_number, label }]
  }

  /** By an import that stores everything or nothing: it asks for the recount of its orders itself, once. */
  async function isTakenBack(device: ObjectId): Promise<boolean> {
    const states = ['writing', 'undone'] as const
    return (await imports.countDocuments({ _id: importOf(device), state: { $in: [...states] } }, { limit: 1 })) === 1
  }

  async function open(): Promise<void> {
    // From here on nothing is missed, and whatever came before is counted anew.
    const { operationTime } = await database.db.command({ ping: 1 })
    const token = await listener.place.read()
    await listener.onGap()
    if (closed) return
    const from = token === null ? { startAtOperationTime: operationTime } : { startAfter: token }
    stream = database.db.watch(pipeline(devices.collectionName, orders.collectionName), {
      ...from,
      fullDocument: 'updateLookup',
      maxAwaitTimeMS: 1000,
    })
    stream.on('change', (change) => waiting.push(change))
    stream.on('error', (error) => {
      log('foreign-watch.lost', { error })
      void stream?.close().catch(() => undefined)
      waiting = []
      clearTimeout(timer)
      // The server's log begins later than that, or its history is another: what was missed is counted anew.
      if (isLostHistory(error)) void listener.place.keep(null).catch(() => undefined)
      openSoon()
    })
    gather()
  }

  function gather(): void {
    clearTimeout(timer)
    timer = setTimeout(() => {
      work().then(
        () => (closed ? undefined : gather()),
        (error: unknown) => {
          log('foreign-change.failed', { error })
          // From the last place that was kept: what was counted already is known by its token.
          void stream?.close().catch(() => undefined)
          waiting = []
          openSoon()
        },
      )
    }, gatherMs)
  }

  function openSoon(): void {
    if (closed) return
    clearTimeout(timer)
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

function seenOf(
  change: ChangeStreamDocument<Document> & { readonly operationType: string },
  collection: SeenChange['collection'],
  document: string,
): Pick<SeenChange, 'token' | 'at' | 'collection' | 'operation' | 'document'> {
  // The token's own text sorts as the changes came.
  const token = String((change._id as { readonly _data?: unknown })._data)
  const seconds = change.clusterTime?.getHighBits() ?? Math.floor(Date.now() / 1000)
  const wallTime: unknown = 'wallTime' in change ? change.wallTime : null
  const at = wallTime instanceof Date ? wallTime : new Date(seconds * 1000)
  const operation = change.operationType as SeenChange['operation'] // the stream's filter lets no other through
  return { token, at, collection, operation, document }
}

function fieldsOf(change: ChangeStreamDocument<Document>): string[] {
  if (change.operationType !== 'update') return []
  const { updatedFields = {}, removedFields = [] } = change.updateDescription
  return [...Object.keys(updatedFields), ...removedFields]
}

/** `batches.0.produced` is a change of `batches`. */
function topLevel(fields: readonly string[]): string[] {
  return [...new Set(fields.map((field) => field.split('.')[0] ?? field))]
}

function isLostHistory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 286 || error.code === 280 || error.code === 260)
}
