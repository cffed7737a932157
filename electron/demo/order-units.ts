import { countedAs } from '../../shared/domain/device-state.ts'
import { type DemoCustomer, suppliedCustomers } from './customers.ts'
import type { Fate, OrderPlan } from './order-plans.ts'
import { seededRandom } from './random.ts'
import { demoReferences } from './references.ts'
import type { DemoUnit, Identified, TimedStep } from './unit-documents.ts'
import { demoIccid, demoImei } from './unit-numbers.ts'
import { unitPath } from './unit-path.ts'

const minuteMs = 60_000
/** A unit every 45 seconds is an ordinary pace of the line. */
const paceMs = 45_000
const perCarton = 48

/**
 * The units of one order in the order they were made, with their times. `firstSerial` keeps two orders of one
 * product apart.
 */
export function orderUnits(
  plan: OrderPlan,
  firstSerial: number,
  customers: readonly Identified<DemoCustomer>[],
  now: number,
): DemoUnit[] {
  const random = seededRandom(firstSerial)
  const fates: readonly Fate[] = plan.fates.flatMap(([fate, count]) => Array.from({ length: count }, () => fate))
  const reference = demoReferences[plan.reference]
  const orderDigits = plan.order_number.replace(/\D/g, '').slice(-8).padStart(8, '0')
  const takePlace = batchPlaces(plan.batches)
  return fates.map((fate, index) => {
    const serial = firstSerial + index
    const made = now - plan.lastUnitMinutesAgo * minuteMs - (fates.length - 1 - index) * paceMs
    // Never before the unit that was made before it.
    const steps = timed(unitPath(fate, plan.inspection, index), made - Math.floor(random() * (paceMs / 2)))
    const packed = steps.find((step) => step.act === 'pack')
    const carton = Math.floor(index / perCarton)
    const customer = customers[carton % customers.length]
    if (customer === undefined) throw new Error('the demo plant has customers')
    const tac = reference.tacs[index % reference.tacs.length] ?? reference.tacs[0]
    return {
      plan,
      index,
      lote: takePlace(countedAs.produced(steps[steps.length - 1]?.to ?? '')),
      imei: demoImei(tac, serial),
      iccid: plan.pairing === 'imei' ? null : demoIccid(reference, serial),
      steps,
      delivery: {
        package_no: cartonNumber(packed?.at ?? made, orderDigits, carton + 1),
        customer,
        delivery_note: `ALB-${orderDigits}-${String(carton + 1).padStart(3, '0')}`,
      },
    }
  })
}

/** Customers that are supplied, each with the id it gets. */
export function isSupplied(customer: Identified<DemoCustomer>): boolean {
  return suppliedCustomers.includes(customer.document)
}

/** Fills the batches one after another; a unit that was scrapped takes no place. */
function batchPlaces(quantities: readonly number[]): (counts: boolean) => number {
  let batch = 0
  let used = 0
  return (counts) => {
    if (used >= (quantities[batch] ?? 0) && batch < quantities.length - 1) {
      batch += 1
      used = 0
    }
    if (counts) used += 1
    return batch + 1
  }
}

function timed(path: ReturnType<typeof unitPath>, start: number): TimedStep[] {
  let at = start
  return path.map((step) => {
    at += Math.round(step.afterMinutes * minuteMs)
    return { ...step, at }
  })
}

/** The factory's 25 digits: 99, 12, factory 18, day, order, running number. */
function cartonNumber(at: number, orderDigits: string, running: number): string {
  const packedOn = new Date(at).toISOString().slice(2, 10).replaceAll('-', '')
  return `991218${packedOn}${orderDigits}${String(running).padStart(5, '0')}`
}
