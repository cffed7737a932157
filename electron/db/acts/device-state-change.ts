import type { ClientSession } from 'mongodb'
import { countedAs } from '../../../shared/domain/device-state.ts'
import { readDevice } from '../../../shared/schemas/device.ts'
import type { ActBase } from '../../../shared/station/act.ts'
import type { Collections } from '../collections/collections.ts'
import { countAnew } from '../collections/counted-anew.ts'
import { inTransaction, isDuplicateKey, Refused } from '../connection/transaction.ts'
import { deviceLookup } from './device-lookup.ts'
import { type DeviceStep, stepDevice } from './device-step.ts'
import { isWritten } from './is-written.ts'
import { type RefusedAct, refusal } from './written.ts'

/** One step of one device; `act` is made before, and guards a retry. */
export interface StateChange extends ActBase, Pick<DeviceStep, 'does' | 'facts'> {
  readonly imei: string
  readonly reason: string | null
  /** The platform's word for the event, and what a person reads there. */
  readonly event_type: string
  readonly descripcion: string
}

/**
 * The reference's update of a state; the office's page of one device will call it (returns, repairs, replaced units).
 * Takes a device from its state to the next, where the table of `shared/domain/device-state.ts` has that step. Device
 * and event in one transaction; the state it was decided on is in the filter.
 */
export function deviceStateChange(tables: Collections) {
  const lookup = deviceLookup(tables)

  return async function change(
    session: ClientSession,
    step: StateChange,
  ): Promise<{ readonly kind: 'written'; readonly device: string } | RefusedAct> {
    const found = await lookup.byImei(step.imei)
    if (found === null) return refusal('not-registered', { imei: step.imei })
    const id = found._id.toHexString()
    const device = readDevice(found)
    const done = { kind: 'written', device: id } as const
    if (device.ose_act === step.act) return done
    try {
      await inTransaction(session, async () => {
        const estado = await stepDevice(tables, session, { ...step, kind: step.does }, { ...device, id }, stepOf(step))
        // No counter of a station knows of this step: the order's next fold counts anew.
        if (device.nro_orden !== null && countsDiffer(device.estado, estado)) {
          await countAnew(tables, session, device.nro_orden)
        }
      })
      return done
    } catch (error) {
      if (error instanceof Refused) return error.reason as RefusedAct // nothing else is thrown with it here
      if (isDuplicateKey(error) && (await isWritten(tables, step.act))) return done
      throw error
    }
  }
}

function stepOf({ does, facts, event_type, descripcion, reason, at }: StateChange): DeviceStep {
  return { does, ...(facts && { facts }), event: { event_type, descripcion, data: { reason } }, n: 0, now: at }
}

function countsDiffer(before: string, after: string): boolean {
  return Object.values(countedAs).some((counts) => counts(before) !== counts(after))
}
