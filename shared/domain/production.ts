import type { Params } from '../result.ts'
import type { OrderStatus } from '../schemas/stored-words.ts'
import type { LuhnMode } from '../settings.ts'
import type { FrameWord } from '../station/answer.ts'
import { doubleReadMs } from '../station/double-read.ts'
import type { Standing } from '../station/state.ts'
import type { Barcode } from './barcode/barcode.ts'
import { type HalfKind, pairingStep, type Unit } from './pairing.ts'
import type { ProductionWord } from './production-answers.ts'
import type { ProductionJob } from './production-job.ts'
import type { LastAccepted, OrderFacts, ProductionState } from './production-state.ts'

export interface ScanSettings {
  readonly imeiLuhn: LuhnMode
  readonly iccidLuhn: LuhnMode
}

export type Warning = 'iccid-check-digit' | 'imei-check-digit'

type Word = ProductionWord | FrameWord

export interface AnswerDecision {
  readonly kind: 'answer'
  readonly word: Word
  readonly params: Params
  readonly state: ProductionState
}

export type Decision =
  | AnswerDecision
  | { readonly kind: 'unit'; readonly unit: Unit; readonly warning?: Warning; readonly state: ProductionState }

/** Which refusal an order's status gives to a unit, or null where work may go on. */
export function statusRefusal(status: OrderStatus, job: ProductionJob): ProductionWord | null {
  switch (status) {
    case 'pending':
      return job === 'verify' ? 'order-pending' : null
    case 'in_progress':
      return null
    case 'packing':
      return job === 'verify' ? null : 'order-packing'
    case 'paused':
      return 'order-paused'
    case 'on_hold':
      return 'order-on-hold'
    case 'completed':
      return 'order-completed'
    case 'cancelled':
      return 'order-cancelled'
  }
}

/**
 * The rule of the production station: what one device code means now. Pure; the same journal read again gives the
 * same decisions, which is what makes a restart exact.
 * @param now the time of the scan, epoch ms
 */
export function decideDeviceCode(
  state: ProductionState,
  barcode: Barcode,
  settings: ScanSettings,
  now: number,
): Decision {
  if (state.order === null) return answer(state, 'no-order-open', {})

  if (barcode.kind !== 'imei' && barcode.kind !== 'iccid' && barcode.kind !== 'pair') {
    const seen = otherCode(state)
    if (barcode.kind === 'unknown' && barcode.reason === 'iccid-letters') return answer(seen, 'iccid-letters', {})
    return answer(seen, barcode.kind === 'unknown' ? 'unknown-code' : 'not-a-unit-code', { kind: barcode.kind })
  }

  const codes =
    barcode.kind === 'pair'
      ? { imei: barcode.imei, iccid: barcode.iccid }
      : barcode.kind === 'imei'
        ? { imei: barcode.imei }
        : { iccid: barcode.iccid }
  if (isSameAgain(state.lastAccepted, codes, now)) return answer(state, 'already-counted', codes)

  const refusal = statusRefusal(state.order.status, state.job)
  if (refusal !== null) return answer(state, refusal, { order: state.order.order_number })

  const checked = checkCodes(state.order, barcode, settings)
  if (checked.word !== null) return answer(otherCode(state), checked.word, checked.params)
  return pair(otherCode(state), state.order, barcode, checked.warning, now)
}

function pair(
  state: ProductionState,
  order: OrderFacts,
  barcode: DeviceBarcode,
  warning: Warning | undefined,
  now: number,
): Decision {
  if (barcode.kind === 'pair') {
    if (state.half !== null) {
      const word = state.half.kind === 'imei' ? 'second-imei-while-iccid-due' : 'second-iccid-while-imei-due'
      const second = state.half.kind === 'imei' ? barcode.imei : barcode.iccid
      return answer(state, word, { first: state.half.code, second })
    }
    return unit(state, { imei: barcode.imei, iccid: barcode.iccid }, warning)
  }
  const kind: HalfKind = barcode.kind
  const code = barcode.kind === 'imei' ? barcode.imei : barcode.iccid
  const step = pairingStep(order.pairing, state.half, kind, code)
  switch (step.kind) {
    case 'unit':
      return unit(state, step.unit, warning ?? state.half?.warning)
    case 'waits':
      return answer({ ...state, half: { kind, code, at: now, ...(warning && { warning }) } }, 'half-waiting', {
        [kind]: code,
      })
    case 'read-again':
      return answer(state, 'half-read-again', { [kind]: code })
    case 'refused':
      return answer(state, step.word, { [kind]: code, first: state.half?.code ?? '', second: code })
  }
}

