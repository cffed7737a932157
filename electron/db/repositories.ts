import { auditRepository } from './audit.ts'
import { badgesRepository } from './badges.ts'
import type { Database } from './client.ts'
import { employeesRepository } from './employees.ts'
import { ordersOfficeRepository } from './orders-office.ts'
import { plantSettingsRepository } from './plant-settings.ts'
import { preferencesRepository } from './preferences.ts'
import { signInsRepository } from './sign-ins.ts'

/** The repositories of sign-in and office over one connection. */
export function repositoriesOf({ client, collections }: Database) {
  return {
    employees: employeesRepository(collections),
    badges: badgesRepository(client, collections),
    signIns: signInsRepository(collections),
    orders: ordersOfficeRepository(client, collections),
    audit: auditRepository(collections),
    plantSettings: plantSettingsRepository(collections),
    preferences: preferencesRepository(collections),
  }
}
