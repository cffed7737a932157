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

export function importField(kind: ImportKind, name: string): ImportField | undefined {
  return importFields[kind].find((field) => field.name === name)
}
