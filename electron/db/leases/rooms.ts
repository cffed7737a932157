import type { ClientSession } from 'mongodb'
import { type BatchName, batchKey } from '../../../shared/domain/batch-key.ts'
import type { Collections } from '../collections/collections.ts'
import { askedBatches, askForPlaces, overdrawnBatches } from './asked-batches.ts'
import { givePlacesBack, heldBatches, heldPlaces } from './held-places.ts'
import { type NoPlace, whyNoPlace } from './no-place.ts'
import { growRoom, makeRoom } from './room-size.ts'
import { takePlaces } from './take-places.ts'

export type { NoPlace } from './no-place.ts'

/** How often a station looks again when places appeared just behind it. */
const looks = 3

/**
 * Quantities are never exceeded because a scan needs a place, and places come from one document per batch, taken with
 * a guard in blocks. `session` is the caller's: a station's sessions are known to its journal.
 */
export function roomsRepository(tables: Collections) {
  return {
    /** Takes a block of places for this station. @returns how many, or why none. */
    acquire: (session: ClientSession, batch: BatchName, station: string): Promise<number | NoPlace> =>
      acquirePlaces(tables, session, batch, station),
    /** @param keep so many stay with the station. @returns how many went back. */
    giveBack: (session: ClientSession, batch: BatchName, station: string, keep: number): Promise<number> =>
      givePlacesBack(tables, session, batch, station, keep),
    held: (batch: BatchName, station: string): Promise<number> => heldPlaces(tables, batch, station),
    heldBatches: (station: string): Promise<BatchName[]> => heldBatches(tables, station),
    /** Asks the stations that hold places to give back what they do not need. */
    ask: (batch: BatchName): Promise<void> => askForPlaces(tables, batch),
    /** @param held the batches that a station holds. @returns those that somebody asked for just now. */
    askedBatches: (held: readonly BatchName[]): Promise<BatchName[]> => askedBatches(tables, held),
    /** More places of them are out than there are. */
    overdrawn: (): Promise<BatchName[]> => overdrawnBatches(tables),
  }
}

export type RoomsRepository = ReturnType<typeof roomsRepository>

async function acquirePlaces(
  tables: Collections,
  session: ClientSession,
  batch: BatchName,
  station: string,
): Promise<number | NoPlace> {
  const _id = batchKey(batch)
  let why: NoPlace = { word: 'places-held', station: '', places: 0 }
  for (let look = 0; look < looks; look++) {
    const taken = await takePlaces(tables, session, batch, station)
    if (taken > 0) return taken
    if ((await tables.rooms.countDocuments({ _id }, { limit: 1 })) === 0) {
      if (!(await makeRoom(tables, session, batch))) return { word: 'unknown-batch' }
    } else if (!(await growRoom(tables, session, batch))) {
      why = await whyNoPlace(tables, session, batch, station)
      // Some are free: the room was made, or they were given back, between the two looks.
      if (why.word !== 'places-held' || why.station !== '') return why
    }
  }
  return why
}
