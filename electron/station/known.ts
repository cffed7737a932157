import {
  isFresh,
  type KnownReading,
  type KnownUnit,
  knownLimit,
  parseKnownReading,
  parseKnownUnit,
} from '../../shared/station/known.ts'
import type { StationFrame } from '../../shared/station/state.ts'
import type { Clock } from '../clock/clock.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log/log.ts'

export interface KnownParts {
  readonly journal: Pick<Journal, 'known'>
  readonly clock: Clock
  readonly log: Log
  /** Hours after which what was read no longer counts. */
  readonly hours: () => number
  /** Orders whose units the open stations answer for. */
  readonly orders: () => readonly string[]
}

/**
 * What this PC knows of units without asking. It lies in the journal, one value a unit, and is looked up there: sixty
 * thousand of them are no part of a start.
 */
export async function createKnown({ journal, clock, log, hours, orders }: KnownParts) {
  const readings = await storedReadings(journal)

  /** The newest orders stay; one that alone outgrew the limit is read anew, its newest units. */
  async function forgetOldest(): Promise<void> {
    const open = orders()
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

  return {
    /** How far an order was read. */
    reading: (order: string): KnownReading | undefined => readings.get(order),

    /** What was read of an order. @param read until when; its units are those that were known before */
    async takeIn(order: string, units: readonly KnownUnit[], read: KnownReading): Promise<void> {
      let count = read.units
      for (const { imei } of units) if ((await journal.known.get(order, imei)) === null) count += 1
      const reading = { ...read, units: count }
      await journal.known.put(
        order,
        units.map((unit) => [unit.imei, unit] as const),
        reading,
      )
      readings.set(order, reading)
      await forgetOldest()
    },

    /** What is known of a unit; null where nothing is, or nothing that is still young enough. */
    async find(imei: string): Promise<KnownUnit | null> {
      const now = clock.now()
      const open = orders()
      const young = [...readings].filter(([, { at }]) => isFresh(at, now, hours()))
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
    view(): KnownView | null {
      const open = orders()
      return open.length === 0 ? null : viewOf(open.map((order) => readings.get(order)))
    },

    async forget(): Promise<void> {
      for (const order of [...readings.keys()]) await forgetOrder(order)
    },
  }
}

export type Known = Awaited<ReturnType<typeof createKnown>>

type KnownView = NonNullable<StationFrame['known']>

/** As old as the oldest of them; of unknown age where one was never read. */
function viewOf(read: readonly (KnownReading | undefined)[]): KnownView {
  const ages = read.map((reading) => reading?.at ?? null)
  return {
    units: read.reduce((sum, reading) => sum + (reading?.units ?? 0), 0),
    at: ages.some((at) => at === null) ? null : Math.min(...ages.map(Number)),
  }
}

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
