import type { CustomerDocument } from '../../../shared/schemas/customer.ts'
import type { EmployeeDocument } from '../../../shared/schemas/employee.ts'
import type { ProductionOrderDocument } from '../../../shared/schemas/production-order.ts'
import { customerDocument, demoCustomers, isSupplied } from './customers.ts'
import { createDemoIds } from './demo-ids.ts'
import { orderDocument } from './order-document.ts'
import { orderPlans } from './order-plans.ts'
import { orderUnits } from './order-units.ts'
import { type Outgoing, outgoing } from './parcels.ts'
import { demoEmployees, employeeDocument } from './people.ts'
import { type DemoCounter, type DemoFold, foldBases, stationCounters } from './station-counts.ts'
import {
  type DemoDevice,
  type DemoEvent,
  type DemoMovement,
  type Identified,
  type UnitDocuments,
  unitDocuments,
} from './unit-documents.ts'

/** Every document of the demo plant. */
export interface DemoDocuments {
  readonly employees: readonly Identified<EmployeeDocument>[]
  readonly customers: readonly Identified<CustomerDocument>[]
  readonly orders: readonly Identified<ProductionOrderDocument>[]
  readonly devices: readonly Identified<DemoDevice>[]
  readonly movements: readonly Identified<DemoMovement>[]
  readonly events: readonly Identified<DemoEvent>[]
  readonly pallets: Outgoing['pallets']
  readonly counters: readonly DemoCounter[]
  readonly folds: readonly DemoFold[]
}

/** Serial numbers that one order may use. */
const serialsPerOrder = 10_000
const startedAgoMs = 400 * 86_400_000

/**
 * A believable plant as it stands at `now` (epoch ms): the same for the same `now`, so that a load that was cut off
 * can be done again.
 */
export function demoDocuments(now: number): DemoDocuments {
  const nextId = createDemoIds()
  const identified = <Document>(document: Document): Identified<Document> => ({
    id: nextId(now - startedAgoMs),
    document,
  })
  const employees = demoEmployees.map((person) => identified(employeeDocument(person, now)))
  const customers = demoCustomers.map(identified)
  const supplied = customers.filter(({ document }) => isSupplied(document))
  const orders: Identified<ProductionOrderDocument>[] = []
  const made: UnitDocuments[] = []
  const counters: DemoCounter[] = []
  const folds: DemoFold[] = []
  const pallets: Outgoing['pallets'][number][] = []
  for (const [index, plan] of orderPlans(new Date(now).getUTCFullYear()).entries()) {
    const units = orderUnits(plan, (index + 1) * serialsPerOrder, supplied, now)
    const documents = units.map((unit) => unitDocuments(unit, nextId))
    const counted = stationCounters(units)
    const order = orderDocument(
      plan,
      documents.map(({ device }) => device.document),
      now,
    )
    orders.push({ id: nextId(order.created_at.getTime()), document: order })
    folds.push(foldBases(plan.order_number, documents, counted, now))
    counters.push(...counted)
    made.push(...documents)
    pallets.push(...outgoing(documents, nextId).pallets)
  }
  const devices = made.map(({ device }) => device)
  return {
    employees,
    customers: customers.map(({ id, document }) => ({
      id,
      document: customerDocument(document, countsOf(id, devices), now),
    })),
    orders,
    devices,
    movements: made.flatMap(({ movements }) => movements),
    events: made.flatMap(({ events }) => events),
    pallets,
    counters,
    folds,
  }
}

function countsOf(customer: string, devices: readonly Identified<DemoDevice>[]) {
  const theirs = devices.map(({ document }) => document).filter(({ cliente }) => cliente === customer)
  return {
    devices: theirs.length,
    active: theirs.filter(({ estado }) => estado === 'activo').length,
    rma: theirs.filter(({ estado }) => estado === 'rma' || estado === 'reemplazado').length,
  }
}
