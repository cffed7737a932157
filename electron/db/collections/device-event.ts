import { type DeviceEventDocument, deviceEventSchema } from '../../../shared/schemas/device-event.ts'
import type { ActBase, UndoAct } from '../../../shared/station/act.ts'

/** The device that an event is about, as it stands in the act's transaction. */
export interface EventDevice {
  readonly id: string
  readonly imei: string
  readonly ccid: string | null
  readonly nro_orden: string | null
  readonly lote: number | null
}

export interface EventStep {
  /** The platform's word for it, and what a person reads there. */
  readonly event_type: string
  readonly descripcion: string
  readonly estado_anterior: string | null
  readonly estado_nuevo: string | null
  readonly data?: Partial<Pick<DeviceEventDocument['data'], 'reason' | 'supervisor'>>
}

/** Any act, what an undo has beside it, and what is done by no station's act: an import, a correction of data. */
export interface EventAct
  extends Pick<ActBase, 'act' | 'at' | 'operator'>,
    Partial<Pick<UndoAct, 'undoes' | 'supervisor'>> {
  readonly kind: string
  readonly workplace: { readonly station: string; readonly linea: number | null; readonly puesto: number | null }
}

/** One step of one device in the platform's event log. Every event of ours is made here. */
export function deviceEvent(act: EventAct, device: EventDevice, { data, ...step }: EventStep): DeviceEventDocument {
  return deviceEventSchema.parse({
    device_id: device.id,
    imei: device.imei,
    ccid: device.ccid,
    ...step,
    timestamp: new Date(act.at),
    operator: act.operator.employee_id,
    operator_name: act.operator.name,
    nro_orden: device.nro_orden,
    lote: device.lote,
    linea: act.workplace.linea,
    puesto: act.workplace.puesto,
    data: {
      act: act.act,
      act_kind: act.kind,
      station: act.workplace.station,
      reason: null,
      // What was taken back no longer stands in the way of undoing what was before it.
      undoes: act.undoes?.act ?? null,
      supervisor: act.supervisor ?? null,
      ...data,
    },
    origen: 'api',
  })
}
