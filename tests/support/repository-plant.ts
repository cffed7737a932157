import { type Db, type Document, ObjectId } from 'mongodb'
import { customerStatuses, customerTypes } from '../../shared/schemas/customer.ts'
import { deviceStates } from '../../shared/schemas/device.ts'
import { employeeRoles, employeeStatuses } from '../../shared/schemas/employee.ts'
import { movementKinds } from '../../shared/schemas/movimiento.ts'
import { packageStates } from '../../shared/schemas/package.ts'
import { orderStatuses } from '../../shared/schemas/production-order.ts'
import { imei } from './codes.ts'
import { type PlatformCollection, platformSchemas } from './platform-schemas.ts'

export type Stored = Document & { readonly _id: ObjectId }
export type RepositoryPlant = Readonly<Record<PlatformCollection, readonly Stored[]>>

const start = Date.UTC(2025, 0, 1)
const hourMs = 3_600_000

/** Ten to a moment, as one act that moves a carton leaves them. */
const moment = (index: number) => new Date(start + Math.floor(index / 10) * hourMs)
const pick = <Value>(values: readonly Value[], index: number): Value => values[index % values.length] as Value // never empty
const many = <Made>(count: number, make: (index: number) => Made): Made[] =>
  Array.from({ length: count }, (_, i) => make(i))

export const orderNumber = (index: number) => `ORD-2025-${String(index).padStart(3, '0')}`
const customerIds = many(300, () => new ObjectId())
export const customerId = (index: number) => pick(customerIds, index).toHexString()

/** Every collection, written by the strict schemas, with ties, gaps, and what the platform leaves half filled. */
export async function fillRepositoryPlant(db: Db): Promise<RepositoryPlant> {
  const devices = many(3000, deviceOf)
  const plant = {
    customers: many(300, customerOf),
    production_orders: many(200, orderOf),
    devices,
    movimientos: many(4000, (index) => movementOf(index, pick(devices, index))),
    series_notifications: many(600, notificationOf),
    packages: many(600, packageOf),
    pallets: many(300, palletOf),
    employees: many(80, employeeOf),
  }
  for (const [name, documents] of Object.entries(plant)) {
    await db.collection(name).insertMany(documents as Document[]) // each is a document
  }
  return plant
}

function stored(name: PlatformCollection, fields: Document, _id = new ObjectId()): Stored {
  return { _id, ...platformSchemas[name].parse(fields) }
}

function deviceOf(index: number): Stored {
  const estado = pick(deviceStates, index)
  const isPacked = estado === 'empaquetado'
  const device = stored('devices', {
    imei: imei(index),
    nro_orden: orderNumber(index % 6),
    lote: 1 + (Math.floor(index / 6) % 4),
    marca: 'OversunTrack',
    estado,
    cliente: estado === 'activo' || estado === 'enviado' ? customerId(index % 5) : null,
    // Every fifth packed one's customer was told.
    notificado: isPacked ? index % 5 === 0 : index % 2 === 0,
    package_no: isPacked ? `CARTON-${index % 30}` : null,
    carton_id: isPacked && index % 4 !== 0 ? `CARTON-${index % 30}` : null,
    pallet_id: isPacked ? `PAL-${index % 3}` : null,
    fecha_creacion: moment(index),
    fecha_actualizacion: moment(index),
  })
  if (index % 100 !== 7) return device
  const { fecha_creacion: _none, ...undated } = device
  return undated as Stored // the id is still there
}

function customerOf(index: number): Stored {
  const fields = {
    customer_code: `CUST-${String(index).padStart(3, '0')}`,
    customer_type: pick(customerTypes, index),
    status: pick(customerStatuses, Math.floor(index / 5)),
    company_name: `${pick(['Distribuidora Madrid', 'Recambios Levante', 'Flotas Meseta'], index)} ${index} SL`,
    email: `c${index}@example.com`,
    devices_count: 5,
    created_at: moment(index),
    updated_at: moment(index),
  }
  return stored('customers', fields, customerIds[index])
}

function orderOf(index: number): Stored {
  return stored('production_orders', {
    order_number: orderNumber(index),
    quantity: 100 + index,
    produced: index,
    approved: Math.floor(index / 2),
    rejected: index % 3,
    status: pick(orderStatuses, index),
    production_line: 1 + (index % 3),
    created_at: moment(index),
    updated_at: moment(index),
  })
}

function movementOf(index: number, device: Stored): Stored {
  const tipo = pick(movementKinds, Math.floor(index / 3))
  return stored('movimientos', {
    tipo,
    fecha: moment(index),
    producto: device._id.toHexString(),
    imei: device['imei'],
    cantidad: 1 + (index % 2),
    cliente: tipo === 'salida' || tipo === 'envio' || tipo === 'devolucion' ? customerId(index % 7) : null,
    created_at: moment(index),
    updated_at: moment(index),
  })
}

function notificationOf(index: number): Stored {
  return stored('series_notifications', {
    fecha: moment(index),
    customer_id: index % 9 === 0 ? null : customerId(index % 8),
    location: `LOTE-${index}`,
    csv_filename: `series_${index}.csv`,
    email_to: 'series@example.com',
    email_sent: index % 4 !== 0,
    operator_id: 'EMP-001',
    operator_name: 'Ana García',
    operator_email: 'ana@example.com',
  })
}

function packageOf(index: number): Stored {
  return stored('packages', {
    tracking_number: `CX${String(index).padStart(9, '0')}ES`,
    transportista: 'Seur',
    order_code: `PEDWEB-${Math.floor(index / 3)}`,
    cliente_email: 'cliente@example.com',
    dispositivos: [new ObjectId()],
    estado: pick(packageStates, index),
    creado_por: 'ana@example.com',
    fecha_creacion: moment(index),
  })
}

function palletOf(index: number): Stored {
  const number = `PAL-2025-${String(index).padStart(4, '0')}`
  const pallet = stored('pallets', {
    pallet_number: number,
    pallet_id: number,
    qr_code: `QR-${number}`,
    tipo_contenido: 'caja',
    estado: pick(['preparado', 'en_transito'], index),
    creado_por: 'ana@example.com',
    fecha_creacion: moment(index),
  })
  if (index % 10 !== 3) return pallet
  // As the platform's import leaves one.
  const { pallet_number: _number, qr_code: _qr, tipo_contenido: _kind, ...imported } = pallet
  return imported as Stored // the id is still there
}

function employeeOf(index: number): Stored {
  return stored('employees', {
    employee_id: `EMP-${String(index).padStart(3, '0')}`,
    name: 'Ana',
    surname: 'García',
    password_hash: 'x',
    role: pick(employeeRoles, index),
    status: pick(employeeStatuses, Math.floor(index / 7)),
    created_at: moment(index),
    updated_at: moment(index),
  })
}
