import { stateAfter } from '../../../../shared/domain/device-state.ts'
import type { RegisterAct, VerifyAct } from '../../../../shared/domain/production-acts.ts'
import { type DeviceDocument, registeredDeviceSchema } from '../../../../shared/schemas/device.ts'
import { type MovimientoDocument, movimientoSchema } from '../../../../shared/schemas/movimiento.ts'
import type { Verification } from '../../collections/collections.ts'

/** The device as first written. `marca` is never null: the platform cannot read a device without a brand. */
export function registeredDevice({ subject, facts, ...act }: RegisterAct, now: number): DeviceDocument {
  return registeredDeviceSchema.parse({
    imei: subject.imei,
    ccid: subject.iccid,
    nro_orden: subject.order_number,
    lote: subject.lote,
    linea: act.workplace.linea,
    puesto: act.workplace.puesto,
    marca: facts.brand,
    nro_referencia: facts.nro_referencia === '' ? null : facts.nro_referencia,
    sku: facts.sku,
    estado: stateAfter('register', null),
    ubicacion_actual: null,
    cliente: null,
    notificado: false,
    valido: true,
    errores: [],
    metadata: {},
    fecha_creacion: new Date(act.at),
    fecha_actualizacion: new Date(now),
    creado_por: act.operator.employee_id,
    ose_act: act.act,
  })
}

/** Registering is one of the eight kinds of movement; inspecting, packing and undoing are none. */
export function registeredMovement({ subject, facts, ...act }: RegisterAct): MovimientoDocument {
  const at = new Date(act.at)
  return movimientoSchema.parse({
    tipo: 'produccion',
    fecha: at,
    producto: facts.device,
    imei: subject.imei,
    ccid: subject.iccid,
    cantidad: 1,
    orden_produccion: subject.order_number,
    lote: subject.lote,
    usuario: act.operator.employee_id,
    usuario_nombre: act.operator.name,
    origen: 'api',
    detalles: null,
    metadata: { app: 'ose-station', linea: act.workplace.linea, puesto: act.workplace.puesto },
    created_at: at,
    updated_at: at,
  })
}

export function verification({ act, at, operator, workplace }: VerifyAct): Verification {
  return {
    fecha: new Date(at),
    operador: operator.employee_id,
    // Production stands at a line; its table of stations says so.
    linea: workplace.linea ?? 0,
    puesto: workplace.puesto ?? 0,
    act,
  }
}
