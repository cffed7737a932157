import type { Inspection, Pairing } from '../../../shared/schemas/station-reference.ts'
import type { PlantLine } from '../../../shared/workplace.ts'
import type { Fate, OrderPlan } from './order-plans.ts'
import { ordinaryPaceMs } from './order-units.ts'
import { seededRandom } from './random.ts'
import type { DemoReferenceName } from './references.ts'

/** How large a plant, and which of the many of that size. */
export interface SeedSize {
  readonly devices: number
  readonly seed: number
  /** The moment it is made for, epoch ms. */
  readonly now: number
}

export interface SeededOrder {
  readonly plan: OrderPlan
  /** Serial numbers of the whole plant are one row, so no IMEI and no ICCID comes twice. */
  readonly firstSerial: number
  readonly paceMs: number
}

type Run = readonly [Fate, number]

const minuteMs = 60_000
const dayMinutes = 24 * 60
/** All of it fits into a bit more than a year, whatever its size: the lines then are as fast as they must. */
const historyMinutes = 380 * dayMinutes
const lines = [1, 2, 3] as const
/** A factory's carton: whole ones leave the plant, unless there is less. */
const carton = 48
const largestOrder = 5000

const products: readonly (readonly [DemoReferenceName, Pairing])[] = [
  ['v16', 'imei-then-iccid'],
  ['v16', 'pair'],
  ['v16Mini', 'pair'],
  ['tracker', 'iccid-then-imei'],
  ['module', 'imei'],
]

/** The orders of a plant with exactly that many devices, newest first on each line; the same for the same numbers. */
export function* seedPlans({ devices, seed, now }: SeedSize): Generator<SeededOrder> {
  const random = seededRandom(seed)
  const pick = <Value>(of: readonly Value[]): Value => of[Math.floor(random() * of.length)] as Value // never empty
  const usual = Math.min(largestOrder, Math.max(40, Math.round(devices / 60)))
  const perLine = Math.ceil(devices / lines.length)
  // Half of the time the lines stand: nights, and changes of the product.
  const paceMs = Math.max(1, Math.min(ordinaryPaceMs, Math.floor((historyMinutes * minuteMs) / perLine / 2)))
  const spare = historyMinutes - (perLine * paceMs) / minuteMs
  let made = 0
  let number = 0
  for (const line of lines) {
    const ofLine = Math.min(perLine, devices - made)
    let left = ofLine
    let minutesAgo = 2 + Math.floor(random() * 8)
    for (let index = 0; left > 0; index++) {
      const size = Math.min(left, Math.max(1, Math.round(usual * (0.4 + random() * 1.2))))
      const [reference, pairing] = pick(products)
      const inspection = pick<Inspection>(['every', 'every', 'sample', 'none'])
      const status = index === 0 ? 'in_progress' : statusAfter(minutesAgo, random())
      const fates = fatesOf(size, status, minutesAgo, inspection, random)
      number += 1
      yield {
        plan: {
          order_number: orderNumber(number, new Date(now - minutesAgo * minuteMs).getUTCFullYear(), random()),
          reference,
          line,
          status,
          pairing,
          inspection,
          priority: pick(['low', 'normal', 'normal', 'normal', 'high', 'critical']),
          batches: batchesOf(size, fates, status, pick([50, 80, 100, 200, 250])),
          lastUnitMinutesAgo: minutesAgo,
          fates,
          notes: random() < 0.1 ? 'Urgente: el cliente recoge el viernes' : null,
        },
        firstSerial: made,
        paceMs,
      }
      made += size
      left -= size
      minutesAgo += Math.ceil((size * paceMs) / minuteMs) + Math.floor((spare * size) / ofLine)
    }
    number += 1
    yield { plan: waiting(number, line, now, pick), firstSerial: made, paceMs }
  }
}

/** One that nobody began: every line has something to open. */
function waiting(
  number: number,
  line: PlantLine,
  now: number,
  pick: <Value>(of: readonly Value[]) => Value,
): OrderPlan {
  const [reference, pairing] = pick(products)
  return {
    order_number: orderNumber(number, new Date(now).getUTCFullYear(), 1),
    reference,
    line,
    status: 'pending',
    pairing,
    inspection: pick<Inspection>(['every', 'sample', 'none']),
    priority: 'normal',
    batches: [100, 100, 100],
    lastUnitMinutesAgo: 0,
    fates: [],
    notes: null,
  }
}

