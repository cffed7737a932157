import { ObjectId } from 'mongodb'

/** Far more than a file may have rows, so that the three rows of numbers never meet. */
const step = 0x40_0000

/**
 * An import's own id. Its last three bytes leave room for the ids of everything that it writes, which therefore are
 * known before anything is written and need no list: what a crash left is found by a range of `_id`.
 */
export function newImportId(): ObjectId {
  return numbered(new ObjectId(), 2 * step)
}

export type ImportedThing = 'document' | 'movement' | 'event'

const start: Readonly<Record<ImportedThing, number>> = { document: 0, movement: step, event: 2 * step }

/**
 * The id of the n-th thing (from 0). The first event has the import's id: an act's first event always has the act's.
 */
export function importedId(id: ObjectId, thing: ImportedThing, index: number): ObjectId {
  return numbered(id, start[thing] + index)
}

/** All things of a kind that an import of so many rows may have written; a filter on `_id`. */
export function importedRange(id: ObjectId, thing: ImportedThing, rows: number) {
  return { $gte: importedId(id, thing, 0), $lt: importedId(id, thing, rows) }
}

/** The import that a document would be of, if it is of one. */
export function importOf(id: ObjectId): ObjectId {
  return numbered(id, 2 * step)
}

/** Which row of the import a document came of. */
export function importedIndex(id: ObjectId): number {
  return Buffer.from(id.id).readUIntBE(9, 3) % step
}

function numbered(id: ObjectId, number: number): ObjectId {
  const bytes = Buffer.from(id.id)
  bytes.writeUIntBE(number, 9, 3)
  return new ObjectId(bytes)
}
