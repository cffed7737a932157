import { auditRepository } from './audit.ts'
import { badgesRepository } from './badges.ts'
import type { Database } from './client.ts'
import { customersRepository } from './customers.ts'
import { devicesRepository } from './devices.ts'
import { employeesRepository } from './employees.ts'
import { importMarks } from './import-marks.ts'
import { listsRepository } from './lists.ts'
import { movementsRepository } from './movements.ts'
import { notificationsRepository } from './notifications.ts'
import { orderListsRepository } from './order-lists.ts'
import { ordersOfficeRepository } from './orders-office.ts'
import { packagesRepository } from './packages.ts'
import { palletsRepository } from './pallets.ts'
import { plantSettingsRepository } from './plant-settings.ts'
import { preferencesRepository } from './preferences.ts'
import { signInsRepository } from './sign-ins.ts'

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
