import { describe, expect, it } from 'vitest'
import type { ProductionAct, RegisterAct } from './production-acts.ts'
import { productionEnds } from './production-ends.ts'
import { freshProduction, type OrderFacts, type ProductionState } from './production-state.ts'

const order: OrderFacts = {
  ...{ order_number: 'ORD-1', status: 'pending', production_line: 1, product_name: 'GPS', nro_referencia: 'REF-1' },
  ...{ brand: 'OversunTrack', sku: '100', quantity: 100, pairing: 'imei', inspection: 'every' },
  ...{ tacs: [], iccidPrefixes: [] },
}
const open: ProductionState = { ...freshProduction(1), order, lote: 1 }
const started = { batchStarted: true, order: { status: 'in_progress' } }

function register(of: Partial<RegisterAct['subject']> = {}): RegisterAct {
  return {
    ...{ act: 'a', at: 1000, scanId: 's', word: 'production', kind: 'register', reversible: true, instead: null },
    operator: { employee_id: 'EMP-1', name: 'Ana' },
    workplace: { station: 'S01', linea: 1, puesto: 1 },
    subject: { kind: 'unit', imei: '356938035643809', iccid: null, order_number: 'ORD-1', lote: 1, ...of },
    facts: {
      ...{ device: 'd', movement: 'm', brand: '', nro_referencia: '', sku: null },
      ...{ startsOrder: true, startsBatch: true, override: null },
    },
  }
}
const counted = (act: ProductionAct) => ({ imei: act.subject.imei, iccid: null, at: act.at, otherCodeSince: false })

describe('an act that is written', () => {
  it('leaves the same state whether it was kept first or not', () => {
    const act = register()
    const late = productionEnds.written(productionEnds.kept(open, act), act, null, true)
    expect(late.state).toEqual(productionEnds.written(open, act, null, false).state)
    expect(late.state).toMatchObject({ ...started, lastAccepted: counted(act) })
  })

  it('late, does not change what was counted after it', () => {
    const [first, second] = [register(), register({ imei: '490154203237518' })]
    const both = productionEnds.kept(productionEnds.kept(open, first), second)
    expect(productionEnds.written(both, first, null, true).state.lastAccepted).toEqual(counted(second))
  })

  it('of another order, starts nothing of the one that is open', () => {
    const act = register({ order_number: 'ORD-OLD' })
    expect(productionEnds.written(open, act, null, true).state).toEqual(open)
  })

  it('says that the batch is whole with its last unit', () => {
    const said = (done: number) => productionEnds.written(open, register(), { done, quantity: 3 }, false).word
    expect([2, 3].map(said)).toEqual(['registered', 'registered-batch-complete'])
    expect(productionEnds.written(open, register(), null, false).word).toBe('registered')
  })
})

describe('an act that is refused', () => {
  const full = { word: 'batch-full', params: {} }

  it('in time, is offered to a supervisor where one could let it pass', () => {
    expect(productionEnds.refused(open, register(), full, false).offer).toMatchObject({ word: 'add-place' })
    const held = { word: 'places-held', params: { station: 'S07' } }
    expect(productionEnds.refused(open, register(), held, false).offer).toMatchObject({
      word: 'reclaim',
      facts: { from: 'S07' },
    })
    expect(productionEnds.refused(open, register(), { word: 'already-registered', params: {} }, false).offer).toBeNull()
  })

  it('late, is offered to nobody, and is no longer the newest that counted', () => {
    const act = register()
    const { state, offer } = productionEnds.refused(productionEnds.kept(open, act), act, full, true)
    expect(offer).toBeNull()
    expect(state.lastAccepted).toBeNull()
  })
})

it('a first unit that is taken back lets the next one start the batch', () => {
  const act = register()
  const written = productionEnds.written(open, act, null, false).state
  expect(productionEnds.reversed(written, act)).toMatchObject({ batchStarted: false, lastAccepted: null })
  expect(productionEnds.reversed(written, register({ lote: 2 })).batchStarted).toBe(true)
})
