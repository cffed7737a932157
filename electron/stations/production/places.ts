import { setTimeout as sleep } from 'node:timers/promises'
import { type BatchName, batchKey } from '../../../shared/domain/batch-key.ts'
import type { DatabaseSession } from '../../db/connection/client.ts'
import type { NoPlace, RoomsRepository } from '../../db/leases/rooms.ts'

/** How long a scan waits for another station to give back places, and how often it looks, ms. */
const waitMs = 1200
const lookMs = 80
/** Whoever holds places gives back half of them at each asking, so that those who work keep some. */
const looksPerAsk = 4

/**
 * The places this station holds of each batch, as far as it knows without asking: what lets a scan go on while the
 * database is away without ever exceeding a quantity.
 */
export function createPlaces(kept: Readonly<Record<string, number>>) {
  const available = new Map(Object.entries(kept))
  const readings = new Map<string, number>()

  return {
    /** Takes one held place. @returns false when none is held here. */
    reserve(batch: BatchName): boolean {
      const key = batchKey(batch)
      const held = available.get(key) ?? 0
      if (held <= 0) return false
      available.set(key, held - 1)
      return true
    },

    /** A reserved place that was not used after all (refused, undone). */
    release(batch: BatchName): void {
      const key = batchKey(batch)
      available.set(key, (available.get(key) ?? 0) + 1)
    },

    forget: (): void => available.clear(),
    held: (batch: BatchName): number => available.get(batchKey(batch)) ?? 0,
    /** What the lease itself says. */
    set: (batch: BatchName, places: number): void => {
      const key = batchKey(batch)
      available.set(key, Math.max(0, places))
      readings.set(key, (readings.get(key) ?? 0) + 1)
    },
    /** How often the lease was read: who adds to what was believed before finds out whether it still is. */
    readings: (batch: BatchName): number => readings.get(batchKey(batch)) ?? 0,
    snapshot: (): Record<string, number> => Object.fromEntries([...available].filter(([, held]) => held > 0)),
  }
}

export type Places = ReturnType<typeof createPlaces>

/** With so many places left, and when an order is opened, a station fetches the next block between two scans, so that no scan waits for it. */
const fewPlaces = 20

/**
 * Fetches the next block of places in the background. Near the end of a batch it does not: there every place is
 * wanted by somebody, and a scan takes one when it needs one.
 */
export function createTopUp(
  rooms: () => RoomsRepository | null,
  places: Places,
  onSession: OnSession,
  station: () => string,
) {
  /** By batch: who opens another order while the first one's places are on their way needs its own. */
  const fetching = new Set<string>()
  return async (batch: BatchName): Promise<void> => {
    const key = batchKey(batch)
    const repository = rooms()
    const held = places.held(batch)
    if (fetching.has(key) || repository === null || (held !== fewPlaces && held !== 0)) return
    fetching.add(key)
    const before = places.readings(batch)
    try {
      const got = await onSession((session) => repository.acquire(session, batch, station()))
      // A scan that found none meanwhile read the lease, these places among its own: twice counted, one of them would
      // be promised to a unit that the batch has no room for.
      if (typeof got === 'number' && places.readings(batch) === before) places.set(batch, places.held(batch) + got)
    } finally {
      fetching.delete(key)
    }
  }
}

/** Runs work on the station's own session, between its writes. */
export type OnSession = <Value>(work: (session: DatabaseSession) => Promise<Value>) => Promise<Value>

/**
 * Gets at least one place from the batch's room. Where none is free the stations that hold places are asked, and for
 * a moment the scan waits for what they give back.
 * @returns null when places are held now, else why there are none.
 */
export async function obtainPlaces(
  rooms: RoomsRepository,
  places: Places,
  onSession: OnSession,
  batch: BatchName,
  station: string,
  unwritten: () => number,
): Promise<NoPlace | null> {
  // What a crash or a refused scan left in this station's own lease comes first.
  const left = (await rooms.held(batch, station)) - unwritten()
  if (left > 0) {
    places.set(batch, left)
    return null
  }
  const until = Date.now() + waitMs
  for (let look = 0; ; look++) {
    const got = await onSession((session) => rooms.acquire(session, batch, station))
    if (typeof got === 'number') {
      // Read again: a block that was fetched in the background meanwhile is in the lease as well.
      places.set(batch, Math.max(1, (await rooms.held(batch, station)) - unwritten()))
      return null
    }
    // A block that was fetched in the background a moment ago is this station's own, and no reason to say "full".
    const fetched = (await rooms.held(batch, station)) - unwritten()
    if (fetched > 0) {
      places.set(batch, fetched)
      return null
    }
    if (got.word !== 'places-held' || Date.now() >= until) return got
    if (look % looksPerAsk === 0) await rooms.ask(batch)
    await sleep(lookMs)
  }
}
