import { ObjectId } from 'mongodb'
import type { Act, RegisterAct, UndoAct, VerifyAct } from '../../shared/domain/act.ts'
import { type DeviceDocument, registeredDeviceSchema } from '../../shared/schemas/device.ts'
import { type DeviceEventDocument, deviceEventSchema } from '../../shared/schemas/device-event.ts'
import { type MovimientoDocument, movimientoSchema } from '../../shared/schemas/movimiento.ts'
import type { Verification } from './collections.ts'

/** The device as first written. `marca` is never null: the platform cannot read a device without a brand. */
export function registeredDevice(act: RegisterAct): DeviceDocument {
  const at = new Date(act.at)
  return registeredDeviceSchema.parse({
    imei: act.imei,
    ccid: act.iccid,
    nro_orden: act.order_number,
    lote: act.lote,
    linea: act.workplace.linea,
    puesto: act.workplace.puesto,
    marca: act.brand,
    nro_referencia: act.nro_referencia === '' ? null : act.nro_referencia,
    sku: act.sku,
    estado: 'en_produccion',
    ubicacion_actual: null,
    cliente: null,
    notificado: false,
    valido: true,
    errores: [],
    metadata: {},
    fecha_creacion: at,
    fecha_actualizacion: at,
    creado_por: act.operator.employee_id,
    ose_act: act.act,
  })
}

/** Registering is one of the eight kinds of movement; inspecting, packing and undoing are none. */
export function registeredMovement(act: RegisterAct): MovimientoDocument {
  const at = new Date(act.at)
  return movimientoSchema.parse({
    tipo: 'produccion',
    fecha: at,
    producto: act.device,
    imei: act.imei,
    ccid: act.iccid,
    cantidad: 1,
    orden_produccion: act.order_number,
    lote: act.lote,
    usuario: act.operator.employee_id,
    usuario_nombre: act.operator.name,
    origen: 'api',
    detalles: null,
    metadata: { app: 'ose-station', linea: act.workplace.linea, puesto: act.workplace.puesto },
    created_at: at,
    updated_at: at,
  })
}

export function verification(act: VerifyAct): Verification {
  return {
    fecha: new Date(act.at),
    operador: act.operator.employee_id,
    linea: act.workplace.linea,
    puesto: act.workplace.puesto,
    act: act.act,
  }
}

export function registeredEvent(act: RegisterAct): DeviceEventDocument {
  return event(act, act, act.device, 'created', 'Registrado en producción', null, 'en_produccion', {
    reason: act.override?.reason ?? null,
    supervisor: act.override?.supervisor ?? null,
  })
}

export function verifiedEvent(act: VerifyAct, device: string, after: string): DeviceEventDocument {
  return event(act, act, device, 'production_completed', 'Verificado en producción', 'en_produccion', after, {})
}

export function undoneEvent(act: UndoAct): DeviceEventDocument {
  const { undoes } = act
  const [before, after, words] =
    undoes.kind === 'register'
      ? (['en_produccion', null, 'Registro deshecho'] as const)
      : ([undoes.approved ? 'aprobado' : 'en_produccion', 'en_produccion', 'Verificación deshecha'] as const)
  return event(act, undoes, undoes.device, 'status_changed', words, before, after, {
    undoes: undoes.act,
    supervisor: act.supervisor,
  })
}

function event(
  act: Act,
  unit: { readonly imei: string; readonly iccid: string | null; readonly order_number: string; readonly lote: number },
  device: string,
  event_type: string,
  descripcion: string,
  estado_anterior: string | null,
  estado_nuevo: string | null,
  data: Partial<DeviceEventDocument['data']>,
): DeviceEventDocument {
  return deviceEventSchema.parse({
    device_id: device,
    imei: unit.imei,
    ccid: unit.iccid,
    event_type,
    timestamp: new Date(act.at),
    descripcion,
    operator: act.operator.employee_id,
    operator_name: act.operator.name,
    nro_orden: unit.order_number,
    lote: unit.lote,
    linea: act.workplace.linea,
    puesto: act.workplace.puesto,
    estado_anterior,
    estado_nuevo,
    data: {
      act: act.act,
      act_kind: act.kind,
      station: act.workplace.station,
      reason: null,
      undoes: null,
      supervisor: null,
      ...data,
    },
    origen: 'api',
  })
}

/** ObjectIds made with the scan carry its second, so that they sort as the scans did. */
export function newId(at: number): string {
  return withTime(new ObjectId(), at).toHexString()
}

function withTime(id: ObjectId, at: number): ObjectId {
  const bytes = Buffer.from(id.id)
  bytes.writeUInt32BE(Math.floor(at / 1000) >>> 0, 0)
  return new ObjectId(bytes)
}
