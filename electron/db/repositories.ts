import type { Database } from './connection/client.ts'
import { importMarks } from './import/import-marks.ts'
import { customersRepository } from './lists/customers.ts'
import { devicesRepository } from './lists/devices.ts'
import { listsRepository } from './lists/lists.ts'
import { movementsRepository } from './lists/movements.ts'
import { notificationsRepository } from './lists/notifications.ts'
import { orderListsRepository } from './lists/order-lists.ts'
import { packagesRepository } from './lists/packages.ts'
import { palletsRepository } from './lists/pallets.ts'
import { ordersOfficeRepository } from './orders/orders-office.ts'
import { badgesRepository } from './people/badges.ts'
import { employeesRepository } from './people/employees.ts'
import { preferencesRepository } from './people/preferences.ts'
import { signInsRepository } from './people/sign-ins.ts'
import { auditRepository } from './plant/audit.ts'
import { plantSettingsRepository } from './plant/plant-settings.ts'

/** The repositories of sign-in and office over one connection. */
export function repositoriesOf(database: Database) {
  const { client, collections } = database
  return {
    employees: employeesRepository(collections),
    badges: badgesRepository(client, collections),
    signIns: signInsRepository(collections),
    orders: ordersOfficeRepository(client, collections),
    audit: auditRepository(collections),
    orderLists: orderListsRepository(collections),
    devices: devicesRepository(collections),
    customers: customersRepository(collections),
    imports: importMarks(collections),
    movements: movementsRepository(collections),
    notifications: notificationsRepository(collections),
    packages: packagesRepository(collections),
    pallets: palletsRepository(collections),
    lists: listsRepository(database),
    plantSettings: plantSettingsRepository(collections),
    preferences: preferencesRepository(collections),
  }
}
