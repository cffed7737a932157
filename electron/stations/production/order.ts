import type { BatchName } from '../../../shared/domain/batch-key.ts'
import { statusRefusal } from '../../../shared/domain/production.ts'
import type { ProductionJob } from '../../../shared/domain/production-job.ts'
import type { ProductionState } from '../../../shared/domain/production-state.ts'
import type { Batch } from '../../../shared/schemas/production-order.ts'
import type { Refused } from '../../../shared/station/ends.ts'
import { isAway } from '../../db/connection/transaction.ts'
import type { BatchProgress } from '../../db/orders/batch-progress.ts'
import type { StationOrder } from '../../db/orders/station-orders.ts'
import { soonOrAway } from '../../station/patience.ts'
import type { Turn } from '../../station/slice.ts'
import { batchOf, keepPlaces, type ProductionContext, type ProductionTables, unwritten } from './context.ts'

/** A waiting half is finished or cleared first: opened over it, another order would get its neighbour's SIM. */
export function unfinished({ half }: ProductionState): (Refused & { readonly word: 'finish-half-first' }) | null {
  return half === null ? null : { word: 'finish-half-first', params: { code: half.code } }
}

/** What keeps the order and the job as they are now; said, where there is something. */
function isHeld({ core }: ProductionContext, turn: Turn): boolean {
  const standing = core.standing()
  if (standing !== null) {
    turn.answer('acknowledge-first', { params: { word: standing.word } })
    return true
  }
  const half = unfinished(core.state())
  if (half !== null) turn.answer(half.word, { params: half.params })
  return half !== null
}

/** Opens an order and a batch; without a batch, the first that is not full. Nothing has changed when the database is away. */
export async function openOrder(
  context: ProductionContext,
  turn: Turn,
  number: string,
  wanted: number | null,
): Promise<void> {
  if (isHeld(context, turn)) return
  const { link } = context.core
  const tables = context.tables()
  if (link.isAway() || tables === null) return void turn.answer('database-away')
  try {
    await readAndOpen(context, turn, tables, number, wanted)
  } catch (error) {
    if (!isAway(error)) throw error
    turn.answer('database-away')
  }
}

async function readAndOpen(
  context: ProductionContext,
  turn: Turn,
  tables: ProductionTables,
  number: string,
  wanted: number | null,
): Promise<void> {
  const { job } = context.core.state()
  const found = await soonOrAway(tables.orders.find(number))
  if (found === null) return void turn.answer('unknown-order', { params: { order: number } })
  const { facts, order } = found
  const { workplace } = turn.entry
  const named = { order: facts.order_number }
  if (facts.production_line !== null && facts.production_line !== workplace.linea) {
    return void turn.answer('order-of-other-line', { params: { ...named, linea: facts.production_line } })
  }
  if (statusRefusal(facts.status, job) !== null) {
    return void turn.answer('order-not-open-for-work', { params: { ...named, status: facts.status } })
  }
  const made = await soonOrAway(tables.progress.ofOrder(order, workplace.station))
  const lote = wanted ?? firstOpenBatch(order.batches, made, job)
  const batch = order.batches.find((entry) => entry.batch_number === lote)
  if (batch === undefined || lote === null) {
    return void turn.answer('unknown-batch', { params: { ...named, lote: lote ?? 0 } })
  }
  const name = { order_number: facts.order_number, lote }
  const held = await soonOrAway(tables.rooms.held(name, workplace.station))
  goOnWith(context, found, name, held, made, batch.start_date !== null)
  turn.answer('order-opened', { params: { ...named, lote, product: facts.product_name } })
}

function goOnWith(
  context: ProductionContext,
  found: StationOrder,
  batch: BatchName,
  held: number,
  made: ReadonlyMap<number, BatchProgress>,
  batchStarted: boolean,
): void {
  const { core, places, progress } = context
  const before = batchOf(core.state())
  const isSame = before.order_number === batch.order_number && before.lote === batch.lote
  if (!isSame) giveBackUnused(context)
  places.set(batch, held - unwritten(context, batch))
  progress.open(batch.order_number, made)
  context.setOpened(found)
  core.change({ order: found.facts, lote: batch.lote, half: null, lastAccepted: null, batchStarted })
  keepPlaces(context)
  context.refreshes.soon(false)
  // While the operator takes the first unit in his hand: then no scan waits for its place.
  if (core.state().job === 'register') context.topUp(batch)
}

export function closeOrder(context: ProductionContext, turn: Turn): void {
  if (isHeld(context, turn)) return
  const { core } = context
  const { order, lote } = core.state()
  if (order === null) return void turn.answer('nothing-to-clear')
  giveBackUnused(context)
  core.change({ order: null, lote: null, lastAccepted: null })
  keepPlaces(context)
  turn.answer('order-closed', { params: { order: order.order_number, lote: lote ?? 0 } })
}

export function setJob(context: ProductionContext, turn: Turn, job: ProductionJob): void {
  if (isHeld(context, turn)) return
  context.core.change({ job, lastAccepted: null })
  turn.answer('job-changed', { params: { job } })
}

/**
 * The open batch's unused places (or another's) go back to its room; what waits in the journal keeps its own.
 * @param keep places that the station goes on with.
 */
export function giveBackUnused(context: ProductionContext, only?: BatchName, keep = 0): void {
  const { core, places } = context
  const state = core.state()
  const tables = context.tables()
  const batch = only ?? (state.order === null || state.lote === null ? null : batchOf(state))
  if (batch === null || tables === null) return
  const { station } = core.workplace()
  // From now on no scan takes one of these places without asking the room.
  places.set(batch, keep)
  const kept = () => unwritten(context, batch) + places.held(batch)
  void core
    .onSession((session) => tables.rooms.giveBack(session, batch, station, kept()))
    .then(
      () => core.later(() => keepPlaces(context)),
      (error: unknown) => core.log('give-back.failed', { error }),
    )
}

function firstOpenBatch(
  batches: readonly Batch[],
  made: ReadonlyMap<number, BatchProgress>,
  job: ProductionJob,
): number | null {
  const verified = (lote: number) => (made.get(lote)?.own.verified ?? 0) + (made.get(lote)?.others.verified ?? 0)
  const open = batches.find(
    (batch) => (job === 'register' ? batch.produced : verified(batch.batch_number)) < batch.quantity,
  )
  return (open ?? batches[batches.length - 1])?.batch_number ?? null
}
