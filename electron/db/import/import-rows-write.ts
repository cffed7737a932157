import { type Collection, type Document, MongoBulkWriteError, type WriteError } from 'mongodb'
import { type ImportProblem, problem } from '../../../shared/domain/import/import-reasons.ts'

/** One document on its way, and the row it came of. */
export interface RowDocument {
  readonly row: number
  readonly document: Document
}

export interface WrittenRows {
  readonly stored: readonly RowDocument[]
  readonly refused: readonly { readonly row: number; readonly problems: readonly ImportProblem[] }[]
}

/** The server's code for a unique index that has the value already. */
const duplicateKey = 11000

/**
 * Inserts what can be inserted, in one command; a majority has it and its journal, as of every connection of ours. What
 * a unique index refuses was stored by somebody else since it was looked at. A document that is there under its own id
 * was written by an earlier try.
 */
export async function insertRows(collection: Collection<Document>, rows: readonly RowDocument[]): Promise<WrittenRows> {
  if (rows.length === 0) return { stored: [], refused: [] }
  const failed = new Map<number, ImportProblem>()
  try {
    await collection.insertMany(
      rows.map(({ document }) => document),
      { ordered: false },
    )
  } catch (error) {
    // Only what a write concern or the connection said leaves it open what was stored.
    if (!(error instanceof MongoBulkWriteError) || error.result.getWriteConcernError() !== undefined) throw error
    const errors = [error.writeErrors].flat()
    if (errors.length === 0) throw error
    for (const one of errors) {
      const trouble = problemOf(one, rows[one.index])
      if (trouble !== null) failed.set(one.index, trouble)
    }
  }
  return {
    stored: rows.filter((_row, index) => !failed.has(index)),
    refused: rows.flatMap(({ row }, index) => {
      const trouble = failed.get(index)
      return trouble === undefined ? [] : [{ row, problems: [trouble] }]
    }),
  }
}

/**
 * What stands in the way of a row. The driver drops the server's `keyPattern` of a write in bulk, so the key is read in
 * its sentence. Null for a document that is there already.
 */
export function problemOf(error: WriteError, row: RowDocument | undefined): ImportProblem | null {
  if (error.code !== duplicateKey) return problem('', 'not-stored', { value: error.code })
  const field = /dup key: \{ ([^:]+):/.exec(error.errmsg ?? '')?.[1] ?? ''
  if (field === '_id') return null
  return problem(field, 'already-stored', { value: String(row?.document[field] ?? ''), other: '–' })
}
