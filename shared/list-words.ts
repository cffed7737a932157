import type { CustomerDocument, CustomerStatus } from './schemas/customer.ts'
import type { DeviceState } from './schemas/device.ts'
import type { EmployeeRole, EmployeeStatus } from './schemas/employee.ts'
import type { MovementKind } from './schemas/movimiento.ts'
import type { packageStates } from './schemas/package.ts'
import type { palletContents, palletStates } from './schemas/pallet.ts'
import type { OrderStatus } from './schemas/production-order.ts'

/*
 * No zod in here, because the page reads it: the words stand here again, in the order in which they are offered, and a
 * test holds them to the schemas.
 */

/** Words that are translated (`lists.words.<set>.<word>`); another program's own are shown as they stand. */
export const wordSets = {
  deviceState: [
    'en_produccion',
    'control_calidad',
    'aprobado',
    'rechazado',
    'empaquetado',
    'enviado',
    'activo',
    'defectuoso',
    'rma',
    'reemplazado',
    'retirado',
  ] satisfies DeviceState[],
  orderStatus: [
    'pending',
    'in_progress',
    'paused',
    'on_hold',
    'packing',
    'completed',
    'cancelled',
  ] satisfies OrderStatus[],
  movementKind: [
    'produccion',
    'salida',
    'envio',
    'entrada',
    'transferencia',
    'ajuste',
    'devolucion',
    'scrap',
  ] satisfies MovementKind[],
  customerType: [
    'distributor',
    'reseller',
    'enterprise',
    'government',
    'end_user',
  ] satisfies CustomerDocument['customer_type'][],
  customerStatus: ['active', 'inactive', 'suspended', 'blacklisted'] satisfies CustomerStatus[],
  packageState: ['preparado', 'enviado', 'en_transito', 'entregado', 'incidencia'] satisfies PackageState[],
  palletState: ['preparado', 'en_transito', 'entregado', 'cancelado'] satisfies PalletState[],
  palletContent: ['lote', 'caja', 'unidad', 'sku'] satisfies PalletContent[],
  role: [
    'operator',
    'quality_inspector',
    'technician',
    'supervisor',
    'manager',
    'admin',
    'super_admin',
  ] satisfies EmployeeRole[],
  employeeStatus: ['active', 'on_leave', 'suspended', 'inactive'] satisfies EmployeeStatus[],
  priority: ['low', 'normal', 'high', 'critical'],
  line: ['1', '2', '3'],
} as const
export type WordSet = keyof typeof wordSets

type PackageState = (typeof packageStates)[number]
type PalletState = (typeof palletStates)[number]
type PalletContent = (typeof palletContents)[number]
