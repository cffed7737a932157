import { type AnswerWord, isBlocking, type Refusal } from '../answers.ts'
import type { Params } from '../result.ts'
import type { OrderStatus } from '../schemas/production-order.ts'
import type { Inspection, Pairing } from '../schemas/station-reference.ts'
import type { LuhnMode } from '../settings.ts'
import type { ProductionJob } from '../stations.ts'
import type { Barcode } from './barcode.ts'
import { type Half, type HalfKind, pairingStep, type Unit } from './pairing.ts'

/** What the station needs of the open order to answer a code without asking the database. */
export interface OrderFacts {
  readonly order_number: string
  readonly status: OrderStatus
  readonly production_line: number | null
  readonly product_name: string
  readonly nro_referencia: string
  readonly brand: string
  readonly sku: string | null
  readonly quantity: number
  readonly pairing: Pairing
  readonly inspection: Inspection
  readonly tacs: readonly string[]
  readonly iccidPrefixes: readonly string[]
}

/** The newest unit that was accepted, for "already counted". */
export interface LastAccepted {
  readonly imei: string
  readonly iccid: string | null
  readonly at: number
  /** Another device code was read since; then the same code again is only soft within two seconds. */
  readonly otherCodeSince: boolean
}

/** The refusal that stands until acknowledged; `unit` is what a supervisor could still let pass. */
export interface Blocked {
  readonly scanId: string
  readonly word: AnswerWord
  readonly params: Params
  readonly code: string
  readonly at: number
  readonly unit?: Unit
  readonly supervisorCan?: 'add-place' | 'undo' | 'reclaim'
}

/** The station's working state, kept in the journal after every answer: a restarted station goes on with it. */
export interface ProductionState {
  readonly job: ProductionJob
  readonly order: OrderFacts | null
  readonly lote: number | null
  readonly half: Half | null
  readonly blocked: Blocked | null
  readonly lastAccepted: LastAccepted | null
}

export interface ScanSettings {
  readonly imeiLuhn: LuhnMode
  readonly iccidLuhn: LuhnMode
}

export type Warning = 'iccid-check-digit' | 'imei-check-digit'

export type Decision =
  | { readonly kind: 'answer'; readonly word: AnswerWord; readonly params: Params; readonly state: ProductionState }
  | {
      readonly kind: 'unit'
      readonly unit: Unit
      readonly warning?: Warning
      readonly state: ProductionState
    }

/** Within this time the same device code again is the scanner's or the hand's double read, ms. */
export const doubleReadMs = 2000

/** Which refusal an order's status gives to a unit, or null where work may go on. */
export function statusRefusal(status: OrderStatus, job: ProductionJob): Refusal | null {
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
  if (state.blocked !== null) return answer(state, 'acknowledge-first', { word: state.blocked.word })
  if (state.order === null) return refuse(state, 'no-order-open', {})

  if (barcode.kind !== 'imei' && barcode.kind !== 'iccid' && barcode.kind !== 'pair') {
    const seen = otherCode(state)
    if (barcode.kind === 'unknown' && barcode.reason === 'iccid-letters') return refuse(seen, 'iccid-letters', {})
    return refuse(seen, barcode.kind === 'unknown' ? 'unknown-code' : 'not-a-unit-code', { kind: barcode.kind })
  }

  const codes =
    barcode.kind === 'pair'
      ? { imei: barcode.imei, iccid: barcode.iccid }
      : barcode.kind === 'imei'
        ? { imei: barcode.imei }
        : { iccid: barcode.iccid }
  if (isSameAgain(state.lastAccepted, codes, now)) return answer(state, 'already-counted', codes)

  const refusal = statusRefusal(state.order.status, state.job)
  if (refusal !== null) return refuse(state, refusal, { order: state.order.order_number })

  const checked = checkCodes(state.order, barcode, settings)
  if (checked.word !== null) return refuse(otherCode(state), checked.word, checked.params)
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
      return refuse(state, word, { first: state.half.code, second })
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
      return refuse(state, step.word, { [kind]: code, first: state.half?.code ?? '', second: code })
  }
}

/** A waiting half whose time is over stops the line until it is cleared on purpose. */
export function expireHalf(state: ProductionState, now: number, waitMs: number): Decision | null {
  if (state.half === null || state.blocked !== null || now - state.half.at < waitMs) return null
  return refuse(state, 'half-expired', { [state.half.kind]: state.half.code })
}

/** Acknowledging an expired half clears it; any other refusal leaves a waiting half waiting, its time begun anew. */
export function acknowledge(state: ProductionState, now: number): Decision {
  if (state.blocked === null) return answer(state, 'nothing-to-acknowledge', {})
  const half = state.blocked.word === 'half-expired' || state.half === null ? null : { ...state.half, at: now }
  return answer({ ...state, blocked: null, half }, 'acknowledged', {})
}

export function clearHalf(state: ProductionState): Decision {
  if (state.half === null) return answer(state, 'nothing-to-clear', {})
  const blocked = state.blocked?.word === 'half-expired' ? null : state.blocked
  return answer({ ...state, half: null, blocked }, 'half-cleared', { [state.half.kind]: state.half.code })
}

/** The state after a unit was accepted (or kept). */
export function accepted(state: ProductionState, counted: Unit, now: number): ProductionState {
  return { ...state, lastAccepted: { ...counted, at: now, otherCodeSince: false } }
}

/** The state after a refusal: the line stands where the word says so. */
export function refused(state: ProductionState, blocked: Blocked): ProductionState {
  return isBlocking(blocked.word) ? { ...state, blocked } : state
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
): { readonly word: Refusal | null; readonly params: Params; readonly warning?: Warning } {
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

function answer(state: ProductionState, word: AnswerWord, params: Params): Decision {
  return { kind: 'answer', word, params, state }
}

/** The caller makes a blocking word stand (`refused`), because only it knows the scan's id. */
function refuse(state: ProductionState, word: Refusal, params: Params): Decision {
  return answer(state, word, params)
}

function unit(state: ProductionState, made: Unit, warning: Warning | undefined): Decision {
  return { kind: 'unit', unit: made, state: { ...state, half: null }, ...(warning && { warning }) }
}
