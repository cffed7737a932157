import type { BatchName } from '../../../shared/domain/batch-key.ts'
import type { ProductionAct } from '../../../shared/domain/production-acts.ts'
import type { BatchDone } from '../../../shared/domain/production-ends.ts'
import type { ProductionState } from '../../../shared/domain/production-state.ts'
import { isUndo } from '../../../shared/station/act.ts'
import { productionActs } from '../../db/acts/production/write.ts'
import type { Collections } from '../../db/collections/collections.ts'
import { roomsRepository } from '../../db/leases/rooms.ts'
import { progressRepository } from '../../db/orders/batch-progress.ts'
import { type StationOrder, stationOrders } from '../../db/orders/station-orders.ts'
import type { StationCore } from '../../station/slice.ts'
import type { OrderRefresh } from './order-refresh.ts'
import { createPlaces, createTopUp, type Places } from './places.ts'
import { createProgress, type Progress } from './progress.ts'

/** What the production station asks of the database, over one connection. */
export function productionTables(tables: Collections) {
  return {
    acts: productionActs(tables),
    rooms: roomsRepository(tables),
    orders: stationOrders(tables),
    progress: progressRepository(tables),
  }
}
export type ProductionTables = ReturnType<typeof productionTables>

/** The narrow set of things the production station works with. */
export interface ProductionContext {
  readonly core: StationCore<ProductionState, ProductionAct>
  readonly places: Places
  readonly progress: Progress
  /** Null until the database was reached once. */
  readonly tables: () => ProductionTables | null
  readonly setTables: (tables: ProductionTables) => void
  /** The open order as last read, and which it is. */
  readonly opened: () => StationOrder | null
  readonly setOpened: (order: StationOrder) => void
  readonly forgetOpened: () => void
  /** Reads the open order anew (figures, status, rules); soon, not now. */
  readonly refreshes: Pick<OrderRefresh, 'soon' | 'again' | 'done'>
  /** Fetches places in the background when few are left. */
  readonly topUp: (batch: BatchName) => void
}

export function productionContext(
  core: StationCore<ProductionState, ProductionAct>,
  refreshes: OrderRefresh,
): ProductionContext {
  const places = createPlaces(core.state().places)
  let tables: ProductionTables | null = null
  let opened: StationOrder | null = null
  const here = () => core.workplace().station
  const topUp = createTopUp(() => tables?.rooms ?? null, places, core.onSession, here)
  return {
    core,
    places,
    progress: createProgress(),
    tables: () => tables,
    setTables: (next) => {
      tables = next
    },
    opened: () => opened,
    setOpened: (order) => {
      opened = order
    },
    forgetOpened: () => {
      opened = null
    },
    refreshes,
    topUp: (batch) => void topUp(batch).catch((error: unknown) => core.log('top-up.failed', { error })),
  }
}

/** Registrations of a batch that wait: each has a place that the lease does not count as used yet. */
export function unwritten({ core }: ProductionContext, batch: BatchName, except = ''): number {
  return core.waiting().filter((act) => {
    if (isUndo(act) || act.kind !== 'register' || act.act === except || act.subject.kind !== 'unit') return false
    return act.subject.order_number === batch.order_number && act.subject.lote === batch.lote
  }).length
}

/** How the act's batch stands, where it is the one that is open; of another nothing is known here. */
export function figuresOf({ core, progress, opened }: ProductionContext, act: ProductionAct): BatchDone | null {
  const { order_number, lote } = act.subject
  const order = opened()
  if (core.state().order?.order_number !== order_number || order?.facts.order_number !== order_number) return null
  const quantity = order.order.batches.find((batch) => batch.batch_number === lote)?.quantity ?? 0
  const { produced, verified } = progress.batch(lote, core.waiting())
  return { done: act.kind === 'register' ? produced : verified, quantity }
}

export function batchOf({ order, lote }: ProductionState): BatchName {
  return { order_number: order?.order_number ?? '', lote: lote ?? 0 }
}

export function isOpen({ core }: ProductionContext, { order_number, lote }: BatchName): boolean {
  const state = core.state()
  return state.order?.order_number === order_number && state.lote === lote
}

/** What the station holds, as it goes into its state with everything else of the turn. */
export function keepPlaces({ core, places }: ProductionContext): void {
  core.change({ places: places.snapshot() })
}
