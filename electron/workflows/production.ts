import { isBlocking, type Refusal, type Verdict } from '../../shared/answers.ts'
import type { RegisterAct, UndoAct, VerifyAct } from '../../shared/domain/act.ts'
import type { Barcode } from '../../shared/domain/barcode.ts'
import {
  acknowledge,
  accepted,
  type Blocked,
  clearHalf,
  type Decision,
  decideDeviceCode,
  expireHalf,
  type ProductionState,
  refused,
  type Warning,
} from '../../shared/domain/production.ts'
import type { Unit } from '../../shared/domain/pairing.ts'
import type { Params } from '../../shared/result.ts'
import type { JournalInput } from '../journal/journal.ts'
import type { AnswerExtras, Person, Turn } from '../station.ts'
import { isAway } from '../db/transaction.ts'
import { obtainPlaces } from '../places.ts'
import { DatabaseAway } from '../writer.ts'
import { type ProductionContext, within } from './production-context.ts'
import { closeOrder, openOrder, setJob } from './production-order.ts'
import { submit } from './production-submit.ts'

/** The early look whether a first half is taken already must not make anybody wait. */
const earlyLookMs = 120

/** The production station: what each code, key and touch does, in the order it came. */
export function productionWorkflow(context: ProductionContext) {
  const { station, places, writer, link } = context

  /** Puts the word on the screen and, where it stops the line, into the state. */
  function give(turn: Turn, decision: Extract<Decision, { kind: 'answer' }>, extras: AnswerExtras = {}): Verdict {
    const { word, params } = decision
    const codes = {
      ...(typeof params.imei === 'string' && { imei: params.imei }),
      ...(typeof params.iccid === 'string' && { iccid: params.iccid }),
    }
    const code = turn.entry.input.kind === 'code' ? turn.entry.input.text.slice(0, 80) : ''
    const blocked: Blocked = { scanId: turn.entry.scanId, word, params, code, at: turn.entry.at }
    station.change({ production: isBlocking(word) ? refused(decision.state, blocked) : decision.state })
    return turn.answer(word, { params, ...codes, ...extras })
  }

  function say(turn: Turn, word: Verdict['word'], params: Params = {}, extras: AnswerExtras = {}): Verdict {
    return give(turn, { kind: 'answer', word, params, state: station.memory().production }, extras)
  }

  async function deviceCode(turn: Turn, barcode: Barcode): Promise<void> {
    const decision = decideDeviceCode(station.memory().production, barcode, context.plant(), turn.entry.at)
    if (decision.kind === 'unit') return unit(turn, decision.unit, decision.state, decision.warning)
    if (decision.word === 'half-waiting' && decision.state.job === 'register' && !link.isAway() && !turn.replay) {
      const { half } = decision.state
      const taken = half === null ? null : await within(earlyLookMs, context.tables()?.acts.taken(half.kind, half.code))
      if (taken?.kind === 'refused') {
        give(turn, { kind: 'answer', word: taken.word, params: taken.params, state: { ...decision.state, half: null } })
        return
      }
    }
    give(turn, decision)
  }

  async function unit(turn: Turn, made: Unit, state: ProductionState, warning?: Warning): Promise<void> {
    station.change({ production: state })
    if (state.job === 'verify') return verify(turn, made, state, warning)
    if (link.missingIndexes().some((index) => index.unique)) {
      give(turn, { kind: 'answer', word: 'unique-index-missing', params: {}, state })
      return
    }
    const waits = writer.waiting().find((act) => act.kind === 'register' && (act.imei === made.imei || (made.iccid !== null && act.iccid === made.iccid)))
    if (waits !== undefined && waits.kind === 'register' && waits.act !== turn.entry.ids.act) {
      give(turn, { kind: 'answer', word: 'already-registered', params: registeredHere(made, waits), state })
      return
    }
    const none = await takePlace(state)
    if (none === null) return register(turn, made, state, warning)
    // Who has the unit already is told so, whether or not there were a place for it.
    const known = link.isAway() ? null : await takenBy(made)
    if (known !== null) {
      give(turn, { kind: 'answer', word: known.word, params: known.params, state })
      return
    }
    const full = none.word === 'batch-full' || none.word === 'order-full'
    const blocked: Blocked = {
      scanId: turn.entry.scanId,
      at: turn.entry.at,
      code: made.imei,
      word: none.word,
      params: none.params,
      unit: made,
      ...(full && { supervisorCan: 'add-place' as const }),
    }
    station.change({ production: refused(state, blocked) })
    turn.answer(none.word, { params: none.params, ...named(made), ...(full && { supervisorCan: 'add-place' as const }) })
  }

  async function takenBy(made: Unit): Promise<{ readonly word: Refusal; readonly params: Params } | null> {
    const acts = context.tables()?.acts
    const byImei = await within(earlyLookMs, acts?.taken('imei', made.imei))
    if (byImei?.kind === 'refused') return byImei
    const byIccid = made.iccid === null ? undefined : await within(earlyLookMs, acts?.taken('iccid', made.iccid))
    return byIccid?.kind === 'refused' ? byIccid : null
  }

  /** One place of the open batch, from what this station holds or from the batch's room. */
  async function takePlace(state: ProductionState): Promise<{ word: Refusal | 'database-away'; params: Params } | null> {
    const batch = { order_number: state.order?.order_number ?? '', lote: state.lote ?? 0 }
    if (places.reserve(batch)) return null
    const tables = context.tables()
    if (link.isAway() || tables === null) return { word: 'database-away', params: { order: batch.order_number, lote: batch.lote } }
    try {
      const unwritten = () => writer.waiting().filter((act) => act.kind === 'register' && act.order_number === batch.order_number && act.lote === batch.lote).length
      const none = await obtainPlaces(tables.rooms, places, writer.onSession, batch, context.workplace().station, unwritten)
      if (none === null && places.reserve(batch)) return null
      const params = { order: batch.order_number, lote: batch.lote, ...(none?.word === 'places-held' && { station: none.station, places: none.places }) }
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
      ...base(turn),
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
        station.change({
          production: accepted(startedState(state), made, turn.entry.at),
          batchStarted: true,
        })
        return named(made)
      },
      written: (late) => {
        if (!late) station.change({ production: accepted(startedState(state), made, turn.entry.at), batchStarted: true })
        const { quantity } = context.openBatch() ?? { quantity: 0 }
        const { produced } = context.progress.batch(lote, writer.waiting())
        const params = { imei: made.imei, iccid: made.iccid ?? '', order: order.order_number, lote, produced, quantity }
        const word = quantity > 0 && produced >= quantity ? 'registered-batch-complete' : 'registered'
        return { word, extras: { params, ...named(made), ...(warning && { warning }) } }
      },
      refused: (word, params, late) => {
        if (override === undefined) places.release(act)
        if (!late) block(turn, word, params, made, state)
        return named(made)
      },
    })
  }

  async function verify(turn: Turn, made: Unit, state: ProductionState, warning?: Warning): Promise<void> {
    const { order, lote } = state
    if (order === null || lote === null) throw new Error('a unit without an open order')
    const act: VerifyAct = {
      kind: 'verify',
      ...base(turn),
      imei: made.imei,
      iccid: made.iccid,
      order_number: order.order_number,
      lote,
      approves: order.inspection === 'none',
    }
    await submit(context, turn, act, {
      kept: () => {
        station.change({ production: accepted(state, made, turn.entry.at) })
        return named(made)
      },
      written: (late) => {
        if (!late) station.change({ production: accepted(state, made, turn.entry.at) })
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
        if (!late) block(turn, word, params, made, state)
        return named(made)
      },
    })
  }

  function block(turn: Turn, word: Refusal | 'internal', params: Params, made: Unit, state: ProductionState): void {
    const blocked: Blocked = { scanId: turn.entry.scanId, at: turn.entry.at, code: made.imei, word, params }
    station.change({ production: refused(state, blocked) })
  }

  async function undo(turn: Turn, supervisor: string | null): Promise<void> {
    const { undoable } = station.memory()
    const top = undoable[undoable.length - 1]
    if (top === undefined) return void say(turn, 'undo-nothing')
    const { undoMinutes } = context.plant()
    if (turn.entry.at - top.at > undoMinutes * 60_000) {
      return void say(turn, 'undo-too-late', { imei: top.imei, minutes: undoMinutes })
    }
    const mine = top.operator === turn.person?.employee_id || turn.person?.isSupervisor === true
    if (!mine && supervisor === null) {
      context.offer.set({ kind: 'undo' })
      return void say(turn, 'undo-not-yours', { imei: top.imei, operator: top.operator }, { supervisorCan: 'undo' })
    }
    const act: UndoAct = { kind: 'undo', ...base(turn), undoes: top, supervisor }
    const codes = { imei: top.imei, ...(top.iccid !== null && { iccid: top.iccid }) }
    const takeBack = (): void => {
      const memory = station.memory()
      station.change({
        undoable: memory.undoable.filter((one) => one.act !== top.act),
        production: { ...memory.production, lastAccepted: null },
        recent: memory.recent.map((scan) =>
          scan.imei === top.imei && (scan.tone === 'accepted' || scan.tone === 'kept') ? { ...scan, tone: 'undone' as const } : scan,
        ),
        batchStarted: top.startsBatch ? false : memory.batchStarted,
      })
    }
    await submit(context, turn, act, {
      kept: () => {
        takeBack()
        return codes
      },
      written: (late) => {
        if (!late) takeBack()
        if (top.kind === 'register' && !top.overridden) places.release(top)
        context.refreshOrder(top.order_number)
        return { word: 'undone', extras: { params: { imei: top.imei, iccid: top.iccid ?? '', kind: top.kind }, ...codes } }
      },
      refused: () => {
        station.change({ undoable: station.memory().undoable.filter((one) => one.act !== top.act) })
        return codes
      },
    })
  }

  function base(turn: Turn): Pick<RegisterAct, 'act' | 'at' | 'operator' | 'workplace' | 'scanId'> {
    const { actor, ids, at, scanId } = turn.entry
    if (actor === null) throw new Error('an act without a person')
    return { act: ids.act, at, scanId, operator: actor, workplace: context.workplace() }
  }

  function mayWork(turn: Turn, person: Person | null): person is Person {
    if (person === null) {
      turn.answer('not-signed-in')
      return false
    }
    if (person.stations.includes('production')) return true
    const { linea, puesto } = context.workplace()
    turn.answer('no-permission', { params: { operator: person.name, linea, puesto } })
    return false
  }

  async function command(turn: Turn, barcode: Extract<Barcode, { kind: 'command' }>): Promise<void> {
    switch (barcode.command) {
      case 'ACK':
        return onInput(turn, 'acknowledge')
      case 'CLEAR':
        return onInput(turn, 'clear-half')
      case 'UNDO':
        return onInput(turn, 'undo')
      case 'CLOSE':
        return closeOrder(context, turn, say)
      case 'REGISTER':
        return setJob(context, turn, say, 'register')
      case 'VERIFY':
        return setJob(context, turn, say, 'verify')
      case 'SIGNOUT':
        context.signOut()
        turn.answer('signed-out', { params: { operator: turn.person?.name ?? '' } })
        return
      default:
        say(turn, 'command-not-here', { command: barcode.command })
    }
  }

  async function onInput(turn: Turn, kind: Exclude<JournalInput['kind'], 'code'>): Promise<void> {
    if (kind === 'half-expired') {
      const expired = expireHalf(station.memory().production, turn.entry.at, context.plant().halfSeconds * 1000)
      if (expired?.kind === 'answer') give(turn, expired)
      return
    }
    if (!mayWork(turn, turn.person)) return
    context.offer.set(null)
    switch (kind) {
      case 'acknowledge': {
        const decision = acknowledge(station.memory().production, turn.entry.at)
        if (decision.kind === 'answer') give(turn, decision)
        return
      }
      case 'clear-half': {
        const decision = clearHalf(station.memory().production)
        if (decision.kind === 'answer') give(turn, decision)
        return
      }
      case 'undo':
        return undo(turn, null)
    }
  }

  return {
    async onCode(turn: Turn, barcode: Barcode): Promise<void> {
      if (barcode.kind === 'command' && barcode.command === 'SIGNOUT' && turn.person !== null) return command(turn, barcode)
      if (!mayWork(turn, turn.person)) return
      context.offer.set(null)
      if (barcode.kind === 'command') return command(turn, barcode)
      if (barcode.kind === 'order') return openOrder(context, turn, say, barcode.order, barcode.lote ?? null)
      return deviceCode(turn, barcode)
    },
    onInput,
    say,

    /** A supervisor lets one unit over the quantity, or takes back another's act. Good for this one act. */
    async supervised(turn: Turn, supervisor: Person, reason: string): Promise<void> {
      const { blocked } = station.memory().production
      if (context.offer.current()?.kind === 'undo') {
        context.offer.set(null)
        return undo(turn, supervisor.employee_id)
      }
      if (blocked?.supervisorCan !== 'add-place' || blocked.unit === undefined) return void say(turn, 'nothing-to-acknowledge')
      const state = { ...station.memory().production, blocked: null }
      station.change({ production: state })
      await register(turn, blocked.unit, state, undefined, { supervisor: supervisor.employee_id, reason })
    },
  }
}

export type ProductionWorkflow = ReturnType<typeof productionWorkflow>

function startedState(state: ProductionState): ProductionState {
  return state.order?.status === 'pending' ? { ...state, order: { ...state.order, status: 'in_progress' } } : state
}

function named(made: Unit): { readonly imei: string; readonly iccid?: string } {
  return { imei: made.imei, ...(made.iccid !== null && { iccid: made.iccid }) }
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
