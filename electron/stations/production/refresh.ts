import type { BatchName } from '../../../shared/domain/batch-key.ts'
import type { ToldNotice } from '../../db/notices/notice.ts'
import { toldProgress } from '../../db/orders/batch-progress.ts'
import { type StationOrder, toldOrder } from '../../db/orders/station-orders.ts'
import { isOpen, type ProductionContext } from './context.ts'
import { giveBackUnused } from './order.ts'

/** Reads the open order anew: its figures, its status, its rules. What was read goes into the state in the queue. */
export async function refreshOrder(context: ProductionContext): Promise<void> {
  const { core, progress } = context
  const number = core.state().order?.order_number
  const tables = context.tables()
  if (number === undefined || tables === null) return
  const before = progress.writes()
  const found = await tables.orders.find(number)
  if (found === null) return
  const read = await tables.progress.ofOrder(found.order, core.workplace().station)
  await core.later(() => {
    const state = core.state()
    if (state.order?.order_number !== number) return
    // Nothing of this station was on its way while it was read: what was read is all there is.
    const isQuiet = progress.writes() === before && core.waiting().length === 0
    progress.refresh(number, read, isQuiet)
    changeOrder(context, found, isQuiet)
    if (isQuiet) context.refreshes.done()
    else context.refreshes.again()
  })
}

/**
 * In the queue: the open order is what was found now.
 * @param isQuiet nothing of this station was on its way while it was read
 * @returns false where this station has begun what the order does not say yet
 */
function changeOrder(context: ProductionContext, found: StationOrder, isQuiet: boolean): boolean {
  const { core } = context
  const state = core.state()
  context.setOpened(found)
  const planned = found.order.batches.find((batch) => batch.batch_number === state.lote)
  const batchStarted = planned === undefined ? state.batchStarted : planned.start_date !== null
  // A first unit of this station that was written while it was read: it has started what still reads as pending.
  const isStarted = !isQuiet && state.order?.status === 'in_progress' && found.facts.status === 'pending'
  const isAhead = !isQuiet && state.batchStarted && !batchStarted
  core.change({
    order: isStarted ? { ...found.facts, status: 'in_progress' } : found.facts,
    batchStarted: batchStarted || isAhead,
  })
  return !isStarted && !isAhead
}

/** The open order as another station told it; what is counted of it comes with the folds. */
function toldOfOrder(context: ProductionContext, notice: Extract<ToldNotice, { readonly what: 'order' }>): void {
  const { core } = context
  const last = context.opened()
  if (last?.id !== notice.id || last.facts.order_number !== core.state().order?.order_number) return
  const told = notice.document === undefined || notice.document === null ? null : toldOrder(notice.document, last)
  if (told === null) {
    context.refreshes.soon(notice.onlyFigures)
    return
  }
  void core.later(() => {
    if (context.opened()?.id === last.id && !changeOrder(context, told, false)) context.refreshes.again()
  })
}

function toldOfFigures(
  { core, progress }: ProductionContext,
  { order_number, batches }: Extract<ToldNotice, { readonly what: 'figures' }>,
): void {
  if (core.state().order?.order_number !== order_number) return
  void core.later(() => {
    if (core.state().order?.order_number !== order_number) return
    // This station's own it knows better: what it wrote since is in no fold yet.
    progress.refresh(order_number, toldProgress(batches, core.workplace().station), false)
  })
}

/** Half of what is held goes back, so that a station that works keeps some; one that has another batch open keeps none. */
function toldOfNeed(context: ProductionContext, batch: BatchName): void {
  giveBackUnused(context, batch, isOpen(context, batch) ? Math.floor(context.places.held(batch) / 2) : 0)
}

export function noticed(context: ProductionContext, notice: ToldNotice): void {
  const { what } = notice
  if (what === 'order') toldOfOrder(context, notice)
  if (what === 'figures') toldOfFigures(context, notice)
  if (what === 'places-asked') toldOfNeed(context, notice)
  if (what === 'reference') context.refreshes.soon(false)
}

/** What would have been told is read. */
export async function missed(context: ProductionContext): Promise<void> {
  context.refreshes.soon(false)
  const rooms = context.tables()?.rooms
  if (rooms === undefined) return
  const held = await rooms.heldBatches(context.core.workplace().station)
  for (const batch of await rooms.askedBatches(held)) toldOfNeed(context, batch)
}

/** The database is there (again). */
export async function connected(context: ProductionContext): Promise<void> {
  await giveBackForgotten(context)
  await refreshOrder(context)
}

/** Places of batches that are no longer open here: a crash left them, or they were closed while the database was away. */
async function giveBackForgotten(context: ProductionContext): Promise<void> {
  const { station } = context.core.workplace()
  const held: readonly BatchName[] = (await context.tables()?.rooms.heldBatches(station)) ?? []
  for (const batch of held) if (!isOpen(context, batch)) giveBackUnused(context, batch)
}
