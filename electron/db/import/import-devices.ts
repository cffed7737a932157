import type { Collection, Document } from 'mongodb'
import { batchKey } from '../../../shared/domain/batch-key.ts'
import { countedAs } from '../../../shared/domain/device-state.ts'
import { type ImportProblem, problem } from '../../../shared/domain/import/import-reasons.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import type { ImportDocument } from '../collections/import-document.ts'
import { importedRange } from '../collections/import-ids.ts'
import type { Database } from '../connection/client.ts'
import { inTransaction } from '../connection/transaction.ts'
import { foldMarks } from '../duty/fold-marks.ts'
import { importedEvent, importedMovement } from './import-documents.ts'
import { importMarks } from './import-marks.ts'
import { insertRows, type RowDocument } from './import-rows-write.ts'

/** The documents of one command. Three commands of this size stand between two looks at whether to go on. */
const batchLength = 1000

export interface ImportWatch {
  readonly isCancelled: () => boolean
  /** Rows that are written. */
  readonly onProgress: (done: number) => void
}

export interface RefusedAtWriting {
  readonly row: number
  readonly problems: readonly ImportProblem[]
}

export interface WrittenImport {
  readonly stored: number
  /** The rows of the file that are stored; none where it was undone. */
  readonly storedRows: readonly number[]
  readonly refused: readonly RefusedAtWriting[]
  readonly isCancelled: boolean
  /** Everything that was written was taken back. */
  readonly isUndone: boolean
}

/**
 * Writes devices with a movement and an event each. All of them at once do not fit into a transaction (the embedded
 * server gives it five seconds), so the mark of the import says what is decided: while it is `writing`, everything or
 * nothing means that the devices and movements are taken back by their ids, which were known before; once it is
 * `stored`, what is missing is added. The same is done by the next start after a crash (`import-recovery.ts`). The
 * events, which are never deleted, come after the decision.
 */
export async function writeDevices(
  database: Database,
  mark: ImportDocument,
  rows: readonly RowDocument[],
  watch: ImportWatch,
): Promise<WrittenImport> {
  const { collections } = database
  const marks = importMarks(collections)
  const isAll = mark.mode === 'all'
  const refused: RefusedAtWriting[] = []
  const taken = await takePlaces(collections, rows)
  const full = rows.filter(({ row }) => taken.has(row))
  refused.push(...full.map(({ row }) => ({ row, problems: [taken.get(row) ?? problem('lote', 'batch-full')] })))
  const wanted = rows.filter(({ row }) => !taken.has(row))
  const done: RowDocument[] = []
  let isCancelled = false
  // What belongs to one batch is written while the next one's devices are.
  let following: Promise<unknown> = Promise.resolve()
  for (let at = 0; at < wanted.length; at += batchLength) {
    isCancelled = watch.isCancelled()
    if (isCancelled || (isAll && refused.length > 0)) break
    const batch = await insertRows(loose(collections.devices), wanted.slice(at, at + batchLength))
    refused.push(...batch.refused)
    const made = batch.stored.map(({ document }) => document as StoredDevice) // built by `importedDevice`
    await following
    following = Promise.all([
      insertMissing(
        loose(collections.movimientos),
        made.map((device) => importedMovement(device, mark)),
      ),
      isAll
        ? null
        : insertMissing(
            loose(collections.deviceEvents),
            made.map((device) => importedEvent(device, mark)),
          ),
      marks.step(mark, { stored: done.length + made.length, refused: refused.length }),
    ])
    // Where the next devices fail first, that is what is thrown.
    following.catch(() => undefined)
    done.push(...batch.stored)
    watch.onProgress(done.length)
  }
  await following
  isCancelled ||= isAll && watch.isCancelled()
  if (isAll && (isCancelled || refused.length > 0)) {
    const left = await undoDevices(database, { ...mark, refused: refused.length, cancelled: isCancelled })
    return { stored: left, storedRows: [], refused, isCancelled, isUndone: true }
  }
  const outcome = { stored: done.length, refused: refused.length, cancelled: isCancelled }
  await marks.step(mark, { state: 'stored', ...outcome })
  await completeDevices(database, mark, done)
  return { stored: done.length, storedRows: done.map(({ row }) => row), refused, isCancelled, isUndone: false }
}

/**
 * Takes back what an import that was not decided has written. A device that somebody has worked on since is left, and
 * counted as stored. @returns how many were left
 */
export async function undoDevices(database: Database, mark: ImportDocument): Promise<number> {
  const { devices, movimientos } = database.collections
  const inImport = { _id: importedRange(mark._id, 'document', mark.rows) }
  const orders = await devices.distinct('nro_orden', inImport)
  await devices.deleteMany({ ...inImport, ose_act: mark._id.toHexString() })
  const left = await devices.find(inImport).toArray()
  await movimientos.deleteMany({
    _id: importedRange(mark._id, 'movement', mark.rows),
    producto: { $nin: left.map(({ _id }) => _id.toHexString()) },
  })
  // A crash may have come between a device and its movement.
  await insertMissing(
    loose(movimientos),
    left.map((device) => importedMovement(device, mark)),
  )
  await insertMissing(
    loose(database.collections.deviceEvents),
    left.map((device) => importedEvent(device, mark)),
  )
  await markDirty(database.collections, orders)
  const { refused, cancelled } = mark
  const end = { state: 'undone', stored: left.length, refused, cancelled, ended_at: new Date() } as const
  await importMarks(database.collections).step(mark, end)
  return left.length
}

/**
 * What belongs to the devices that are stored: movements and events where one is missing, their customers' figures,
 * their orders' recount. Safe to be done again.
 */
