import { customerSchema } from '../../shared/schemas/customer.ts'
import { deviceSchema } from '../../shared/schemas/device.ts'
import { employeeSchema } from '../../shared/schemas/employee.ts'
import { movimientoSchema } from '../../shared/schemas/movimiento.ts'
import { packageSchema } from '../../shared/schemas/package.ts'
import { palletSchema } from '../../shared/schemas/pallet.ts'
import { productionOrderSchema } from '../../shared/schemas/production-order.ts'
import { seriesNotificationSchema } from '../../shared/schemas/series-notification.ts'

/** The strict schema of each of the platform's eight collections. */
export const platformSchemas = {
  devices: deviceSchema,
  customers: customerSchema,
  production_orders: productionOrderSchema,
  movimientos: movimientoSchema,
  series_notifications: seriesNotificationSchema,
  packages: packageSchema,
  pallets: palletSchema,
  employees: employeeSchema,
} as const
export type PlatformCollection = keyof typeof platformSchemas

export const platformCollections = Object.keys(platformSchemas) as PlatformCollection[] // keys() forgets the names
