import type { productionCommands } from '../../shared/contract/production.ts'
import { success } from '../../shared/result.ts'
import type { WorkflowsOf } from '../door.ts'
import type { StationDesk } from '../station/desk.ts'

/** What only the production station's page asks; the rest goes through `station.*`. */
export function productionWorkflows(desk: StationDesk): WorkflowsOf<keyof typeof productionCommands> {
  const production = desk.at('production')
  return {
    async 'production.listOrders'() {
      return success({ orders: await production.choices() })
    },
    async 'production.openOrder'({ order_number, lote }) {
      await production.openOrder(order_number, lote)
      return success({})
    },
  }
}
