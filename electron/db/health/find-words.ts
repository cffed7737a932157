import type { Collection, Document } from 'mongodb'
import { wordMeant } from '../../../shared/domain/health/data-health.ts'
import { customerStatuses, customerTypes } from '../../../shared/schemas/customer.ts'
import { deviceStates } from '../../../shared/schemas/device.ts'
import { employeeRoles, employeeStatuses } from '../../../shared/schemas/employee.ts'
import { movementKinds } from '../../../shared/schemas/movimiento.ts'
import { orderPriorities, orderStatuses } from '../../../shared/schemas/production-order.ts'
import type { Collections } from '../collections/collections.ts'
import { type CheckedCollection, type Finding, finding, shown } from './finding.ts'
import { batchesOf, type Pace } from './walk.ts'

export interface WordField {
  readonly on: CheckedCollection
  readonly field: string
  readonly label: string
  readonly allowed: readonly string[]
  /** Missing and null are no fault. */
  readonly mayLack?: true
  /** A right would come or go with it: only a person sets it. */
  readonly byHand?: true
}

/**
 * The enums of the reference that the platform cannot read another word of. The states of parcels and pallets are not
 * among them, nor `origen` and `csv_format`: the platform stores words of its own there.
 */
export const wordFields: readonly WordField[] = [
  { on: 'devices', field: 'estado', label: 'imei', allowed: deviceStates },
  { on: 'orders', field: 'status', label: 'order_number', allowed: orderStatuses },
  { on: 'orders', field: 'priority', label: 'order_number', allowed: orderPriorities, mayLack: true },
  { on: 'movimientos', field: 'tipo', label: 'imei', allowed: movementKinds },
  { on: 'customers', field: 'customer_type', label: 'customer_code', allowed: customerTypes },
  { on: 'customers', field: 'status', label: 'customer_code', allowed: customerStatuses },
  { on: 'employees', field: 'role', label: 'employee_id', allowed: employeeRoles, byHand: true },
  { on: 'employees', field: 'status', label: 'employee_id', allowed: employeeStatuses, byHand: true },
]

/** Words that are not in the list of their field. */
export async function* findWords(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  for (const one of wordFields) {
    const { on, field, label, allowed } = one
    const collection = tables[on] as unknown as Collection<Document> // fields are looked up by name
    const known = one.mayLack === true ? [...allowed, null] : [...allowed]
    for await (const page of batchesOf<Document>(
      collection,
      { [field]: { $nin: known } },
      { [field]: 1, [label]: 1 },
      pace,
    )) {
      for (const document of page) {
        const found: unknown = document[field]
        // The platform reads a priority in any case.
        if (field === 'priority' && typeof found === 'string' && allowed.includes(found.toLowerCase())) continue
        const meant = one.byHand === true ? null : wordMeant(found, allowed)
        const facts = { field, found: shown(found), meant: meant ?? '' }
        yield finding('word-unknown', on, `${String(document['_id'])}|${field}`, {
          label: shown(document[label]),
          fix: meant === null ? 'by-hand' : 'offered',
          facts,
        })
      }
    }
  }
}
