import { statusRefusal } from '../../shared/domain/production.ts'
import type { Batch } from '../../shared/schemas/production-order.ts'
import type { ProductionJob } from '../../shared/stations.ts'
import type { BatchProgress } from '../db/progress.ts'
import type { BatchName } from '../db/rooms.ts'
import { isAway } from '../db/transaction.ts'
import type { Turn } from '../station.ts'
import { DatabaseAway } from '../writer.ts'
import type { Say } from './production-answer.ts'
import { type ProductionContext, soonOrAway } from './production-context.ts'

/** Opens an order and a batch; without a batch, the first that is not full. Nothing has changed when the database is away. */
export async function openOrder(
  context: ProductionContext,
  turn: Turn,
  say: Say,
  number: string,
  wanted: number | null,
): Promise<void> {
  try {
    await readAndOpen(context, turn, say, number, wanted)
  } catch (error) {
    if (!(error instanceof DatabaseAway) && !isAway(error)) throw error
    say(turn, 'database-away')
  }
}

async function readAndOpen(
  context: ProductionContext,
  turn: Turn,
  say: Say,
  number: string,
  wanted: number | null,
): Promise<void> {
  const { station, link, places, progress, writer } = context
  const before = station.memory().production
  if (before.blocked !== null) return void say(turn, 'acknowledge-first', { word: before.blocked.word })
  if (before.half !== null) return void say(turn, 'finish-half-first', { code: before.half.code })
  const tables = context.tables()
  if (link.isAway() || tables === null) return void say(turn, 'database-away')

  const workplace = context.workplace()
  const found = await soonOrAway(tables.orders.find(number))
  if (found === null) return void say(turn, 'unknown-order', { order: number })
  const { facts, order } = found
  if (facts.production_line !== null && facts.production_line !== workplace.linea) {
    return void say(turn, 'order-of-other-line', { order: facts.order_number, linea: facts.production_line })
  }
  const refusal = statusRefusal(facts.status, before.job)
  if (refusal !== null)
    return void say(turn, 'order-not-open-for-work', { order: facts.order_number, status: facts.status })
  const made = await soonOrAway(tables.progress.ofOrder(order, workplace.station))
  const lote = wanted ?? firstOpenBatch(order.batches, made, before.job)
  const batch = order.batches.find((entry) => entry.batch_number === lote)
  if (batch === undefined || lote === null)
    return void say(turn, 'unknown-batch', { order: facts.order_number, lote: lote ?? 0 })

  const name = { order_number: facts.order_number, lote }
  const isSame = before.order?.order_number === name.order_number && before.lote === lote
  const held = await soonOrAway(tables.rooms.held(name, workplace.station))
  if (!isSame) giveBackUnused(context)
  places.set(name, held - writer.unwritten(name))
  progress.open(facts.order_number, made)
  context.setOpened(found)
  station.change({
    production: { ...before, order: facts, lote, half: null, lastAccepted: null },
    batchStarted: batch.start_date !== null,
    places: places.snapshot(),
  })
  context.refreshOrder()
  // While the operator takes the first unit in his hand: then no scan waits for its place.
  if (before.job === 'register') context.topUp(name)
  say(turn, 'order-opened', { order: facts.order_number, lote, product: facts.product_name })
}

export async function closeOrder(context: ProductionContext, turn: Turn, say: Say): Promise<void> {
  const { station } = context
  const before = station.memory().production
  if (before.blocked !== null) return void say(turn, 'acknowledge-first', { word: before.blocked.word })
  if (before.half !== null) return void say(turn, 'finish-half-first', { code: before.half.code })
  if (before.order === null) return void say(turn, 'nothing-to-clear')
  giveBackUnused(context)
  station.change({ production: { ...before, order: null, lote: null, lastAccepted: null } })
  say(turn, 'order-closed', { order: before.order.order_number, lote: before.lote ?? 0 })
}

export async function setJob(context: ProductionContext, turn: Turn, say: Say, job: ProductionJob): Promise<void> {
  const { station } = context
  const before = station.memory().production
  if (before.half !== null) return void say(turn, 'finish-half-first', { code: before.half.code })
  if (before.blocked !== null) return void say(turn, 'acknowledge-first', { word: before.blocked.word })
  station.change({ production: { ...before, job, lastAccepted: null } })
  say(turn, 'job-changed', { job })
}

/**
 * The open batch's unused places (or another's) go back to its room; what waits in the journal keeps its own.
 * @param keep places that the station goes on with.
 */
export function giveBackUnused(context: ProductionContext, only?: BatchName, keep = 0): void {
  const { station, places, writer } = context
  const { order, lote } = station.memory().production
  const tables = context.tables()
  const batch = only ?? (order === null || lote === null ? null : { order_number: order.order_number, lote })
  if (batch === null || tables === null) return
  const here = context.workplace().station
  // From now on no scan takes one of these places without asking the room.
  places.set(batch, keep)
  void writer
    .onSession((session) => {
      return tables.rooms.giveBack(session, batch, here, writer.unwritten(batch) + places.held(batch))
    })
    .then(
      () => station.change({ places: places.snapshot() }),
      (error: unknown) => context.log('give-back.failed', { error }),
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
