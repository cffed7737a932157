import type { Unit } from '../../../shared/domain/pairing.ts'
import type { ProductionUnit, RegisterAct, VerifyAct } from '../../../shared/domain/production-acts.ts'
import type { ProductionWord } from '../../../shared/domain/production-answers.ts'
import { supervisorOffer } from '../../../shared/domain/production-ends.ts'
import type { ProductionState } from '../../../shared/domain/production-state.ts'
import { type VerifyRefusal, verifyRefusal } from '../../../shared/domain/production-verify.ts'
import type { Params } from '../../../shared/result.ts'
import { type Act, inForce } from '../../../shared/station/act.ts'
import type { ProductionActs } from '../../db/acts/production/write.ts'
import { isAway } from '../../db/connection/transaction.ts'
import { NotDurable } from '../../journal/journal.ts'
import { soonOrAway, within } from '../../station/patience.ts'
import type { Turn } from '../../station/slice.ts'
import { batchOf, keepPlaces, type ProductionContext, unwritten } from './context.ts'
import { doneBy } from './learn.ts'
import { obtainPlaces } from './places.ts'

/** Who finds no place waits for nothing else: whether the unit is registered decides between two words that stop, ms. */
const fullLookMs = 1000

interface NoPlaceHere {
  readonly word: ProductionWord | 'database-away'
  readonly params: Params
}

/** A whole unit was read: registered at station 1, verified at station 2. */
export async function takeUnit(
  context: ProductionContext,
  turn: Turn,
  unit: Unit,
  state: ProductionState,
  warning?: string,
): Promise<void> {
  const { core } = context
  core.change(state)
  if (state.job === 'verify') return verify(context, turn, unit, warning)
  if (core.link.missingIndexes().some((index) => index.isNeededToRegister)) {
    return void turn.answer('unique-index-missing')
  }
  const waits = inForce(core.waiting()).find(
    (act) => act.kind === 'register' && isOfUnit(act, unit) && act.act !== turn.id(0),
  )
  if (waits?.subject.kind === 'unit') {
    const { order_number, lote } = waits.subject
    const where = { order: order_number ?? '–', lote: lote ?? 0, estado: 'en_produccion' }
    const params = { imei: unit.imei, ...where, ...doneBy(waits) }
    if (waits.subject.imei !== unit.imei) {
      const other = { iccid: unit.iccid ?? '', other: waits.subject.imei }
      return void turn.answer('iccid-on-other-device', {
        params: { ...params, ...other },
        subject: subjectOf(state, unit),
      })
    }
    return void turn.answer('already-registered', { params, subject: subjectOf(state, unit) })
  }
  const noPlace = await takePlace(context, turn, state)
  if (noPlace === null) return register(context, turn, unit, warning)
  // Who has the unit already is told so, whether or not there were a place for it.
  const acts = context.tables()?.acts
  const known = core.link.isAway() || acts === undefined ? null : await within(fullLookMs, takenBy(acts, unit))
  const { word, params } = known ?? noPlace
  const offer = known == null ? supervisorOffer(noPlace.word, noPlace.params, unit) : null
  turn.answer(word, { params, subject: subjectOf(state, unit), offer })
}

/** One place of the open batch, from what this station holds or from the batch's room. */
async function takePlace(context: ProductionContext, turn: Turn, state: ProductionState): Promise<NoPlaceHere | null> {
  const { core, places } = context
  const batch = batchOf(state)
  if (places.reserve(batch)) return null
  // After a crash the entry had its place, or the writer finds it one: it is never dropped for want of a database.
  if (turn.replay) return null
  const named = { order: batch.order_number, lote: batch.lote }
  const tables = context.tables()
  if (core.link.isAway() || tables === null) return { word: 'database-away', params: named }
  const { station } = turn.entry.workplace
  const waiting = () => unwritten(context, batch)
  try {
    const noPlace = await soonOrAway(obtainPlaces(tables.rooms, places, core.onSession, batch, station, waiting))
    if (noPlace === null && places.reserve(batch)) return null
    const holder = noPlace?.word === 'places-held' ? { station: noPlace.station, places: noPlace.places } : {}
    return { word: noPlace?.word ?? 'places-held', params: { ...named, ...holder } }
  } catch (error) {
    if (!isAway(error)) throw error
    return { word: 'database-away', params: named }
  }
}