/**
 * A waiting half whose time is over stops the line until it is cleared on purpose.
 * @param isStanding a refusal stands already: the half waits until it is acknowledged, and then anew
 */
export function expireHalf(
  state: ProductionState,
  isStanding: boolean,
  now: number,
  waitMs: number,
): AnswerDecision | null {
  if (state.half === null || isStanding || now - state.half.at < waitMs) return null
  return answer(state, 'half-expired', { [state.half.kind]: state.half.code })
}

/** Acknowledging an expired half clears it; any other refusal leaves a waiting half waiting, its time begun anew. */
export function acknowledged(state: ProductionState, standing: Standing, now: number): ProductionState {
  if (state.half === null) return state
  return { ...state, half: standing.word === 'half-expired' ? null : { ...state.half, at: now } }
}

export function clearHalf(state: ProductionState): AnswerDecision {
  if (state.half === null) return answer(state, 'nothing-to-clear', {})
  return answer({ ...state, half: null }, 'half-cleared', { [state.half.kind]: state.half.code })
}

type DeviceBarcode = Extract<Barcode, { readonly kind: 'imei' | 'iccid' | 'pair' }>

function isSameAgain(
  last: LastAccepted | null,
  codes: { readonly imei?: string; readonly iccid?: string },
  now: number,
): boolean {
  if (last === null) return false
  if (codes.imei !== undefined && codes.imei !== last.imei) return false
  if (codes.iccid !== undefined && codes.iccid !== last.iccid) return false
  return !last.otherCodeSince || now - last.at <= doubleReadMs
}

function checkCodes(
  order: OrderFacts,
  barcode: DeviceBarcode,
  settings: ScanSettings,
): { readonly word: ProductionWord | null; readonly params: Params; readonly warning?: Warning } {
  let warning: Warning | undefined
  if (barcode.kind !== 'iccid') {
    const luhn = barcode.kind === 'imei' ? barcode.luhn : barcode.imeiLuhn
    if (!luhn && settings.imeiLuhn === 'block') return { word: 'imei-check-digit', params: { imei: barcode.imei } }
    if (!luhn && settings.imeiLuhn === 'warn') warning = 'imei-check-digit'
    const tac = barcode.imei.slice(0, 8)
    if (order.tacs.length > 0 && !order.tacs.includes(tac)) {
      return {
        word: 'tac-not-of-reference',
        params: { imei: barcode.imei, tac, reference: order.nro_referencia, allowed: order.tacs.join(', ') },
      }
    }
  }
  if (barcode.kind !== 'imei') {
    const luhn = barcode.kind === 'iccid' ? barcode.luhn : barcode.iccidLuhn
    if (!luhn && settings.iccidLuhn === 'block') return { word: 'iccid-check-digit', params: { iccid: barcode.iccid } }
    if (!luhn && settings.iccidLuhn === 'warn') warning = 'iccid-check-digit'
    if (order.iccidPrefixes.length > 0 && !order.iccidPrefixes.some((prefix) => barcode.iccid.startsWith(prefix))) {
      return {
        word: 'iccid-prefix-not-of-reference',
        params: { iccid: barcode.iccid, reference: order.nro_referencia, allowed: order.iccidPrefixes.join(', ') },
      }
    }
  }
  return { word: null, params: {}, ...(warning && { warning }) }
}

function otherCode(state: ProductionState): ProductionState {
  return state.lastAccepted === null || state.lastAccepted.otherCodeSince
    ? state
    : { ...state, lastAccepted: { ...state.lastAccepted, otherCodeSince: true } }
}

function answer(state: ProductionState, word: Word, params: Params): AnswerDecision {
  return { kind: 'answer', word, params, state }
}

function unit(state: ProductionState, made: Unit, warning: Warning | undefined): Decision {
  return { kind: 'unit', unit: made, state: { ...state, half: null }, ...(warning && { warning }) }
}
