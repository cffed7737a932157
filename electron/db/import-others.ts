import type { Collection, Document, MongoServerError } from 'mongodb'
import type { Database } from './client.ts'
import type { ImportWatch, RefusedAtWriting, WrittenImport } from './import-devices.ts'
import { importTargets } from './import-documents.ts'
import { importedRange } from './import-ids.ts'
import type { ImportDocument } from './import-marks.ts'
import { importMarks } from './import-marks.ts'
import { insertRows, type RowDocument } from './import-rows-write.ts'
import { inTransaction, isDuplicateKey } from './transaction.ts'

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
          const documents = rows.slice(at, at + batchLength).map(({ document }) => document)
          await collection.insertMany(documents, { session })
          watch.onProgress(Math.min(rows.length, at + batchLength))
        }
        const done = { state: 'done', stored: rows.length, ended_at: new Date() } as const
        await imports.updateOne({ _id: mark._id, run: mark.run }, { $set: done }, { session })
      },
      patienceMs,
    )
    return allStored(rows)
  } catch (error) {
    if (isDuplicateKey(error)) {
      // An earlier try whose outcome was unknown may have been written after all.
      const isDone = (await imports.findOne({ _id: mark._id }))?.state === 'done'
      if (isDone) return allStored(rows)
      refused = whoStandsInTheWay(rows, error)
    } else if (!(error instanceof Ended)) throw error
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

/** The row that the server named; a transaction ends at the first. */
function whoStandsInTheWay(rows: readonly RowDocument[], error: MongoServerError): readonly RefusedAtWriting[] {
  const { keyValue = {} } = error as MongoServerError & { keyValue?: Document } // the server names the key
  const [field = ''] = Object.keys(keyValue)
  const value: unknown = keyValue[field]
  const row = rows.find(({ document }) => document[field] === value)?.row ?? 0
  return [{ row, problems: [{ field, reason: 'already-stored', params: { value: String(value ?? ''), other: '–' } }] }]
}

/** Units of an order that came before the order itself: its first fold counts them. */
async function recountKnownUnits({ collections }: Database, mark: ImportDocument): Promise<void> {
  const { orders, devices, folds } = collections
  const numbers = await orders.distinct('order_number', { _id: importedRange(mark._id, 'document', mark.rows) })
  for (let at = 0; at < numbers.length; at += batchLength) {
    const known = await devices.distinct('nro_orden', { nro_orden: { $in: numbers.slice(at, at + batchLength) } })
    for (const order of known) {
      if (typeof order !== 'string') continue
      const change = {
        $set: { dirty: true },
        $currentDate: { updated_at: true as const },
        $setOnInsert: { batches: {} },
      }
      await folds.updateOne({ _id: order }, change, { upsert: true })
    }
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
