import { countedAs } from '../../../shared/domain/device-state.ts'
import type { DemoCustomer } from './customers.ts'
import type { Fate, OrderPlan } from './order-plans.ts'
import { seededRandom } from './random.ts'
import { demoReferences } from './references.ts'
import type { DemoUnit, Identified, TimedStep } from './unit-documents.ts'
import { demoIccid, unitImei } from './unit-numbers.ts'
import { unitPath } from './unit-path.ts'

const minuteMs = 60_000
/** A unit every 45 seconds is an ordinary pace of the line. */
export const ordinaryPaceMs = 45_000
const perInnerBox = 12
const perCarton = 48
const perPallet = 48 * perCarton

/** What a demo plant of a size of its own says otherwise. */
export interface Making {
  /** Time between two units of a line, ms. */
  readonly paceMs: number
  readonly seed: number
}

/**
 * The units of one order in the order they were made, with their times. `firstSerial` keeps two orders of one
 * product apart.
 */
export function orderUnits(
  plan: OrderPlan,
  firstSerial: number,
  customers: readonly Identified<DemoCustomer>[],
  now: number,
  { paceMs, seed }: Making = { paceMs: ordinaryPaceMs, seed: 0 },
): DemoUnit[] {
  const random = seededRandom(firstSerial + seed)
  const fates: readonly Fate[] = plan.fates.flatMap(([fate, count]) => Array.from({ length: count }, () => fate))
  const reference = demoReferences[plan.reference]
  const orderDigits = plan.order_number.replace(/\D/g, '').slice(-8).padStart(8, '0')
  const takePlace = batchPlaces(plan.batches)
  const finished = now - plan.lastUnitMinutesAgo * minuteMs
  let packed = 0
  return fates.map((fate, index) => {
    const serial = firstSerial + index
    const made = now - plan.lastUnitMinutesAgo * minuteMs - (fates.length - 1 - index) * paceMs
    // Never before the unit that was made before it.
    // What there was no time for yet has not happened.
    const steps = timed(unitPath(fate, plan.inspection, index), made - Math.floor(random() * (paceMs / 2))).filter(
      ({ at }) => at <= now,
    )
    const carton = Math.floor(packed / perCarton)
    const pallet = Math.floor(packed / perPallet)
    const innerBox = Math.floor(packed / perInnerBox)
    if (steps.some((step) => step.act === 'pack')) packed += 1
    const customer = customers[(carton + firstSerial) % customers.length]
    if (customer === undefined) throw new Error('the demo plant has customers')
    return {
      plan,
      index,
      lote: takePlace(countedAs.produced(steps[steps.length - 1]?.to ?? '')),
      imei: unitImei(reference, index, serial),
      iccid: plan.pairing === 'imei' ? null : demoIccid(reference, serial),
      steps,
      delivery: {
        // One day for the whole order: a carton that is filled over midnight has one number.
        package_no: factoryNumber('99', finished, orderDigits, carton + 1),
        inner_box: factoryNumber('89', finished, orderDigits, innerBox + 1),
        pallet: `T91218${orderDigits}${String(pallet + 1).padStart(3, '0')}`,
        customer,
        delivery_note: `ALB-${orderDigits}-${String(carton + 1).padStart(3, '0')}`,
      },
    }
  })
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

/** The factory's 25 digits: 99 (carton) or 89 (inner box), 12, factory 18, day, order, running number. */
function factoryNumber(kind: '99' | '89', at: number, orderDigits: string, running: number): string {
  const day = new Date(at).toISOString().slice(2, 10).replaceAll('-', '')
  return `${kind}1218${day}${orderDigits}${String(running).padStart(5, '0')}`
}
