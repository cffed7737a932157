import { knownLimit, restAfter } from '../../shared/station/known.ts'
import type { Clock } from '../clock/clock.ts'
import { isAway } from '../db/connection/transaction.ts'
import type { KnownUnitsRepository } from '../db/orders/known-units.ts'
import type { Log } from '../log/log.ts'
import type { Known } from './known.ts'

export interface KnownReaderParts {
  readonly known: Pick<Known, 'reading' | 'takeIn' | 'forget'>
  readonly clock: Clock
  readonly log: Log
  readonly isAway: () => boolean
  readonly station: () => string
  /** Orders whose units the open stations answer for. */
  readonly orders: () => readonly string[]
  readonly changed: () => void
}

/** Clocks of two stations may be so far apart, and a write may land so long after its time, ms. */
const overlapMs = 150_000
/** After a reading that failed, ms. */
const pauseMs = 5000

/** Reads what is to be known: each order that a station asks for once, and then what changed in it. */
export function createKnownReader(parts: KnownReaderParts) {
  const { known, clock, log } = parts
  let repository: KnownUnitsRepository | null = null
  let timer: NodeJS.Timeout | undefined
  /** Orders that were read, or tried, since the start: who fails rests as well. */
  const asked = new Set<string>()
  let isReading = false
  let isClosed = false

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

  async function readOrder(order: string): Promise<void> {
    asked.add(order)
    const before = known.reading(order)
    const at = clock.now()
    const since = before === undefined ? 0 : Math.max(0, before.changed - overlapMs)
    const { units, changed } = await required(repository).changedSince(order, since, knownLimit)
    // A time ahead of ours is another program's clock: what changes until then would be missed.
    await known.takeIn(order, units, { at, changed: Math.min(changed, at), units: before?.units ?? 0 })
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

    /** The database was left: of another nothing is known. */
    async forget(): Promise<void> {
      repository = null
      asked.clear()
      await known.forget()
    },

    close(): void {
      isClosed = true
      clearTimeout(timer)
    },
  }
}

export type KnownReader = ReturnType<typeof createKnownReader>

function required(repository: KnownUnitsRepository | null): KnownUnitsRepository {
  if (repository === null) throw new Error('read before the database was reached')
  return repository
}
