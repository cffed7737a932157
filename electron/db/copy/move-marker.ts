import type { Collection, Db } from 'mongodb'
import { collectionNames, type SettingsDocument } from '../collections/collections.ts'
import { idOf, type RawDocument } from './raw-documents.ts'

/** Stands in the target of a move from its first document on, so that nobody takes half a copy for a database. */
export interface MoveMarker extends SettingsDocument {
  readonly _id: 'move'
  /** Which database is being copied. */
  readonly source: string
  readonly started_at: Date
  readonly finished_at: Date | null
}

const id = 'move'
const written = { writeConcern: { w: 'majority', journal: true } } as const

export const hasMarker = (collection: string): boolean => collection === collectionNames.settings
export const isMarker = (document: RawDocument): boolean => idOf(document) === id

function table(db: Db): Collection<MoveMarker> {
  return db.collection(collectionNames.settings)
}

export function readMarker(db: Db): Promise<MoveMarker | null> {
  return table(db).findOne({ _id: id })
}

/** A copy that has not come to its end: no station may work on it. */
export async function isHalfMoved(db: Db): Promise<boolean> {
  return (await table(db).findOne({ _id: id, finished_at: null }, { projection: { _id: 1 } })) !== null
}

export async function writeMarker(db: Db, source: string): Promise<void> {
  await table(db).insertOne({ _id: id, source, started_at: new Date(), finished_at: null }, written)
}

export async function markMoved(db: Db): Promise<void> {
  await table(db).updateOne({ _id: id }, { $set: { finished_at: new Date() } }, written)
}
