import { type AnyAct, subjectOf } from '../../shared/station/act.ts'
import { subjectParams } from '../../shared/station/undo.ts'
import type { AnswerWord } from '../../shared/stations.ts'
import { type EndsParts, endKept, endRefused, endWritten, wordOf } from './act-ends.ts'
import type { Outcome } from './act-item.ts'
import type { End } from './slice.ts'
import type { OpenTurn } from './turn.ts'

export interface ActAnswerParts extends EndsParts {
  /** An act of this station is in the database. */
  readonly onLanded: (act: AnyAct) => void
  readonly onConflict: () => void
}

/** Amber: it goes into the journal with the state of this turn, and is answered a second time when it has ended. */
export function answerKept(parts: ActAnswerParts, turn: OpenTurn, act: AnyAct): void {
  const subject = subjectOf(act)
  endKept(parts, act)
  turn.keep(act)
  turn.answer('kept-here', { params: subjectParams(subject), subject })
  tellSlice(parts, act, { how: 'kept', word: 'kept-here', wasKept: false })
}

/** Green, or why not. @param wasKept it was answered "kept here" before, and has landed already where it is written */
export function answerEnded(
  parts: ActAnswerParts,
  turn: OpenTurn,
  act: AnyAct,
  outcome: Outcome,
  wasKept: boolean,
  warning?: string,
): void {
  if (outcome.kind === 'refused') {
    answerRefused(parts, turn, act, outcome, wasKept)
    return
  }
  if (!wasKept) landed(parts, outcome.act)
  const { word, params } = endWritten(parts, outcome.act, wasKept)
  turn.answer(word as AnswerWord, { params, subject: subjectOf(act), warning, late: wasKept }) // of the slice's own table
  tellSlice(parts, outcome.act, { how: 'written', word, wasKept })
}

function answerRefused(
  parts: ActAnswerParts,
  turn: OpenTurn,
  act: AnyAct,
  refusal: Extract<Outcome, { kind: 'refused' }>,
  wasKept: boolean,
): void {
  const offer = endRefused(parts, act, refusal, wasKept)
  if (wasKept) parts.onConflict()
  turn.answer(refusal.word, { params: refusal.params, subject: subjectOf(act), offer, late: wasKept })
  tellSlice(parts, act, { how: 'refused', word: refusal.word, wasKept })
}

/** At once, before its turn in the queue: what is counted must not lag. */
export function landed({ onLanded, runs }: ActAnswerParts, act: AnyAct): void {
  onLanded(act)
  runs[wordOf(act)].landed?.(act)
}

/** For what the slice does beside its state. */
function tellSlice({ runs }: ActAnswerParts, act: AnyAct, end: End): void {
  runs[wordOf(act)].ended?.(act, end)
}
