import type { OrderStatus } from '../../../shared/schemas/production-order.ts'
import type { Inspection, Pairing } from '../../../shared/schemas/station-reference.ts'
import type { PlantLine } from '../../../shared/workplace.ts'
import type { DemoReferenceName } from './references.ts'

/** How far a unit has come. */
export type Fate =
  | 'made'
  | 'verified'
  | 'inspecting'
  | 'rejected'
  | 'scrapped'
  | 'approved'
  | 'packed'
  | 'shipped'
  | 'active'
  | 'faulty'
  | 'returned'
  | 'replaced'

export interface OrderPlan {
  readonly order_number: string
  readonly reference: DemoReferenceName
  readonly line: PlantLine
  readonly status: OrderStatus
  readonly pairing: Pairing
  readonly inspection: Inspection
  readonly priority: 'low' | 'normal' | 'high' | 'critical'
  readonly batches: readonly number[]
  /** When the newest unit was made, minutes ago. */
  readonly lastUnitMinutesAgo: number
  /** The oldest units first, because they have come furthest. */
  readonly fates: readonly (readonly [Fate, number])[]
  readonly notes: string | null
}

const day = 24 * 60

/** The orders of the demo plant: every status, every pairing and every way of inspecting occurs. */
export function orderPlans(year: number): readonly OrderPlan[] {
  const op: OrderNumber = (number) => `OP-${year}-${number}`
  return [...runningOrders(op), ...stoppedOrders(op), ...endedOrders(op)]
}

type OrderNumber = (number: string) => string

/** Every line has one in progress with a batch half done, and one that waits, so that a visitor can scan at once. */
function runningOrders(op: OrderNumber): OrderPlan[] {
  return [
    {
      order_number: op('041'),
      reference: 'v16',
      line: 1,
      status: 'in_progress',
      pairing: 'imei-then-iccid',
      inspection: 'every',
      priority: 'high',
      batches: [100, 100, 100, 100],
      lastUnitMinutesAgo: 4,
      fates: [
        ['approved', 60],
        ['rejected', 4],
        ['scrapped', 2],
        ['approved', 34],
        ['inspecting', 6],
        ['verified', 30],
        ['made', 28],
      ],
      notes: null,
    },
    {
      order_number: op('044'),
      reference: 'v16Mini',
      line: 1,
      status: 'pending',
      pairing: 'pair',
      inspection: 'sample',
      priority: 'normal',
      batches: [150, 150, 150],
      lastUnitMinutesAgo: 0,
      fates: [],
      notes: null,
    },
    {
      order_number: 'WH/MO/00231',
      reference: 'tracker',
      line: 2,
      status: 'in_progress',
      pairing: 'pair',
      inspection: 'none',
      priority: 'normal',
      batches: [60, 60, 60, 60, 60],
      lastUnitMinutesAgo: 7,
      fates: [
        ['approved', 145],
        ['made', 15],
      ],
      notes: null,
    },
    {
      order_number: op('045'),
      reference: 'module',
      line: 2,
      status: 'pending',
      pairing: 'imei',
      inspection: 'every',
      priority: 'low',
      batches: [200, 200],
      lastUnitMinutesAgo: 0,
      fates: [],
      notes: null,
    },
    {
      order_number: op('042'),
      reference: 'module',
      line: 3,
      status: 'in_progress',
      pairing: 'imei',
      inspection: 'every',
      priority: 'critical',
      batches: [120, 120, 120],
      lastUnitMinutesAgo: 2,
      fates: [
        ['approved', 80],
        ['rejected', 2],
        ['inspecting', 3],
        ['verified', 36],
        ['made', 29],
      ],
      notes: 'Urgente: el cliente recoge el viernes',
    },
    {
      order_number: op('046'),
      reference: 'tracker',
      line: 3,
      status: 'pending',
      pairing: 'iccid-then-imei',
      inspection: 'none',
      priority: 'normal',
      batches: [80, 80],
      lastUnitMinutesAgo: 0,
      fates: [],
      notes: null,
    },
  ]
}

/** Paused, held, and made but not yet packed. */
function stoppedOrders(op: OrderNumber): OrderPlan[] {
  return [
    {
      order_number: op('039'),
      reference: 'tracker',
      line: 3,
      status: 'paused',
      pairing: 'iccid-then-imei',
      inspection: 'every',
      priority: 'normal',
      batches: [50, 50, 50, 50],
      lastUnitMinutesAgo: 2 * day,
      fates: [
        ['approved', 50],
        ['rejected', 3],
        ['verified', 37],
      ],
      notes: 'Pausada para dejar paso a la orden urgente',
    },
    {
      order_number: op('040'),
      reference: 'v16',
      line: 2,
      status: 'on_hold',
      pairing: 'imei-then-iccid',
      inspection: 'sample',
      priority: 'normal',
      batches: [100, 100, 100],
      lastUnitMinutesAgo: 3 * day,
      fates: [
        ['approved', 100],
        ['verified', 80],
      ],
      notes: 'Retenida: falta confirmar el lote de SIM',
    },
    {
      order_number: op('037'),
      reference: 'v16Mini',
      line: 1,
      status: 'packing',
      pairing: 'pair',
      inspection: 'every',
      priority: 'high',
      batches: [100, 100, 100, 100],
      lastUnitMinutesAgo: 6 * day,
      fates: [
        ['packed', 150],
        ['scrapped', 4],
        ['packed', 150],
        ['approved', 94],
        ['rejected', 6],
      ],
      notes: null,
    },
  ]
}

/** Their units have gone all the ways that a unit can go. */
function endedOrders(op: OrderNumber): OrderPlan[] {
  return [
    {
      order_number: op('036'),
      reference: 'v16',
      line: 1,
      status: 'completed',
      pairing: 'imei-then-iccid',
      inspection: 'sample',
      priority: 'normal',
      batches: [140, 140, 140, 140, 140],
      lastUnitMinutesAgo: 60 * day,
      fates: [
        ['active', 400],
        ['faulty', 12],
        ['returned', 10],
        ['replaced', 8],
        ['active', 100],
        ['shipped', 120],
        ['packed', 50],
      ],
      notes: null,
    },
    {
      order_number: op('033'),
      reference: 'v16',
      line: 2,
      status: 'completed',
      pairing: 'imei-then-iccid',
      inspection: 'every',
      priority: 'normal',
      batches: [200, 200, 200, 200],
      lastUnitMinutesAgo: 75 * day,
      fates: [
        ['active', 350],
        ['scrapped', 9],
        ['active', 350],
        ['faulty', 15],
        ['returned', 12],
        ['replaced', 13],
        ['shipped', 60],
      ],
      notes: null,
    },
    {
      order_number: op('031'),
      reference: 'module',
      line: 3,
      status: 'completed',
      pairing: 'imei',
      inspection: 'none',
      priority: 'low',
      batches: [180, 180],
      lastUnitMinutesAgo: 90 * day,
      fates: [['active', 360]],
      notes: null,
    },
    {
      order_number: op('043'),
      reference: 'v16Mini',
      line: 3,
      status: 'cancelled',
      pairing: 'pair',
      inspection: 'every',
      priority: 'low',
      batches: [250],
      lastUnitMinutesAgo: 12 * day,
      fates: [
        ['scrapped', 7],
        ['rejected', 5],
      ],
      notes: 'Anulada por el cliente',
    },
  ]
}
