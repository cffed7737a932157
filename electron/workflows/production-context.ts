import type { Workplace } from '../../shared/domain/act.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import type { Clock } from '../clock.ts'
import type { DatabaseLink } from '../database-link.ts'
import type { ProductionTables } from '../db/production-tables.ts'
import type { BatchName } from '../db/rooms.ts'
import type { StationOrder } from '../db/station-orders.ts'
import type { Journal } from '../journal/journal.ts'
import type { Log } from '../log.ts'
import type { Places } from '../places.ts'
import type { VerifiedUnit } from '../printing/unit-labels.ts'
import type { Progress } from '../progress.ts'
import type { Station } from '../station.ts'
import type { PendingAct, StationMemory } from '../station-memory.ts'
import { DatabaseAway, type Writer } from '../writer.ts'

/** An undo of another person's act, of this one act. */
export interface Offer {
  readonly kind: 'undo'
  readonly act: string
  readonly until: number
}

/** The narrow set of things the production station works with; built in `production-desk.ts`. */
export interface ProductionContext {
  readonly station: Station
  readonly journal: Journal<StationMemory, PendingAct>
  readonly writer: Writer
  readonly places: Places
  readonly progress: Progress
  readonly link: Pick<DatabaseLink, 'isAway' | 'missingIndexes'>
  /** Null until the database was reached once. */
  readonly tables: () => ProductionTables | null
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  readonly clock: Clock
  readonly log: Log
  readonly signOut: () => void
  readonly clean: () => void
  /** Reads the open order anew (figures, status, rules); soon, not now. */
  readonly refreshOrder: () => void
  /** The order as just read, before the station's memory names it. */
  readonly setOpened: (order: StationOrder) => void
  /** The open batch as last read. */
  readonly openBatch: () => { readonly quantity: number } | null
  /** Fetches places in the background when few are left. */
  readonly topUp: (batch: BatchName) => void
  /** What a supervisor's badge would do at this moment; ends with the next code, another person, or its time. */
  readonly offer: { readonly current: () => Offer | null; readonly set: (offer: Offer | null) => void }
  readonly unitLabel: ((unit: VerifiedUnit) => void) | undefined
  readonly onConflict: () => void
}

/** The early look whether a unit is on a device already must not make anybody wait. */
export const earlyLookMs = 120
/** Who finds no place waits for nothing else: whether the unit is registered already decides between two words that stop the line. */
export const fullLookMs = 1000

/**
 * The lane waits no longer than this for the database, ms: a server that is silent (cable pulled, frozen) answers
 * nothing for five to eight seconds before the driver gives up, and meanwhile the codes behind would have no answer.
 */
const laneMs = 2000

/** @throws DatabaseAway when it takes longer; what comes of it later is not waited for. */
export async function soonOrAway<Value>(work: Promise<Value>): Promise<Value> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new DatabaseAway()), laneMs)
  })
  // Given up on, it may still fail; nobody asks for that any more.
  work.catch(() => undefined)
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

/** The value, or undefined when it takes longer or fails: for looks that are a kindness, never a condition. */
export async function within<Value>(ms: number, work: Promise<Value> | undefined): Promise<Value | undefined> {
  if (work === undefined) return undefined
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  try {
    return await Promise.race([work.catch(() => undefined), late])
  } finally {
    clearTimeout(timer)
  }
}
