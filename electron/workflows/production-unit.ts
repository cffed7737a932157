import type { Refusal } from '../../shared/answers.ts'
import type { RegisterAct, VerifyAct } from '../../shared/domain/act.ts'
import type { Unit } from '../../shared/domain/pairing.ts'
import { accepted, type Blocked, type ProductionState, refused, type Warning } from '../../shared/domain/production.ts'
import type { Params } from '../../shared/result.ts'
import type { BatchName } from '../db/rooms.ts'
import { isAway } from '../db/transaction.ts'
import { obtainPlaces } from '../places.ts'
import type { Turn } from '../station.ts'
import { DatabaseAway } from '../writer.ts'
import { named, type ProductionAnswers } from './production-answer.ts'
import { fullLookMs, type ProductionContext, soonOrAway, within } from './production-context.ts'
import { submit } from './production-submit.ts'
import { takenBy } from './production-taken.ts'

/** A whole unit was read: registered at station 1, verified at station 2. */
export function unitWorkflow(context: ProductionContext, { give, actOf }: ProductionAnswers) {
  const { station, places, writer, link } = context

  async function unit(turn: Turn, made: Unit, state: ProductionState, warning?: Warning): Promise<void> {
    const mayOverlap = state.job === 'register' && !writer.isBehind() && !link.isAway()
    if (!mayOverlap || places.held(batchOf(state)) === 0) await turn.durable
    station.change({ production: state })
    if (state.job === 'verify') return verify(turn, made, state, warning)
    if (link.missingIndexes().some((index) => index.isNeededToRegister)) {
      give(turn, { kind: 'answer', word: 'unique-index-missing', params: {}, state })
      return
    }
    const waits = writer
      .waiting()
      .find(
        (act) =>
          act.kind === 'register' && (act.imei === made.imei || (made.iccid !== null && act.iccid === made.iccid)),
      )
    if (waits !== undefined && waits.kind === 'register' && waits.act !== turn.entry.ids.act) {
      give(turn, { kind: 'answer', word: 'already-registered', params: registeredHere(made, waits), state })
      return
    }
    const none = await takePlace(state, turn.replay)
    if (none === null) return register(turn, made, state, warning)
    // Who has the unit already is told so, whether or not there were a place for it.
    const acts = context.tables()?.acts
    const known = link.isAway() || acts === undefined ? null : await within(fullLookMs, takenBy(acts, made))
    if (known != null) {
      give(turn, { kind: 'answer', word: known.word, params: known.params, state })
      return
    }
    const offered = supervisorOffer(none)
    block(turn, none.word, none.params, made, offered)
    turn.answer(none.word, {
      params: none.params,
      ...named(made),
      ...offered,
    })
  }

  /** One place of the open batch, from what this station holds or from the batch's room. */
  async function takePlace(
    state: ProductionState,
    replay: boolean,
  ): Promise<{ word: Refusal | 'database-away'; params: Params } | null> {
    const batch = batchOf(state)
    if (places.reserve(batch)) return null
    // After a crash the entry had its place, or the writer finds it one: it is never dropped for want of a database.
    if (replay) return null
    const tables = context.tables()
    if (link.isAway() || tables === null)
      return { word: 'database-away', params: { order: batch.order_number, lote: batch.lote } }
    try {
      const unwritten = () => writer.unwritten(batch)
      const here = context.workplace().station
      const none = await soonOrAway(obtainPlaces(tables.rooms, places, writer.onSession, batch, here, unwritten))
      if (none === null && places.reserve(batch)) return null
      const params = {
        order: batch.order_number,
        lote: batch.lote,
        ...(none?.word === 'places-held' && { station: none.station, places: none.places }),
      }
      return { word: none?.word ?? 'places-held', params }
    } catch (error) {
      if (!(error instanceof DatabaseAway) && !isAway(error)) throw error
      return { word: 'database-away', params: { order: batch.order_number, lote: batch.lote } }
    }
  }

  async function register(
    turn: Turn,
    made: Unit,
    state: ProductionState,
    warning?: Warning,
    override?: RegisterAct['override'],
  ): Promise<void> {
    const { order, lote } = state
    if (order === null || lote === null) throw new Error('a unit without an open order')
    const { ids } = turn.entry
    const act: RegisterAct = {
      kind: 'register',
      ...actOf(turn),
      device: ids.device,
      movement: ids.movement,
      imei: made.imei,
      iccid: made.iccid,
      order_number: order.order_number,
      lote,
      brand: order.brand,
      nro_referencia: order.nro_referencia,
      sku: order.sku,
      startsOrder: order.status === 'pending',
      startsBatch: !station.memory().batchStarted,
      ...(override && { override }),
    }
    await submit(context, turn, act, {
      kept: () => {
        // Not started yet: should this one be refused later, the next one starts the order and the batch.
        station.change({ production: accepted(station.memory().production, made, turn.entry.at) })
        return named(made)
      },
      written: (late) => {
        const { production } = station.memory()
        if (late) station.change({ production: startedState(production), batchStarted: true })
        else station.change({ production: accepted(startedState(production), made, turn.entry.at), batchStarted: true })
        context.topUp(act)
        const { quantity } = context.openBatch() ?? { quantity: 0 }
        const { produced } = context.progress.batch(lote, writer.waiting())
        const params = { imei: made.imei, iccid: made.iccid ?? '', order: order.order_number, lote, produced, quantity }
        const word = quantity > 0 && produced >= quantity ? 'registered-batch-complete' : 'registered'
        return { word, extras: { params, ...named(made), ...(warning && { warning }) } }
      },
      refused: (word, params, late) => {
        // Where there was no place, none goes back: the next unit would be promised one that is not there.
        if (override === undefined && !lacksPlace(word)) places.release(act)
        const offered = late ? {} : supervisorOffer({ word, params })
        if (!late) block(turn, word, params, made, offered)
        return { ...named(made), ...offered }
      },
    })
  }

  async function verify(turn: Turn, made: Unit, state: ProductionState, warning?: Warning): Promise<void> {
    const { order, lote } = state
    if (order === null || lote === null) throw new Error('a unit without an open order')
    const act: VerifyAct = {
      kind: 'verify',
      ...actOf(turn),
      imei: made.imei,
      iccid: made.iccid,
      order_number: order.order_number,
      lote,
      approves: order.inspection === 'none',
    }
    const { brand, nro_referencia, order_number } = order
    const label = () => context.unitLabel?.({ ...made, brand, nro_referencia, order_number, lote, at: turn.entry.at })
    await submit(context, turn, act, {
      kept: () => {
        label()
        station.change({ production: accepted(station.memory().production, made, turn.entry.at) })
        return named(made)
      },
      written: (late) => {
        if (!late) station.change({ production: accepted(station.memory().production, made, turn.entry.at) })
        // A kept one had its label when its operator was told.
        if (!late) label()
        const { quantity } = context.openBatch() ?? { quantity: 0 }
        const { verified } = context.progress.batch(lote, writer.waiting())
        const params = {
          imei: made.imei,
          iccid: made.iccid ?? '',
          order: order.order_number,
          lote,
          brand: order.brand,
          reference: order.nro_referencia,
          produced: verified,
          quantity,
        }
        const word = quantity > 0 && verified >= quantity ? 'verified-batch-complete' : 'verified'
        return { word, extras: { params, ...named(made), ...(warning && { warning }) } }
      },
      refused: (word, params, late) => {
        if (!late) block(turn, word, params, made)
        return named(made)
      },
    })
  }

  function block(
    turn: Turn,
    word: Refusal | 'internal' | 'database-away',
    params: Params,
    made: Unit,
    offered: Pick<Blocked, 'supervisorCan'> = {},
  ): void {
    const { scanId, at } = turn.entry
    const blocked: Blocked = { scanId, at, code: made.imei, word, params, unit: made, ...offered }
    station.change({ production: refused(station.memory().production, blocked) })
  }

  /** A supervisor takes back the places of a station that does not answer; then the unit is looked at again. */
  async function reclaim(turn: Turn, made: Unit, state: ProductionState, from: unknown): Promise<void> {
    const tables = context.tables()
    if (tables !== null && typeof from === 'string' && !link.isAway()) {
      await writer.onSession((session) => tables.rooms.giveBack(session, batchOf(state), from, 0))
      context.log('places.reclaimed', { ...batchOf(state), from })
    }
    return unit(turn, made, state)
  }

  return { unit, register, reclaim }
}

function startedState(state: ProductionState): ProductionState {
  return state.order?.status === 'pending' ? { ...state, order: { ...state.order, status: 'in_progress' } } : state
}

function registeredHere(made: Unit, waits: RegisterAct): Params {
  return {
    imei: made.imei,
    order: waits.order_number,
    lote: waits.lote,
    linea: waits.workplace.linea,
    puesto: waits.workplace.puesto,
    operator: waits.operator.employee_id,
    when: waits.at,
    estado: 'en_produccion',
  }
}

function batchOf({ order, lote }: ProductionState): BatchName {
  return { order_number: order?.order_number ?? '', lote: lote ?? 0 }
}

interface Refusing {
  readonly word: Refusal | 'internal' | 'database-away'
  readonly params: Params
}

/** Refused for want of a place, not for what the unit is. */
function lacksPlace(word: Refusing['word']): boolean {
  return word === 'batch-full' || word === 'order-full' || word === 'places-held'
}

function supervisorOffer({ word, params }: Refusing): Pick<Blocked, 'supervisorCan'> {
  if (word === 'batch-full' || word === 'order-full') return { supervisorCan: 'add-place' }
  return word === 'places-held' && params['station'] !== '' ? { supervisorCan: 'reclaim' } : {}
}