export async function completeDevices(
  database: Database,
  mark: ImportDocument,
  written: readonly RowDocument[] | null = null,
): Promise<void> {
  const { collections } = database
  const marks = importMarks(collections)
  const orders = new Set<unknown>()
  const customers = new Map<string, { devices: number; active: number }>()
  let stored = 0
  for await (const batch of storedInBatches(collections, mark, written)) {
    stored += batch.length
    for (const { nro_orden, cliente_codigo, estado } of batch) {
      orders.add(nro_orden)
      if (cliente_codigo === null) continue
      const counted = customers.get(cliente_codigo) ?? { devices: 0, active: 0 }
      customers.set(cliente_codigo, {
        devices: counted.devices + 1,
        active: counted.active + (estado === 'activo' ? 1 : 0),
      })
    }
    // A run that was not interrupted has its movements, and in `good` its events as well.
    const isFresh = written !== null
    if (!isFresh)
      await insertMissing(
        loose(collections.movimientos),
        batch.map((device) => importedMovement(device, mark)),
      )
    if (isFresh && mark.mode === 'good') continue
    await Promise.all([
      insertMissing(
        loose(collections.deviceEvents),
        batch.map((device) => importedEvent(device, mark)),
      ),
      marks.step(mark, {}),
    ])
  }
  await markDirty(collections, [...orders])
  await countForCustomers(database, mark, customers, stored)
}

/** In one transaction with the end of the mark: an import that is ended again counts nobody twice. */
async function countForCustomers(
  database: Database,
  mark: ImportDocument,
  counted: ReadonlyMap<string, { readonly devices: number; readonly active: number }>,
  stored: number,
): Promise<void> {
  const { customers, imports } = database.collections
  const session = database.client.startSession({ causalConsistency: false })
  try {
    await inTransaction(session, async () => {
      const ended = await imports.updateOne(
        { _id: mark._id, run: mark.run, state: { $in: ['writing', 'stored'] } },
        { $set: { state: 'done', stored, ended_at: new Date() } },
        { session },
      )
      if (ended.matchedCount !== 1) return
      const number = (field: string) => ({ $cond: [{ $isNumber: `$${field}` }, `$${field}`, 0] })
      for (const [customer_code, { devices, active }] of counted) {
        await customers.updateOne(
          { customer_code },
          [
            {
              $set: {
                devices_count: { $add: [number('devices_count'), devices] },
                active_devices_count: { $add: [number('active_devices_count'), active] },
                updated_at: '$$NOW',
              },
            },
          ],
          { session },
        )
      }
    })
  } finally {
    await session.endSession()
  }
}

async function* storedInBatches(
  { devices }: Collections,
  mark: ImportDocument,
  written: readonly RowDocument[] | null,
): AsyncGenerator<StoredDevice[]> {
  if (written !== null) {
    for (let at = 0; at < written.length; at += batchLength) {
      yield written.slice(at, at + batchLength).map(({ document }) => document as StoredDevice) // built by `importedDevice`
    }
    return
  }
  let batch: StoredDevice[] = []
  const cursor = devices.find({ _id: importedRange(mark._id, 'document', mark.rows) }).batchSize(batchLength)
  for await (const device of cursor) {
    batch.push(device)
    if (batch.length < batchLength) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

/** Those that are there already, by the same ids, are the same. */
async function insertMissing(collection: Collection<Document>, documents: readonly Document[]): Promise<void> {
  const { refused } = await insertRows(
    collection,
    documents.map((document, row) => ({ row, document })),
  )
  const [first] = refused
  if (first !== undefined) throw new Error(`${collection.collectionName}: ${JSON.stringify(first.problems)}`)
}

/**
 * Takes the units' places from the rooms of their batches, as units that no station made: stations that are at work in
 * the same batch cannot fill it as well. The order's next fold corrects what was not used.
 * @returns the rows that found none
 */
async function takePlaces(
  { rooms }: Collections,
  rows: readonly RowDocument[],
): Promise<ReadonlyMap<number, ImportProblem>> {
  const batches = new Map<string, RowDocument[]>()
  for (const row of rows) {
    const { nro_orden, lote, estado } = row.document
    if (nro_orden === null || !countedAs.produced(estado)) continue
    const key = batchKey({ order_number: nro_orden, lote })
    const known = batches.get(key)
    if (known === undefined) batches.set(key, [row])
    else known.push(row)
  }
  const without = new Map<number, ImportProblem>()
  for (const [_id, wanting] of batches) {
    const before = await rooms.findOneAndUpdate(
      { _id },
      [
        { $set: { taken: { $max: [0, { $min: ['$free', wanting.length] }] } } },
        {
          $set: {
            free: { $subtract: ['$free', '$taken'] },
            foreign: { $add: ['$foreign', '$taken'] },
            updated_at: '$$NOW',
          },
        },
        { $unset: 'taken' },
      ],
      { returnDocument: 'before' },
    )
    // No station has been there yet: whoever comes first counts what is stored.
    if (before === null) continue
    for (const { row, document } of wanting.slice(Math.max(0, before.free))) {
      const { nro_orden: order, lote } = document
      without.set(row, problem('lote', 'batch-full', { order, value: lote, quantity: before.limit }))
    }
  }
  return without
}

/** No counter of a station knows of these units: the orders' next fold counts anew. */
async function markDirty(tables: Collections, orders: readonly unknown[]): Promise<void> {
  const numbers = orders.filter((order): order is string => typeof order === 'string')
  if (numbers.length > 0) await foldMarks(tables).markAllDirty(numbers)
}

function loose(collection: unknown): Collection<Document> {
  return collection as Collection<Document> // documents were parsed by their own schema before
}
