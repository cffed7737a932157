import { batchesOf, type ImportValues, permissionsOf, roleOf } from '../../../shared/domain/import/import-rows.ts'
import { afterSuccess } from '../../../shared/domain/lockout.ts'
import { permissionTable } from '../../../shared/domain/permissions.ts'
import { type CustomerDocument, customerSchema } from '../../../shared/schemas/customer.ts'
import { type DeviceDocument, deviceSchema } from '../../../shared/schemas/device.ts'
import type { DeviceEventDocument } from '../../../shared/schemas/device-event.ts'
import { type EmployeeDocument, employeeSchema } from '../../../shared/schemas/employee.ts'
import { type MovimientoDocument, movimientoSchema } from '../../../shared/schemas/movimiento.ts'
import { type ProductionOrderDocument, productionOrderSchema } from '../../../shared/schemas/production-order.ts'
import type { Collections, StoredDevice } from '../collections/collections.ts'
import { deviceEvent } from '../collections/device-event.ts'
import type { ImportDocument } from '../collections/import-document.ts'
import { importedId, importedIndex } from '../collections/import-ids.ts'
import { cartonFields, palletFields } from '../collections/platform-fields.ts'

/** What a device takes from its order and customer. */
export interface DeviceRelations {
  readonly order: {
    readonly lote: number
    readonly brand: string | null
    readonly reference: string | null
    readonly sku: number | null
  } | null
  readonly customer: { readonly id: string; readonly code: string; readonly name: string } | null
}

export interface ImportTime {
  readonly now: Date
  readonly employee_id: string
}

/** The fields below `object` that the row has, or null where it has none. */
function below(values: ImportValues, object: string): Record<string, unknown> | null {
  const found = Object.entries(values).filter(([name]) => name.startsWith(`${object}.`))
  return found.length === 0
    ? null
    : Object.fromEntries(found.map(([name, value]) => [name.slice(object.length + 1), value]))
}

function plain(values: ImportValues): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !name.includes('.')))
}

/** @throws zod's error where something passed the reading that no document may hold: a row's problem, told as such */
export function importedDevice(
  values: ImportValues,
  { order, customer }: DeviceRelations,
  { now, employee_id }: ImportTime,
): DeviceDocument {
  const { package_no, num_palet, cliente: _code, ...rest } = plain(values)
  const warranty = below(values, 'garantia')
  return deviceSchema.parse({
    ...rest,
    lote: order?.lote ?? null,
    marca: values['marca'] ?? order?.brand,
    nro_referencia: values['nro_referencia'] ?? order?.reference ?? null,
    sku: values['sku'] ?? order?.sku?.toString() ?? null,
    estado: values['estado'] ?? 'en_produccion',
    ...cartonFields(typeof package_no === 'string' ? package_no : null),
    ...palletFields(typeof num_palet === 'string' ? num_palet : null),
    cliente: customer?.id ?? null,
    cliente_codigo: customer?.code ?? null,
    cliente_nombre: customer?.name ?? null,
    garantia: warranty,
    valido: true,
    fecha_creacion: values['fecha_creacion'] ?? now,
    fecha_actualizacion: now,
    fecha_importacion: now,
    creado_por: employee_id,
  })
}

export function importedCustomer(values: ImportValues, { now }: ImportTime): CustomerDocument {
  const contact = below(values, 'contact')
  return customerSchema.parse({
    status: 'active',
    ...plain(values),
    address: below(values, 'address'),
    billing_address: below(values, 'billing_address'),
    contacts: contact === null ? [] : [{ name: '', ...contact, added_at: now }],
    created_at: values['created_at'] ?? now,
    updated_at: now,
  })
}

export function importedOrder(values: ImportValues, { now, employee_id }: ImportTime): ProductionOrderDocument {
  const { pairing = 'imei-then-iccid', inspection = 'every', ...rest } = plain(values)
  const batches = batchesOf(values)
  return productionOrderSchema.parse({
    status: 'pending',
    responsible: employee_id,
    ...rest,
    produced: 0,
    approved: 0,
    rejected: 0,
    created_at: values['created_at'] ?? now,
    updated_at: now,
    batches: batches.map((quantity, index) => ({ batch_number: index + 1, quantity })),
    total_batches: batches.length,
    metadata: { station: { pairing, inspection } },
  })
}

/** Without its password, which is made when it is written. */
export function importedEmployee(
  values: ImportValues,
  { now, employee_id }: ImportTime,
): Omit<EmployeeDocument, 'password_hash'> {
  return employeeSchema.omit({ password_hash: true }).parse({
    status: 'active',
    ...plain(values),
    role: roleOf(values),
    permissions: permissionTable(permissionsOf(values)),
    ...afterSuccess,
    created_at: values['created_at'] ?? now,
    updated_at: now,
    created_by: employee_id,
  })
}

/** A unit of an order came out of production; any other came in from elsewhere. */
export function importedMovement(
  device: StoredDevice,
  mark: ImportDocument,
): MovimientoDocument & { _id: StoredDevice['_id'] } {
  return {
    _id: importedId(mark._id, 'movement', importedIndex(device._id)),
    ...movimientoSchema.parse({
      tipo: device.nro_orden === null ? 'entrada' : 'produccion',
      fecha: mark.at,
      producto: device._id.toHexString(),
      imei: device.imei,
      ccid: device.ccid,
      cliente: device.cliente,
      cliente_nombre: device.cliente_nombre,
      cliente_codigo: device.cliente_codigo,
      deposito: device.num_deposito,
      ubicacion_destino: device.ubicacion_actual,
      orden_produccion: device.nro_orden,
      lote: device.lote,
      usuario: mark.employee_id,
      usuario_nombre: mark.operator_name,
      origen: 'import',
      metadata: {
        app: 'ose-station',
        import: mark._id.toHexString(),
        file: mark.file,
        linea: mark.linea,
        puesto: mark.puesto,
      },
      created_at: mark.at,
      updated_at: mark.at,
    }),
  }
}

export function importedEvent(
  device: StoredDevice,
  mark: ImportDocument,
): DeviceEventDocument & { _id: StoredDevice['_id'] } {
  return {
    _id: importedId(mark._id, 'event', importedIndex(device._id)),
    ...deviceEvent(
      {
        ...{ act: mark._id.toHexString(), kind: 'import', at: mark.at.getTime() },
        operator: { employee_id: mark.employee_id, name: mark.operator_name },
        workplace: { station: mark.station, linea: device.linea, puesto: device.puesto },
      },
      { ...device, id: device._id.toHexString() },
      {
        // The platform's own word for it.
        event_type: 'device_imported',
        descripcion: 'Importado de un archivo',
        ...{ estado_anterior: null, estado_nuevo: device.estado },
      },
    ),
  }
}

/** Where the documents of each kind go. */
export const importTargets = {
  devices: 'devices',
  customers: 'customers',
  orders: 'orders',
  employees: 'employees',
} as const satisfies Readonly<Record<ImportDocument['kind'], keyof Collections>>