/** @param override of a unit that a supervisor lets over the quantity */
export async function register(
  context: ProductionContext,
  turn: Turn,
  unit: Unit,
  warning?: string,
  override: RegisterAct['facts']['override'] = null,
): Promise<void> {
  const { core } = context
  const state = core.state()
  const { order } = state
  if (order === null) throw new Error('a unit without an open order')
  keepPlaces(context)
  const act: RegisterAct = {
    ...core.actBase(turn),
    ...{ word: 'production', kind: 'register', reversible: true, instead: null },
    subject: subjectOf(state, unit),
    facts: {
      device: turn.id(deviceId),
      movement: turn.id(movementId),
      brand: order.brand,
      nro_referencia: order.nro_referencia,
      sku: order.sku,
      startsOrder: order.status === 'pending',
      startsBatch: !state.batchStarted,
      override,
    },
  }
  await core.submit(turn, act, { warning }).catch((error: unknown) => {
    // Read again when the disk is well, it takes a place then.
    if (error instanceof NotDurable && override === null) context.places.release(act.subject)
    throw error
  })
}

async function verify(context: ProductionContext, turn: Turn, unit: Unit, warning?: string): Promise<void> {
  const { core } = context
  const state = core.state()
  const { order } = state
  if (order === null) throw new Error('a unit without an open order')
  const act: VerifyAct = {
    ...core.actBase(turn),
    ...{ word: 'production', kind: 'verify', reversible: true, instead: null },
    subject: subjectOf(state, unit),
    facts: {
      device: null,
      brand: order.brand,
      nro_referencia: order.nro_referencia,
      approves: order.inspection === 'none',
    },
  }
  const no = await refusedByKnown(context, turn, act)
  if (no !== null) return void turn.answer(no.word, { params: no.params, subject: act.subject })
  await core.submit(turn, act, { warning })
}

/**
 * While the database is away, what this PC knows of the unit refuses it; a unit that it does not know may have been
 * registered meanwhile, and is kept. After a crash the entry is decided by the database: it may be written already.
 */
async function refusedByKnown({ core }: ProductionContext, turn: Turn, act: VerifyAct): Promise<VerifyRefusal | null> {
  if (turn.replay) return null
  const { imei } = act.subject
  const mine = inForce(core.waiting()).find((one) => one.kind === 'verify' && isOfUnit(one, act.subject))
  if (mine !== undefined) return { word: 'already-verified', params: { imei, ...doneBy(mine) } }
  if (!core.link.isAway()) return null
  const unit = await core.known.find(imei)
  return unit === null ? null : verifyRefusal(act, unit)
}

/** A supervisor takes back the places of a station that does not answer; then the unit is looked at again. */
export async function reclaim(context: ProductionContext, turn: Turn, unit: Unit, from: string): Promise<void> {
  const { core } = context
  const tables = context.tables()
  const state = core.state()
  if (tables !== null && !core.link.isAway()) {
    try {
      await soonOrAway(core.onSession((session) => tables.rooms.giveBack(session, batchOf(state), from, 0)))
    } catch (error) {
      if (!isAway(error)) throw error
      return void turn.answer('database-away')
    }
    core.log('places.reclaimed', { ...batchOf(state), from })
  }
  return takeUnit(context, turn, unit, state)
}

/** Who has the unit already, by either of its codes; asked wherever there is no place for it: that it exists is the better answer. */
export async function takenBy(acts: Pick<ProductionActs, 'taken'>, { imei, iccid }: Unit) {
  return (await acts.taken('imei', imei)) ?? (iccid === null ? null : acts.taken('iccid', iccid, imei))
}

/** Which of the act's ids they are; its one event has the first. */
const deviceId = 1
const movementId = 2

function subjectOf(state: ProductionState, { imei, iccid }: Unit): ProductionUnit {
  return { kind: 'unit', imei, iccid, ...batchOf(state) }
}

function isOfUnit({ word, subject }: Act, { imei, iccid }: Unit): boolean {
  if (word !== 'production' || subject.kind !== 'unit') return false
  return subject.imei === imei || (iccid !== null && subject.iccid === iccid)
}
