import type { BatchName } from '../../../shared/domain/batch-key.ts'
import type { Database } from '../../db/connection/client.ts'
import { watchOrders } from '../../db/orders/order-watch.ts'
import { isOpen, type ProductionContext, productionTables } from './context.ts'
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
    context.setOpened(found)
    // Nothing of this station was on its way while it was read: what was read is all there is.
    const isQuiet = progress.writes() === before && core.waiting().length === 0
    progress.refresh(number, read, isQuiet)
    const planned = found.order.batches.find((batch) => batch.batch_number === state.lote)
    const batchStarted = planned === undefined ? state.batchStarted : planned.start_date !== null
    // A first unit of this station that was written while it was read: it has started what still reads as pending.
    const isStarted = !isQuiet && state.order.status === 'in_progress' && found.facts.status === 'pending'
    core.change({
      order: isStarted ? { ...found.facts, status: 'in_progress' } : found.facts,
      batchStarted: batchStarted || (!isQuiet && state.batchStarted),
    })
    if (!isQuiet) context.refreshSoon(true)
  })
}

/** Watches orders and requests for places on the connection in use; a new one takes the place of the old. */
export function createWatch(context: ProductionContext) {
  const { core, places } = context
  let watched: Database | null = null
  let watch: { readonly close: () => void } | null = null

  function onOrder(id: string, onlyFigures: boolean): void {
    const opened = context.opened()
    const number = core.state().order?.order_number
    if (opened?.id === id && opened.facts.order_number === number) context.refreshSoon(onlyFigures)
  }

  return {
    uses(database: Database): void {
      if (watched !== database) {
        watched = database
        watch?.close()
        context.setTables(productionTables(database.collections))
        watch = watchOrders(database, core.log, {
          onOrder,
          // Half of what is held, so that a station that works keeps some; one that has another batch open keeps none.
          onAsked: (batch) =>
            giveBackUnused(context, batch, isOpen(context, batch) ? Math.floor(places.held(batch) / 2) : 0),
        })
      }
    },
    async connected(): Promise<void> {
      await giveBackForgotten(context)
      await refreshOrder(context)
    },
    close: (): void => watch?.close(),
  }
}

/** Places of batches that are no longer open here: a crash left them, or they were closed while the database was away. */
async function giveBackForgotten(context: ProductionContext): Promise<void> {
  const { station } = context.core.workplace()
  const held: readonly BatchName[] = (await context.tables()?.rooms.heldBatches(station)) ?? []
  for (const batch of held) if (!isOpen(context, batch)) giveBackUnused(context, batch)
}
