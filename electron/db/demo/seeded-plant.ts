import type { CustomerDocument } from '../../../shared/schemas/customer.ts'
import type { EmployeeDocument } from '../../../shared/schemas/employee.ts'
import type { ProductionOrderDocument } from '../../../shared/schemas/production-order.ts'
import { customerDocument, type DemoCustomer, demoCustomersOf, isSupplied } from './customers.ts'
import { createDemoIds } from './demo-ids.ts'
import { orderDocument } from './order-document.ts'
import { orderUnits } from './order-units.ts'
import { type Outgoing, outgoing } from './parcels.ts'
import { demoEmployees, employeeDocument } from './people.ts'
import { type SeedSize, seedPlans } from './seed-plans.ts'
import { type DemoCounter, type DemoFold, foldBases, stationCounters } from './station-counts.ts'
import { type Identified, type UnitDocuments, unitDocuments } from './unit-documents.ts'

/** One order with everything that was ever written about its units. */
export interface SeededOrderDocuments extends Outgoing {
  readonly order: Identified<ProductionOrderDocument>
  readonly units: readonly UnitDocuments[]
  readonly counters: readonly DemoCounter[]
  readonly fold: DemoFold
}

export interface SeededPlant {
  /** Order by order: a plant of ten million units fits into no memory. Ends when all were made. */
  readonly orders: () => Generator<SeededOrderDocuments>
  /** After the orders: their figures are of all devices. */
  readonly people: () => {
    readonly employees: readonly Identified<EmployeeDocument>[]
    readonly customers: readonly Identified<CustomerDocument>[]
  }
}

interface Counts {
  devices: number
  active: number
  rma: number
}

const startedAgoMs = 400 * 86_400_000
const devicesPerCustomer = 5000
const mostCustomers = 2000

/** A believable plant of any size; the same numbers give the same documents with the same ids. */
export function seededPlant(size: SeedSize): SeededPlant {
  const { now, seed, devices } = size
  const nextId = createDemoIds()
  const count = Math.min(mostCustomers, Math.ceil(devices / devicesPerCustomer))
  const customers: readonly Identified<DemoCustomer>[] = demoCustomersOf(count).map((document) => ({
    id: nextId(now - startedAgoMs),
    document,
  }))
  const employees = demoEmployees.map((person) => ({
    id: nextId(now - startedAgoMs),
    document: employeeDocument(person, now),
  }))
  const supplied = customers.filter(({ document }) => isSupplied(document))
  const counts = new Map<string, Counts>(customers.map(({ id }) => [id, { devices: 0, active: 0, rma: 0 }]))

  return {
    *orders() {
      for (const { plan, firstSerial, paceMs } of seedPlans(size)) {
        const made = orderUnits(plan, firstSerial, supplied, now, { paceMs, seed })
        const units = made.map((unit) => unitDocuments(unit, nextId))
        const counters = stationCounters(made)
        const order = orderDocument(
          plan,
          units.map(({ device }) => device.document),
          now,
        )
        for (const { device } of units) addTo(counts, device.document)
        yield {
          order: { id: nextId(order.created_at.getTime()), document: order },
          units,
          counters,
          fold: foldBases(plan.order_number, units, counters, now),
          ...outgoing(units, nextId),
        }
      }
    },
    people: () => ({
      employees,
      customers: customers.map(({ id, document }) => ({
        id,
        document: customerDocument(document, counts.get(id) ?? { devices: 0, active: 0, rma: 0 }, now),
      })),
    }),
  }
}

function addTo(counts: Map<string, Counts>, { cliente, estado }: { cliente: string | null; estado: string }): void {
  const theirs = cliente === null ? undefined : counts.get(cliente)
  if (theirs === undefined) return
  theirs.devices += 1
  if (estado === 'activo') theirs.active += 1
  if (estado === 'rma' || estado === 'reemplazado') theirs.rma += 1
}
