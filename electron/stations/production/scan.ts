import type { Barcode } from '../../../shared/domain/barcode/barcode.ts'
import {
  type AnswerDecision,
  clearHalf,
  decideDeviceCode,
  expireHalf,
  statusRefusal,
} from '../../../shared/domain/production.ts'
import type { Operator } from '../../../shared/station/act.ts'
import type { Offer } from '../../../shared/station/state.ts'
import type { UnitSubject } from '../../../shared/station/subject.ts'
import type { AnswerWord } from '../../../shared/stations.ts'
import { within } from '../../station/patience.ts'
import type { Turn } from '../../station/slice.ts'
import { batchOf, type ProductionContext } from './context.ts'
import { closeOrder, openOrder, setJob } from './order.ts'
import { placeOfferSchema } from './schema.ts'
import { reclaim, register, takeUnit } from './unit.ts'

/** The early look whether a unit is on a device already must not make anybody wait, ms. */
const earlyLookMs = 120

/** The name of the timer that ends a half's waiting. */
export const halfExpired = 'half-expired'

export const productionCommands = ['CLEAR', 'CLOSE', 'REGISTER', 'VERIFY'] as const

export async function onCode(context: ProductionContext, turn: Turn, barcode: Barcode): Promise<void> {
  if (barcode.kind === 'order') return openOrder(context, turn, barcode.order, barcode.lote ?? null)
  const { core } = context
  const decision = decideDeviceCode(core.state(), barcode, turn.entry.plant, turn.entry.at)
  if (decision.kind === 'unit') return takeUnit(context, turn, decision.unit, decision.state, decision.warning)
  const taken = await takenHalf(context, turn, decision)
  if (taken === null) return give(context, turn, decision)
  give(context, turn, { ...taken, state: { ...decision.state, half: null } })
}

/** A first half that is on a device already is refused at once, before anybody looks for its partner. */
async function takenHalf({ core, tables }: ProductionContext, turn: Turn, { word, state }: AnswerDecision) {
  const { half } = state
  if (word !== 'half-waiting' || half === null || state.job !== 'register') return null
  if (core.link.isAway() || turn.replay) return null
  return (await within(earlyLookMs, tables()?.acts.taken(half.kind, half.code))) ?? null
}

export async function onCommand(context: ProductionContext, turn: Turn, command: string): Promise<void> {
  switch (command) {
    case 'CLEAR':
      return clear(context, turn)
    case 'CLOSE':
      return closeOrder(context, turn)
    case 'REGISTER':
      return setJob(context, turn, 'register')
    case 'VERIFY':
      return setJob(context, turn, 'verify')
  }
}

/** Clearing an expired half also takes away the refusal that says so. */
function clear(context: ProductionContext, turn: Turn): void {
  const { core } = context
  if (core.state().half !== null && core.standing()?.word === 'half-expired') core.unstand()
  give(context, turn, clearHalf(core.state()))
}

export function onTimer(context: ProductionContext, turn: Turn, name: string): void {
  if (name !== halfExpired) return
  const { core } = context
  const { at, plant } = turn.entry
  const expired = expireHalf(core.state(), core.standing() !== null, at, plant.halfSeconds * 1000)
  if (expired !== null) give(context, turn, expired)
}

/** A supervisor lets one unit over the quantity, or takes the places of a station that does not answer. */
export async function onSupervised(
  context: ProductionContext,
  turn: Turn,
  offer: Offer,
  { supervisor, reason }: { readonly supervisor: Operator; readonly reason: string },
): Promise<void> {
  const { order, job } = context.core.state()
  const read = placeOfferSchema.safeParse(offer.facts)
  if (!read.success) return void turn.answer('nothing-to-acknowledge')
  const refusal = order === null ? 'no-order-open' : statusRefusal(order.status, job)
  if (refusal !== null) return void turn.answer(refusal, { params: { order: order?.order_number ?? '' } })
  const { unit, from } = read.data
  if (offer.word === 'reclaim' && from !== undefined) return reclaim(context, turn, unit, from)
  const why = reason === '' ? 'over-quantity' : reason
  await register(context, turn, unit, undefined, { supervisor: supervisor.employee_id, reason: why })
}

function give(
  { core }: ProductionContext,
  turn: Turn,
  { word, params, state }: Pick<AnswerDecision, 'params' | 'state'> & { readonly word: AnswerWord },
): void {
  core.change(state)
  const { imei, iccid } = params
  const subject: UnitSubject | null =
    typeof imei === 'string'
      ? { kind: 'unit', imei, iccid: typeof iccid === 'string' ? iccid : null, ...namedBatch(state) }
      : null
  turn.answer(word, { params, ...(subject && { subject }) })
}

function namedBatch(state: AnswerDecision['state']): Pick<UnitSubject, 'order_number' | 'lote'> {
  return state.order === null ? { order_number: null, lote: null } : batchOf(state)
}
