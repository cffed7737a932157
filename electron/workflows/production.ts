import type { Barcode } from '../../shared/domain/barcode.ts'
import { acknowledge, clearHalf, decideDeviceCode, expireHalf, statusRefusal } from '../../shared/domain/production.ts'
import type { JournalInput } from '../journal/journal.ts'
import type { Person, Turn } from '../station.ts'
import { productionAnswers } from './production-answer.ts'
import { earlyLookMs, type ProductionContext, within } from './production-context.ts'
import { closeOrder, openOrder, setJob } from './production-order.ts'
import { undoWorkflow } from './production-undo.ts'
import { unitWorkflow } from './production-unit.ts'

/** The production station: what each code, key and touch does, in the order it came. */
export function productionWorkflow(context: ProductionContext) {
  const { station, link } = context
  const answers = productionAnswers(context)
  const { give, say } = answers
  const { unit, register, reclaim } = unitWorkflow(context, answers)
  const undo = undoWorkflow(context, answers)

  async function deviceCode(turn: Turn, barcode: Barcode): Promise<void> {
    const decision = decideDeviceCode(station.memory().production, barcode, context.plant(), turn.entry.at)
    if (decision.kind === 'unit') return unit(turn, decision.unit, decision.state, decision.warning)
    await turn.durable
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
      case 'CLEAN':
        // After a crash it would lock a screen that nobody is cleaning any more.
        if (!turn.replay) context.clean()
        turn.answer('cleaning')
        return
      default:
        say(turn, 'command-not-here', { command: barcode.command })
    }
  }

  async function onInput(turn: Turn, kind: Exclude<JournalInput['kind'], 'code'>): Promise<void> {
    await turn.durable
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
      // Only a unit's transaction may begin before the entry is on the disk.
      if (!isUnitCode(barcode) || turn.person === null) await turn.durable
      if (barcode.kind === 'command' && barcode.command === 'SIGNOUT' && turn.person !== null)
        return command(turn, barcode)
      // Whoever wipes the screen may be anybody, and what a supervisor's badge was offered for stands.
      if (barcode.kind === 'command' && barcode.command === 'CLEAN') return command(turn, barcode)
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
      if (!mayWork(turn, turn.person)) return
      const offer = context.offer.current()
      const { blocked } = station.memory().production
      context.offer.set(null)
      if (offer !== null) {
        const isStillTop = station.memory().undoable.at(-1)?.act === offer.act
        if (isStillTop) return undo(turn, supervisor.employee_id)
        say(turn, 'undo-nothing')
        return
      }
      if (blocked?.supervisorCan === undefined || blocked.unit === undefined) {
        say(turn, 'nothing-to-acknowledge')
        return
      }
      const state = { ...station.memory().production, blocked: null }
      const refusal = state.order === null ? 'no-order-open' : statusRefusal(state.order.status, state.job)
      if (refusal !== null) {
        say(turn, refusal, { order: state.order?.order_number ?? '' })
        return
      }
      station.change({ production: state })
      if (blocked.supervisorCan === 'reclaim') return reclaim(turn, blocked.unit, state, blocked.params['station'])
      await register(turn, blocked.unit, state, undefined, { supervisor: supervisor.employee_id, reason })
    },
  }
}

export type ProductionWorkflow = ReturnType<typeof productionWorkflow>

function isUnitCode({ kind }: Barcode): boolean {
  return kind === 'imei' || kind === 'iccid' || kind === 'pair'
}
