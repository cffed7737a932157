import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Standing } from '../station/state.ts'
import { kindOf } from '../stations.ts'
import type { Barcode } from './barcode/barcode.ts'
import type { Unit } from './pairing.ts'
import { acknowledged, clearHalf, type Decision, decideDeviceCode, expireHalf } from './production.ts'
import type { VerifyAct } from './production-acts.ts'
import { productionEnds } from './production-ends.ts'
import { freshProduction, type OrderFacts, type ProductionState } from './production-state.ts'

const order: OrderFacts = {
  order_number: 'ORD-1',
  status: 'in_progress',
  production_line: 1,
  product_name: 'GPS',
  nro_referencia: 'REF-1',
  brand: 'OversunTrack',
  sku: '100',
  quantity: 100,
  pairing: 'imei-then-iccid',
  inspection: 'every',
  tacs: [],
  iccidPrefixes: [],
}
const fresh: ProductionState = { ...freshProduction(1), order, lote: 1 }
const standing = (word: string): Standing => ({
  of: 'production',
  scanId: 's',
  at: 0,
  word,
  params: {},
  code: '',
  offer: null,
})

/** What a station does with a unit that was counted. */
function accepted(state: ProductionState, { imei, iccid }: Unit, at: number): ProductionState {
  return productionEnds.kept(state, verifyAct({ imei, iccid, at }))
}

function verifyAct({ imei, iccid, at }: Unit & { readonly at: number }): VerifyAct {
  return {
    ...{ act: '', at, scanId: '', word: 'production', kind: 'verify', reversible: true, instead: null },
    operator: { employee_id: 'EMP-1', name: 'Ana' },
    workplace: { station: 'S01', linea: 1, puesto: 2 },
    subject: { kind: 'unit', imei, iccid, order_number: 'ORD-1', lote: 1 },
    facts: { device: null, brand: '', nro_referencia: '', approves: false },
  }
}
const settings = { imeiLuhn: 'block', iccidLuhn: 'warn' } as const
const imei = (code: string, luhn = true): Barcode => ({ kind: 'imei', imei: code, luhn, imeisv: false })
const iccid = (code: string, luhn = true): Barcode => ({ kind: 'iccid', iccid: code, luhn })
const A = imei('111111111111111')
const B = imei('222222222222222')
const a = iccid('8900000000000000001')
const b = iccid('8900000000000000002')

const decide = (state: ProductionState, barcode: Barcode, now = 0): Decision =>
  decideDeviceCode(state, barcode, settings, now)
const word = (decision: Decision): string => (decision.kind === 'unit' ? 'unit' : decision.word)

/** Plays codes as the station does: units are accepted, blocking refusals acknowledged at once. */
function play(from: ProductionState, codes: readonly Barcode[]): { state: ProductionState; words: string[] } {
  const words: string[] = []
  let state = from
  codes.forEach((code, index) => {
    const decision = decide(state, code, index * 10_000)
    words.push(word(decision))
    if (decision.kind === 'unit') {
      state = accepted(decision.state, decision.unit, index * 10_000)
    } else if (kindOf(decision.word) === 'stops') {
      state = acknowledged(decision.state, standing(decision.word), index * 10_000)
    } else state = decision.state
  })
  return { state, words }
}

describe('pairs', () => {
  test.each([
    ['IMEI then ICCID', 'imei-then-iccid', [A, a], ['half-waiting', 'unit']],
    ['a second IMEI while an ICCID is due', 'imei-then-iccid', [A, B], ['half-waiting', 'second-imei-while-iccid-due']],
    ['the same IMEI while an ICCID is due', 'imei-then-iccid', [A, A, a], ['half-waiting', 'half-read-again', 'unit']],
    ['an ICCID first', 'imei-then-iccid', [a], ['imei-expected-first']],
    ['ICCID then IMEI', 'iccid-then-imei', [a, A], ['half-waiting', 'unit']],
    ['a second ICCID while an IMEI is due', 'iccid-then-imei', [a, b], ['half-waiting', 'second-iccid-while-imei-due']],
    ['an IMEI first', 'iccid-then-imei', [A], ['iccid-expected-first']],
    ['IMEI alone', 'imei', [A, B], ['unit', 'unit']],
    ['a single code where one code carries both', 'pair', [A], ['pair-expected']],
  ] as const)('%s', (_name, pairing, codes, words) => {
    expect(play({ ...fresh, order: { ...order, pairing } }, codes).words).toEqual(words)
  })

  test('the SIM of one unit never goes to its neighbour, whatever codes come in', () => {
    const codes = fc.array(
      fc.nat({ max: 5 }).chain((n) => fc.constantFrom(imei(`10000000000000${n}`), iccid(`890000000000000000${n}`))),
    )
    fc.assert(
      fc.property(codes, (sequence) => {
        const { words } = play(fresh, sequence)
        let start = -1
        words.forEach((said, index) => {
          if (said === 'half-waiting') start = index
          if (said !== 'unit') return
          // Whatever was refused in between: the ICCID is the first one read after its IMEI.
          expect(sequence[start]?.kind).toBe('imei')
          expect(sequence.slice(start + 1, index).filter((code) => code.kind === 'iccid')).toEqual([])
        })
      }),
    )
  })
})