/** The running number keeps two apart; a tenth comes from the company's planning program. */
function orderNumber(number: number, year: number, chance: number): string {
  const digits = String(number).padStart(5, '0')
  return chance < 0.1 ? `WH/MO/${digits}` : `OP-${year}-${digits}`
}

function statusAfter(minutesAgo: number, chance: number): OrderPlan['status'] {
  if (minutesAgo > 30 * dayMinutes) return chance < 0.98 ? 'completed' : 'cancelled'
  if (minutesAgo > 5 * dayMinutes) return chance < 0.6 ? 'completed' : 'packing'
  return (['in_progress', 'paused', 'on_hold', 'packing'] as const)[Math.floor(chance * 4)] ?? 'in_progress'
}

/** Oldest units first. Nobody is further than there was time for. */
function fatesOf(
  size: number,
  status: OrderPlan['status'],
  minutesAgo: number,
  inspection: Inspection,
  random: () => number,
): readonly Run[] {
  const share = (most: number) => Math.floor(size * most * random())
  const bad = inspection === 'none' ? 0 : share(0.01)
  const rejected = inspection === 'none' ? 0 : share(0.01)
  if (status === 'cancelled') {
    const approved = size - bad - rejected
    return runs([
      ['scrapped', bad],
      ['rejected', rejected],
      ['approved', approved],
    ])
  }
  if (minutesAgo < 5 * dayMinutes) {
    // What is being made: some of every step, the last ones only registered.
    const made = Math.ceil(size * (0.05 + random() * 0.1))
    // Without inspection a unit that was read again is approved.
    const verified = inspection === 'none' ? 0 : share(0.2)
    const opened = inspection === 'every' ? Math.min(share(0.05), size - made - verified) : 0
    const rest = Math.max(0, size - made - verified - opened)
    const bads = Math.min(bad, rest)
    const reject = Math.min(rejected, rest - bads)
    return runs([
      ['approved', rest - bads - reject],
      ['scrapped', bads],
      ['rejected', reject],
      ['inspecting', opened],
      ['verified', verified],
      ['made', Math.min(made, size)],
    ])
  }
  const good = size - bad - rejected
  const packed = wholeCartons(share(minutesAgo < 30 * dayMinutes ? 0.6 : 0.05))
  const shipped = minutesAgo < 30 * dayMinutes ? wholeCartons(share(0.3)) : wholeCartons(share(0.03))
  const faulty = minutesAgo < 30 * dayMinutes ? 0 : share(0.02)
  const returned = minutesAgo < 30 * dayMinutes ? 0 : share(0.01)
  const replaced = minutesAgo < 30 * dayMinutes ? 0 : share(0.01)
  const active = Math.max(0, good - packed - shipped - faulty - returned - replaced)
  return runs([
    ['active', Math.ceil(active / 2)],
    ['scrapped', bad],
    ['faulty', faulty],
    ['returned', returned],
    ['replaced', replaced],
    ['active', Math.floor(active / 2)],
    ['shipped', shipped],
    ['packed', packed],
    ['rejected', rejected],
  ])
}

function runs(all: readonly Run[]): readonly Run[] {
  return all.filter(([, count]) => count > 0)
}

function wholeCartons(units: number): number {
  return units < carton ? units : Math.floor(units / carton) * carton
}

/** A unit that was scrapped takes no place. What is still made has room for as much again. */
function batchesOf(size: number, fates: readonly Run[], status: OrderPlan['status'], batch: number): readonly number[] {
  const scrapped = fates.reduce((sum, [fate, count]) => sum + (fate === 'scrapped' ? count : 0), 0)
  const counted = size - scrapped
  const isDone = status === 'completed' || status === 'packing'
  const quantity = Math.max(1, isDone ? counted : counted + Math.max(batch, Math.floor(counted / 2)))
  const whole = Math.floor(quantity / batch)
  const rest = quantity - whole * batch
  return [...Array.from({ length: whole }, () => batch), ...(rest > 0 ? [rest] : [])]
}
