import { isBlocking, type Verdict } from '../../shared/answers.ts'
import type { RegisterAct } from '../../shared/domain/act.ts'
import type { Unit } from '../../shared/domain/pairing.ts'
import { type Blocked, type Decision, refused } from '../../shared/domain/production.ts'
import type { Params } from '../../shared/result.ts'
import type { AnswerExtras, Turn } from '../station.ts'
import type { ProductionContext } from './production-context.ts'

export type Say = (turn: Turn, word: Verdict['word'], params?: Params, extras?: AnswerExtras) => Verdict

/** How the production station answers: into its state, onto the screen. */
export function productionAnswers({ station, workplace }: Pick<ProductionContext, 'station' | 'workplace'>) {
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

  /** What every act carries: its id and time from the journal, who and where. */
  function actOf(turn: Turn): Pick<RegisterAct, 'act' | 'at' | 'operator' | 'workplace' | 'scanId'> {
    const { actor, ids, at, scanId } = turn.entry
    if (actor === null) throw new Error('an act without a person')
    return { act: ids.act, at, scanId, operator: actor, workplace: workplace() }
  }

  return { give, say, actOf }
}

export type ProductionAnswers = ReturnType<typeof productionAnswers>

/** The unit's codes beside an answer. */
export function named(made: Unit): { readonly imei: string; readonly iccid?: string } {
  return { imei: made.imei, ...(made.iccid !== null && { iccid: made.iccid }) }
}
