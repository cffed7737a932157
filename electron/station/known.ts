import {
  isFresh,
  type KnownReading,
  type KnownUnit,
  knownLimit,
  parseKnownReading,
  parseKnownUnit,
  restAfter,
} from '../../shared/station/known.ts'
import type { Clock } from '../clock/clock.ts'
import { isAway } from '../db/connection/transaction.ts'
import type { KnownUnitsRepository } from '../db/orders/known-units.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'

export interface KnownParts {
  readonly journal: Pick<Journal, 'known'>
  readonly clock: Clock
  readonly log: Log
  readonly isAway: () => boolean
  readonly station: () => string
  /** Hours after which what was read no longer counts. */
  readonly hours: () => number
  /** Orders whose units the open stations answer for. */
  readonly orders: () => readonly string[]
  readonly changed: () => void
}

/** Clocks of two stations may be so far apart, and a write may land so long after its time, ms. */
const overlapMs = 150_000
/** After a reading that failed, ms. */
const pauseMs = 5000

/**
 * What this PC knows of units without asking: each order that a station asks for is read once, and then what changed in
 * it. It lies in the journal, one value a unit, and is looked up there: sixty thousand of them are no part of a start.
 */
export async function createKnown(parts: KnownParts) {
  const { journal, clock, log } = parts
  const readings = await storedReadings(journal)
  let repository: KnownUnitsRepository | null = null
  let timer: NodeJS.Timeout | undefined
  /** Orders that were read, or tried, since the start: who fails rests as well. */
  const asked = new Set<string>()
  let isReading = false
  let isClosed = false

  async function readOrder(order: string): Promise<void> {
    asked.add(order)
    const before = readings.get(order)
    const at = clock.now()
    const since = before === undefined ? 0 : Math.max(0, before.changed - overlapMs)
    const { units, changed } = await required(repository).changedSince(order, since, knownLimit)
    let count = before?.units ?? 0
    for (const { imei } of units) if ((await journal.known.get(order, imei)) === null) count += 1
    // A time ahead of ours is another program's clock: what changes until then would be missed.
    const reading = { at, changed: Math.min(changed, at), units: count }
    await journal.known.put(
      order,
      units.map((unit) => [unit.imei, unit] as const),
      reading,
    )
    readings.set(order, reading)
    await forgetOldest()
  }

  /** The newest orders stay; one that alone outgrew the limit is read anew, its newest units. */
  async function forgetOldest(): Promise<void> {
    const open = parts.orders()
    const newest = [...readings].sort(([, one], [, other]) => other.at - one.at)
    let total = 0
    for (const [order, { units }] of newest) {
      total += units
      const isOutgrown = open.includes(order) ? units > knownLimit * 1.1 : total > knownLimit
      if (isOutgrown) await forgetOrder(order)
    }
  }

  async function forgetOrder(order: string): Promise<void> {
    readings.delete(order)
    await journal.known.forget(order)
  }

  async function readAll(): Promise<void> {
    if (isReading || isClosed || repository === null || parts.isAway()) return
    const orders = parts.orders()
    if (orders.length === 0) return
    isReading = true
    let rest = pauseMs
    try {
      const begun = performance.now()
      for (const order of orders) await readOrder(order)
      const spent = performance.now() - begun
      // The others shall count this one for as long as it will rest at the most.
      const keepers = await repository.keepers(parts.station(), clock.now(), 2 * restAfter(spent, 64) + pauseMs)
      rest = restAfter(spent, keepers)
    } catch (error) {
      if (!isAway(error)) log('known.not-read', { error })
    } finally {
      isReading = false
    }
    parts.changed()
    schedule(rest)
  }

  function schedule(ms: number): void {
    clearTimeout(timer)
    if (!isClosed) timer = setTimeout(() => void readAll(), ms)
  }

  return {
    connect(next: KnownUnitsRepository): void {
      repository = next
      void readAll()
    },

    /** Another order may have been opened: one that was never read is read at once. */
    look(): void {
      if (isReading || isClosed || parts.orders().every((order) => asked.has(order))) return
      void readAll()
    },

    /** What is known of a unit; null where nothing is, or nothing that is still young enough. */
    async find(imei: string): Promise<KnownUnit | null> {
      const now = clock.now()
      const open = parts.orders()
      const young = [...readings].filter(([, { at }]) => isFresh(at, now, parts.hours()))
      // The order that is open says it; else any other that has the unit.
      young.sort(([one], [other]) => Number(open.includes(other)) - Number(open.includes(one)))
      for (const [order] of young) {
        const unit = parseKnownUnit(await journal.known.get(order, imei))
        if (unit !== null) return unit
      }
      return null
    },

    /** What this PC did itself it knows at once; null: nothing is known of the unit any more. */
    learn(order: string, imei: string, unit: KnownUnit | null): void {
      if (!readings.has(order)) return
      const kept = unit === null ? journal.known.remove(order, imei) : journal.known.put(order, [[imei, unit]])
      kept.catch((error: unknown) => log('known.not-kept', { error }))
    },

    /** Of the orders that are open: how many units, as of when. Null where no station asks for any. */
    view(): { readonly units: number; readonly at: number | null } | null {
      const orders = parts.orders()
      if (orders.length === 0) return null
      const read = orders.map((order) => readings.get(order))
      const ages = read.map((reading) => reading?.at ?? null)
      return {
        units: read.reduce((sum, reading) => sum + (reading?.units ?? 0), 0),
        at: ages.some((at) => at === null) ? null : Math.min(...ages.map(Number)),
      }
    },

    /** The database was left: of another nothing is known. */
    async forget(): Promise<void> {
      repository = null
      asked.clear()
      for (const order of [...readings.keys()]) await forgetOrder(order)
    },

    close(): void {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

export type Known = Awaited<ReturnType<typeof createKnown>>

/** What cannot be read is forgotten: it is only a copy, and is read anew. */
async function storedReadings({ known }: KnownParts['journal']): Promise<Map<string, KnownReading>> {
  const readings = new Map<string, KnownReading>()
  for (const [order, value] of await known.readings()) {
    const reading = parseKnownReading(value)
    if (reading === null) await known.forget(order)
    else readings.set(order, reading)
  }
  return readings
}

function required(repository: KnownUnitsRepository | null): KnownUnitsRepository {
  if (repository === null) throw new Error('read before the database was reached')
  return repository
}
