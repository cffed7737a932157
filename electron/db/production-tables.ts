import type { Collections } from './collections.ts'
import { conflictsRepository } from './conflicts.ts'
import { productionActs } from './production-acts.ts'
import { progressRepository } from './progress.ts'
import { roomsRepository } from './rooms.ts'
import { stationOrders } from './station-orders.ts'

/** What the production station asks of the database, over one connection. */
export function productionTables(tables: Collections) {
  return {
    acts: productionActs(tables),
    rooms: roomsRepository(tables),
    orders: stationOrders(tables),
    conflicts: conflictsRepository(tables),
    progress: progressRepository(tables),
  }
}

export type ProductionTables = ReturnType<typeof productionTables>
