import type { Params } from '../result.ts'
import type { Act, Actor } from './act.ts'
import { type Subject, subjectNumber } from './subject.ts'

export type UndoDecision =
  | { readonly kind: 'undo'; readonly undoes: Act }
  | {
      readonly kind: 'refused'
      readonly word: 'undo-nothing' | 'undo-too-late' | 'undo-not-yours' | 'undo-never'
      readonly params: Params
      /** The act that a supervisor's badge would take back now. */
      readonly offered?: string
    }

/**
 * Undo takes back the station's last accepted act: by its maker or a supervisor, within settable minutes. What cannot be
 * taken back is never jumped over: the act before it is no longer the last.
 * @param undoable newest last
 * @param supervisor whose badge gives the right for this one act, or null
 */
export function decideUndo(
  undoable: readonly Act[],
  actor: Actor | null,
  supervisor: string | null,
  now: number,
  minutes: number,
): UndoDecision {
  const top = undoable[undoable.length - 1]
  if (top === undefined) return { kind: 'refused', word: 'undo-nothing', params: {} }
  const names = subjectParams(top.subject)
  if (now - top.at > minutes * 60_000) {
    return { kind: 'refused', word: 'undo-too-late', params: { ...names, minutes } }
  }
  if (!top.reversible) {
    return { kind: 'refused', word: 'undo-never', params: { ...names, instead: top.instead ?? '' } }
  }
  const isMine = top.operator.employee_id === actor?.employee_id || actor?.isSupervisor === true
  if (!isMine && supervisor === null) {
    const params = { ...names, operator: top.operator.employee_id }
    return { kind: 'refused', word: 'undo-not-yours', params, offered: top.act }
  }
  return { kind: 'undo', undoes: top }
}

/** The thing in a sentence: `number`, and a unit's codes under their own names. */
export function subjectParams(subject: Subject): Params {
  const number = subjectNumber(subject)
  if (subject.kind !== 'unit') return { thing: subject.kind, number }
  return { thing: subject.kind, number, imei: subject.imei, iccid: subject.iccid ?? '' }
}
