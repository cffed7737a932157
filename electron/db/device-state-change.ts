import { type ClientSession, ObjectId } from 'mongodb'
import type { Act } from '../../shared/domain/act.ts'
import { countedAs, type DeviceAct, stateAfter } from '../../shared/domain/device-state.ts'
import { readDevice } from '../../shared/schemas/device.ts'
import { deviceEventSchema } from '../../shared/schemas/device-event.ts'
import type { Collections } from './collections.ts'
import { deviceLookup } from './device-lookup.ts'
import { inTransaction, isDuplicateKey, Refused } from './transaction.ts'
import { type NotWritten, refusal, type Written, written } from './written.ts'

/** One step of one device; `act` is made before, and guards a retry. */
export interface StateChange extends Pick<Act, 'act' | 'at' | 'operator' | 'workplace'> {
  readonly imei: string
  readonly does: Exclude<DeviceAct, 'undo'>
  readonly reason: string | null
  /** The platform's word for the event, and what a person reads there. */
  readonly event_type: string
  readonly descripcion: string
}

/**
 * Takes a device from its state to the next, where the table of `shared/domain/device-state.ts` has that step. Device
 * and event in one transaction; the state it was decided on is in the filter.
 */
export function deviceStateChange(tables: Collections) {
  const { devices, deviceEvents, folds } = tables
  const lookup = deviceLookup(tables)

  async function change(session: ClientSession, step: StateChange): Promise<Written> {
    const found = await lookup.byImei(step.imei)
    if (found === null) return refusal('not-registered', { imei: step.imei })
    const id = found._id.toHexString()
    const device = readDevice(found)
    if (device.ose_act === step.act) return written(id)
    const estado = stateAfter(step.does, device.estado)
    if (estado === null) return refusal('wrong-state', { imei: step.imei, estado: device.estado })
    try {
      await inTransaction(session, async () => {
        const fecha_actualizacion = new Date(step.at)
        const changed = await devices.updateOne(
          { _id: found._id, estado: found.estado },
          { $set: { estado, fecha_actualizacion, ose_act: step.act } },
          { session },
        )
        if (changed.matchedCount === 0) {
          throw new Refused<NotWritten>(refusal('wrong-state', { imei: step.imei, estado: device.estado }))
        }
        await deviceEvents.insertOne({ _id: new ObjectId(step.act), ...eventOf(step, id, device, estado) }, { session })
        if (device.nro_orden !== null && countsDiffer(device.estado, estado)) {
          // No counter of a station knows of this step: the order's next fold counts anew.
          await folds.updateOne(
            { _id: device.nro_orden },
            { $set: { dirty: true }, $currentDate: { updated_at: true }, $setOnInsert: { batches: {} } },
            { session, upsert: true },
          )
        }
      })
      return written(id)
    } catch (error) {
      if (error instanceof Refused) return error.reason
      if (isDuplicateKey(error) && (await deviceEvents.findOne({ _id: new ObjectId(step.act) })) !== null) {
        return written(id)
      }
      throw error
    }
  }

  return change
}

function countsDiffer(before: string, after: string): boolean {
  return Object.values(countedAs).some((counts) => counts(before) !== counts(after))
}

function eventOf(step: StateChange, device_id: string, device: ReturnType<typeof readDevice>, estado: string) {
  return deviceEventSchema.parse({
    device_id,
    imei: device.imei,
    ccid: device.ccid,
    event_type: step.event_type,
    timestamp: new Date(step.at),
    descripcion: step.descripcion,
    operator: step.operator.employee_id,
    operator_name: step.operator.name,
    nro_orden: device.nro_orden,
    lote: device.lote,
    linea: step.workplace.linea,
    puesto: step.workplace.puesto,
    estado_anterior: device.estado,
    estado_nuevo: estado,
    data: {
      act: step.act,
      act_kind: step.does,
      station: step.workplace.station,
      reason: step.reason,
      undoes: null,
      supervisor: null,
    },
    origen: 'api',
  })
}
