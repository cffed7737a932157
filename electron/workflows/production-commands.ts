import type { productionCommands } from '../../shared/contract/production.ts'
import { failure, success } from '../../shared/result.ts'
import type { WorkflowsOf } from '../door.ts'
import type { ProductionDesk } from '../production-desk.ts'
import type { Session } from '../session.ts'
import { supervising } from '../station.ts'
import { signInFailure } from './session.ts'

export interface ProductionCommandDependencies {
  readonly desk: ProductionDesk
  readonly session: Pick<Session, 'supervisorByPassword'>
}

/** The page's commands of the production station: each goes into the same queue as a scan. */
export function productionCommandWorkflows({
  desk,
  session,
}: ProductionCommandDependencies): WorkflowsOf<keyof typeof productionCommands> {
  const done = success({})
  return {
    async 'production.listOrders'() {
      return success({ orders: await desk.choices() })
    },
    async 'production.openOrder'({ order_number, lote }) {
      await desk.openOrder(order_number, lote)
      return done
    },
    async 'production.closeOrder'() {
      await desk.closeOrder()
      return done
    },
    async 'production.setJob'({ job }) {
      await desk.setJob(job)
      return done
    },
    async 'production.typeCode'({ code }) {
      await desk.station.scan({ text: code, scannerId: 'keypad' })
      return done
    },
    async 'production.acknowledge'() {
      await desk.station.input('acknowledge')
      return done
    },
    async 'production.clearHalf'() {
      await desk.station.input('clear-half')
      return done
    },
    async 'production.undo'() {
      await desk.station.input('undo')
      return done
    },
    async 'production.supervise'({ identifier, password, reason }) {
      const answer = await session.supervisorByPassword(identifier, password)
      if (answer.kind !== 'supervisor') return signInFailure(answer)
      await desk.supervised(supervising(answer.who), reason === '' ? 'over-quantity' : reason)
      return done
    },
    async 'production.listConflicts'() {
      return success({ conflicts: await desk.conflicts() })
    },
    async 'production.resolveConflict'({ id, reason }, by) {
      const resolved = await desk.resolveConflict(id, by?.employee_id ?? '', reason)
      return resolved ? done : failure('stale')
    },
  }
}
