import type { ImportKind } from './import-cell.ts'
import type { ImportField } from './import-field.ts'
import { customerFields } from './import-fields-customers.ts'
import { deviceFields } from './import-fields-devices.ts'
import { employeeFields } from './import-fields-employees.ts'
import { orderFields } from './import-fields-orders.ts'

export const importFields: Readonly<Record<ImportKind, readonly ImportField[]>> = {
  devices: deviceFields,
  customers: customerFields,
  orders: orderFields,
  employees: employeeFields,
}

/** What tells one from another, in the file and in the database. */
export const importKeys = {
  devices: 'imei',
  customers: 'customer_code',
  orders: 'order_number',
  employees: 'employee_id',
} as const satisfies Readonly<Record<ImportKind, string>>

export function importField(kind: ImportKind, name: string): ImportField | undefined {
  return importFields[kind].find((field) => field.name === name)
}
