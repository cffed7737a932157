import { toneOf, type Verdict } from '../shared/answers.ts'
import type { Act } from '../shared/domain/act.ts'
import type { OrderFacts } from '../shared/domain/production.ts'
import type { PlantSettings } from '../shared/settings.ts'
import type { Expectation, OpenBatch, OpenOrder, StationState } from '../shared/state.ts'
import type { StationOrder } from './db/station-orders.ts'
import type { Progress } from './progress.ts'
import type { StationMemory } from './station-memory.ts'

export interface ProductionViewFacts {
  readonly memory: StationMemory
  readonly opened: StationOrder | null
  readonly progress: Progress
  readonly waiting: readonly Act[]
  /** Of the waiting ones, those that were answered "kept here". */
  readonly kept: readonly Act[]
  readonly conflicts: number
  readonly plant: PlantSettings
  readonly signedIn: boolean
  readonly now: number
}

/** The station's state as the page paints it. */
export function productionView(facts: ProductionViewFacts): StationState {
  const { memory, progress, kept, plant, now } = facts
  const { production } = memory
  const batch = openBatch(facts)
  const top = memory.undoable[memory.undoable.length - 1]
  const until = top === undefined ? 0 : top.at + plant.undoMinutes * 60_000
  return {
    job: production.job,
    order: production.order === null ? null : openOrder(production.order, facts),
    batch,
    expects: expectation(facts, batch),
    half:
      production.half === null
        ? null
        : {
            kind: production.half.kind,
            code: production.half.code,
            expiresAt: production.half.at + plant.halfSeconds * 1000,
          },
    last: memory.last,
    blocked: blockedVerdict(memory),
    recent: memory.recent,
    pace: progress.pace(now),
    kept: { count: kept.length, oldestAt: kept[0]?.at ?? null },
    conflicts: facts.conflicts,
    undoable: top === undefined || until <= now ? null : { imei: top.imei, until },
  }
}

function openOrder(order: OrderFacts, { progress, waiting, opened }: ProductionViewFacts): OpenOrder {
  const produced = progress.lotes().reduce((sum, lote) => sum + progress.batch(lote, waiting).produced, 0)
  return {
    order_number: order.order_number,
    product_name: order.product_name,
    nro_referencia: order.nro_referencia,
    brand: order.brand,
    status: order.status,
    quantity: order.quantity,
    produced,
    approved: opened?.order.approved ?? 0,
    rejected: opened?.order.rejected ?? 0,
    pairing: order.pairing,
    inspection: order.inspection,
    priority: opened?.order.priority ?? 'normal',
  }
}

function openBatch({ memory, opened, progress, waiting }: ProductionViewFacts): OpenBatch | null {
  const { lote } = memory.production
  if (lote === null || memory.production.order === null) return null
  const planned = opened?.order.batches.find((batch) => batch.batch_number === lote)
  return {
    lote,
    quantity: planned?.quantity ?? memory.production.order.quantity,
    ...progress.batch(lote, waiting),
    status: planned?.status ?? 'in_progress',
  }
}

function blockedVerdict({ production: { blocked } }: StationMemory): Verdict | null {
  if (blocked === null) return null
  return {
    scanId: blocked.scanId,
    at: blocked.at,
    tone: toneOf(blocked.word),
    word: blocked.word,
    params: blocked.params,
    code: blocked.code,
    blocks: true,
    ...(blocked.supervisorCan && { supervisorCan: blocked.supervisorCan }),
  }
}

function expectation({ memory, signedIn }: ProductionViewFacts, batch: OpenBatch | null): Expectation {
  const { production } = memory
  if (!signedIn) return 'sign-in'
  if (production.blocked !== null) return production.blocked.supervisorCan === undefined ? 'acknowledge' : 'supervisor'
  if (production.order === null) return 'order'
  if (production.half !== null) return production.half.kind === 'imei' ? 'iccid' : 'imei-second'
  const done = production.job === 'register' ? (batch?.produced ?? 0) : (batch?.verified ?? 0)
  if (batch !== null && batch.quantity > 0 && done >= batch.quantity) return 'batch-done'
  switch (production.order.pairing) {
    case 'imei':
    case 'imei-then-iccid':
      return 'imei'
    case 'iccid-then-imei':
      return 'iccid-first'
    case 'pair':
      return 'pair'
  }
}
