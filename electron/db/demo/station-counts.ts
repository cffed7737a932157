import { counterKey, hourOf } from '../../../shared/domain/batch-key.ts'
import { type Figures, recountOf } from './order-document.ts'
import type { DemoUnit, UnitDocuments } from './unit-documents.ts'
import { doerOf } from './workplaces.ts'

/** What one station did in one hour on one batch, as the stations themselves count it. */
export interface DemoCounter {
  readonly _id: string
  readonly order_number: string
  readonly lote: number
  readonly station: string
  readonly linea: number
  readonly hour: Date
  produced: number
  approved: number
  rejected: number
  verified: number
  updated_at: Date
}

/** Counts what the production stations did; what quality and shipping did is in the folds' bases. */
export function stationCounters(units: readonly DemoUnit[]): DemoCounter[] {
  const counters = new Map<string, DemoCounter>()
  for (const { plan, lote, index, steps } of units) {
    for (const step of steps) {
      if (step.act !== 'register' && step.act !== 'verify') continue
      const { station } = doerOf(step.act, plan.line, index)
      const _id = counterKey({ order_number: plan.order_number, lote }, station, step.at)
      const counter = counters.get(_id) ?? {
        _id,
        order_number: plan.order_number,
        lote,
        station,
        linea: plan.line,
        hour: hourOf(step.at),
        produced: 0,
        approved: 0,
        rejected: 0,
        verified: 0,
        updated_at: new Date(step.at),
      }
      if (step.act === 'register') counter.produced += 1
      else counter.verified += 1
      if (step.act === 'verify' && step.to === 'aprobado') counter.approved += 1
      if (step.at > counter.updated_at.getTime()) counter.updated_at = new Date(step.at)
      counters.set(_id, counter)
    }
  }
  return [...counters.values()]
}

export interface DemoFold {
  readonly _id: string
  readonly batches: Record<string, Figures>
  readonly dirty: false
  readonly updated_at: Date
}

/**
 * The bases of the folds: the recount minus what the counters say, by batch. With them a station's first look at an
 * order is right before anybody folded it.
 */
export function foldBases(
  order_number: string,
  documents: readonly UnitDocuments[],
  counters: readonly DemoCounter[],
  now: number,
): DemoFold {
  const devices = documents.map(({ device }) => device.document)
  const batches: Record<string, Figures> = {}
  for (const lote of new Set(devices.map((device) => device.lote))) {
    const real = recountOf(devices.filter((device) => device.lote === lote))
    const counted = counters.filter((counter) => counter.order_number === order_number && counter.lote === lote)
    const sum = (name: keyof Figures) => counted.reduce((total, counter) => total + counter[name], 0)
    batches[String(lote)] = {
      produced: real.produced - sum('produced'),
      approved: real.approved - sum('approved'),
      rejected: real.rejected - sum('rejected'),
    }
  }
  return { _id: order_number, batches, dirty: false, updated_at: new Date(now) }
}