describe('the same code again', () => {
  const counted = accepted(fresh, { imei: '111111111111111', iccid: '8900000000000000001' }, 0)

  test('is soft within two seconds and later, while nothing else was read', () => {
    expect(word(decide(counted, a, 1000))).toBe('already-counted')
    expect(word(decide(counted, A, 3_600_000))).toBe('already-counted')
  })

  test('is an ordinary code again once another was read and two seconds have passed', () => {
    const after = decide(counted, B, 500).state
    expect(word(decide({ ...after, half: null }, A, 1900))).toBe('already-counted')
    expect(word(decide({ ...after, half: null }, A, 2100))).toBe('half-waiting')
  })

  test('a refused code is never "the same again"', () => {
    const bad = imei('333333333333333', false)
    expect(word(decide(fresh, bad, 0))).toBe('imei-check-digit')
    expect(word(decide(fresh, bad, 100))).toBe('imei-check-digit')
  })
})

describe('acknowledging', () => {
  test('a waiting half goes on waiting, its time begun anew', () => {
    const half = { kind: 'imei', code: '111111111111111', at: 0 } as const
    expect(acknowledged({ ...fresh, half }, standing('already-registered'), 9000).half).toEqual({ ...half, at: 9000 })
  })

  test('an expired half stops the line until it is cleared on purpose', () => {
    const waiting = decide(fresh, A, 0).state
    expect(expireHalf(waiting, false, 29_999, 30_000)).toBeNull()
    const expired = expireHalf(waiting, false, 30_000, 30_000)
    expect(expired && word(expired)).toBe('half-expired')
    expect(acknowledged(waiting, standing('half-expired'), 0).half).toBeNull()
    expect(clearHalf(waiting).state.half).toBeNull()
  })

  test('a half does not expire while something else is to be acknowledged', () => {
    expect(expireHalf(decide(fresh, A, 0).state, true, 60_000, 30_000)).toBeNull()
  })
})

describe('checks of the codes themselves', () => {
  test.each([
    ['off', 'unit', undefined],
    ['warn', 'unit', 'imei-check-digit'],
    ['block', 'imei-check-digit', undefined],
  ] as const)('IMEI check digit: %s', (imeiLuhn, expected, warning) => {
    const state = { ...fresh, order: { ...order, pairing: 'imei' as const } }
    const decision = decideDeviceCode(state, imei('111111111111112', false), { imeiLuhn, iccidLuhn: 'off' }, 0)
    expect(word(decision)).toBe(expected)
    if (decision.kind === 'unit') expect(decision.warning).toBe(warning)
  })

  test('a warning of the first half is not lost with the second', () => {
    const half = decideDeviceCode(
      fresh,
      imei('111111111111112', false),
      { imeiLuhn: 'warn', iccidLuhn: 'warn' },
      0,
    ).state
    expect(decide(half, a)).toMatchObject({ kind: 'unit', warning: 'imei-check-digit' })
  })

  test('TAC and ICCID prefix of the reference', () => {
    const strict = { ...fresh, order: { ...order, tacs: ['11111111'], iccidPrefixes: ['8988'] } }
    expect(word(decide(strict, B))).toBe('tac-not-of-reference')
    expect(word(decide(decide(strict, A).state, a))).toBe('iccid-prefix-not-of-reference')
  })
})

test.each([
  ['pending', 'register', 'half-waiting'],
  ['pending', 'verify', 'order-pending'],
  ['packing', 'register', 'order-packing'],
  ['packing', 'verify', 'half-waiting'],
  ['paused', 'register', 'order-paused'],
  ['on_hold', 'register', 'order-on-hold'],
  ['completed', 'register', 'order-completed'],
  ['cancelled', 'verify', 'order-cancelled'],
] as const)('an order that is %s, job %s: %s', (status, job, expected) => {
  expect(word(decide({ ...fresh, job, order: { ...order, status } }, A))).toBe(expected)
})

test('without an order nothing is registered', () => {
  expect(word(decide({ ...fresh, order: null, lote: null }, A))).toBe('no-order-open')
})
