import { type Collection, type Document, MongoBulkWriteError } from 'mongodb'
import type { ImportDocument } from '../collections/import-document.ts'
import { importedRange } from '../collections/import-ids.ts'
import type { Database } from '../connection/client.ts'
import { inTransaction } from '../connection/transaction.ts'
import { foldMarks } from '../duty/fold-marks.ts'
import type { ImportWatch, RefusedAtWriting, WrittenImport } from './import-devices.ts'
import { importTargets } from './import-documents.ts'
import { importMarks } from './import-marks.ts'
import { insertRows, problemOf, type RowDocument } from './import-rows-write.ts'

const batchLength = 500

/** What a transaction may take before the next try is none: an embedded server ends it after five seconds anyhow. */
const patienceMs = 8000

/** Thrown out of the transaction; nothing of it is written. */
class Ended extends Error {}

/**
 * Writes customers, orders or employees. Everything or nothing is one transaction: a station may not delete any of
 * them, so nothing could be taken back. Good rows only are stored batch by batch.
 */
export async function writeOthers(
  database: Database,
  mark: ImportDocument,
  rows: readonly RowDocument[],
  watch: ImportWatch,
): Promise<WrittenImport> {
  const written =
    mark.mode === 'all' ? await allOrNothing(database, mark, rows, watch) : await goodRows(database, mark, rows, watch)
  if (mark.kind === 'orders' && written.stored > 0) await recountKnownUnits(database, mark)
  return written
}

async function goodRows(
  database: Database,
  mark: ImportDocument,
  rows: readonly RowDocument[],
  watch: ImportWatch,
): Promise<WrittenImport> {
  const collection = targetOf(database, mark)
  const marks = importMarks(database.collections)
  const refused: RefusedAtWriting[] = []
  const storedRows: number[] = []
  let isCancelled = false
  for (let at = 0; at < rows.length; at += batchLength) {
    isCancelled = watch.isCancelled()
    if (isCancelled) break
    const batch = await insertRows(collection, rows.slice(at, at + batchLength))
    refused.push(...batch.refused)
    storedRows.push(...batch.stored.map(({ row }) => row))
    await marks.step(mark, { stored: storedRows.length, refused: refused.length })
    watch.onProgress(storedRows.length)
  }
  const stored = storedRows.length
  const outcome = { stored, refused: refused.length, cancelled: isCancelled }
  await marks.step(mark, { state: 'done', ...outcome, ended_at: new Date() })
  return { stored, storedRows, refused, isCancelled, isUndone: false }
}

async function allOrNothing(
  database: Database,
  mark: ImportDocument,
  rows: readonly RowDocument[],
  watch: ImportWatch,
): Promise<WrittenImport> {
  const collection = targetOf(database, mark)
  const { imports } = database.collections
  const session = database.client.startSession({ causalConsistency: false })
  let refused: readonly RefusedAtWriting[] = []
  let isCancelled = false
  try {
    await inTransaction(
      session,
      async () => {
        for (let at = 0; at < rows.length; at += batchLength) {
          isCancelled = watch.isCancelled()
          if (isCancelled) throw new Ended()
          const batch = rows.slice(at, at + batchLength)
          try {
            await collection.insertMany(
              batch.map(({ document }) => document),
              { session },
            )
          } catch (error) {
            refused = inTheWay(batch, error)
            throw error
          }
          watch.onProgress(Math.min(rows.length, at + batchLength))
        }
        const done = { state: 'done', stored: rows.length, ended_at: new Date() } as const
        await imports.updateOne({ _id: mark._id, run: mark.run }, { $set: done }, { session })
      },
      patienceMs,
    )
    return allStored(rows)
  } catch (error) {
    if (!(error instanceof Ended)) {
      // An earlier try whose outcome was unknown may have been written after all.
      if ((await imports.findOne({ _id: mark._id }))?.state === 'done') return allStored(rows)
      if (refused.length === 0) throw error
    }
  } finally {
    await session.endSession()
  }
  const outcome = { stored: 0, refused: refused.length, cancelled: isCancelled }
  await importMarks(database.collections).step(mark, { state: 'undone', ...outcome, ended_at: new Date() })
  return { stored: 0, storedRows: [], refused, isCancelled, isUndone: true }
}

function allStored(rows: readonly RowDocument[]): WrittenImport {
  const storedRows = rows.map(({ row }) => row)
  return { stored: rows.length, storedRows, refused: [], isCancelled: false, isUndone: false }
}

/** The row that the server refused; a transaction ends at the first. Nothing for any other failure. */
function inTheWay(batch: readonly RowDocument[], error: unknown): readonly RefusedAtWriting[] {
  if (!(error instanceof MongoBulkWriteError) || error.hasErrorLabel('TransientTransactionError')) return []
  return [error.writeErrors].flat().flatMap((one) => {
    const row = batch[one.index]
    const trouble = problemOf(one, row)
    return row === undefined || trouble === null ? [] : [{ row: row.row, problems: [trouble] }]
  })
}

/** Units of an order that came before the order itself: its first fold counts them. */
async function recountKnownUnits({ collections }: Database, mark: ImportDocument): Promise<void> {
  const { orders, devices } = collections
  const folds = foldMarks(collections)
  const numbers = await orders.distinct('order_number', { _id: importedRange(mark._id, 'document', mark.rows) })
  for (let at = 0; at < numbers.length; at += batchLength) {
    const known = await devices.distinct('nro_orden', { nro_orden: { $in: numbers.slice(at, at + batchLength) } })
    const orders = known.filter((order): order is string => typeof order === 'string')
    if (orders.length > 0) await folds.markAllDirty(orders)
  }
}

/** What good rows a program that was killed had stored; everything or nothing stored all or nothing. */
export async function endOthers(database: Database, mark: ImportDocument): Promise<void> {
  const stored = await targetOf(database, mark).countDocuments({ _id: importedRange(mark._id, 'document', mark.rows) })
  const state = mark.mode === 'all' && stored === 0 ? 'undone' : 'done'
  await importMarks(database.collections).step(mark, { state, stored, ended_at: new Date() })
  if (mark.kind === 'orders' && stored > 0) await recountKnownUnits(database, mark)
}

function targetOf({ collections }: Database, mark: ImportDocument): Collection<Document> {
  return collections[importTargets[mark.kind]] as unknown as Collection<Document> // documents were parsed before
}
