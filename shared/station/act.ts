import type { PlantLine, StationNumber } from '../workplace.ts'
import type { Subject } from './subject.ts'

/** Who did it, as it stood when it was done; a replay days later still names the right person. */
export interface Operator {
  readonly employee_id: string
  readonly name: string
}

/** Who stands at the station, with the rights of that moment. Kept with every entry: a replay is the same decision. */
export interface Actor extends Operator {
  readonly isSupervisor: boolean
  /** The station words that this person may work at, here. */
  readonly stations: readonly string[]
}

/** This PC in numbers, counters and events. An inspection bench stands at no line. */
export interface Workplace {
  readonly station: string
  readonly linea: PlantLine | null
  readonly puesto: StationNumber | null
}

export interface ActBase {
  /** ObjectId (hex) made with the scan; `_id` of the act's first event. Repeating the write is harmless. */
  readonly act: string
  readonly at: number
  readonly scanId: string
  /** The station word whose act it is. */
  readonly word: string
  readonly operator: Operator
  readonly workplace: Workplace
}

/** What somebody did at a station, with every id it will ever write. `facts` are the slice's own. */
export interface Act<Word extends string = string, Kind extends string = string, Facts = unknown> extends ActBase {
  readonly word: Word
  readonly kind: Kind
  readonly subject: Subject
  readonly facts: Facts
  /** False: undo says what to do instead (`undo.instead.<word>`), and never takes back the act before it. */
  readonly reversible: boolean
  readonly instead: string | null
}

/** Takes back an act: the whole act, never a copy of some of its fields. */
export interface UndoAct<Undone extends Act = Act> extends ActBase {
  readonly kind: 'undo'
  readonly undoes: Undone
  /** Whose badge gave the right, where one did. */
  readonly supervisor: string | null
}

export type AnyAct = Act | UndoAct

export function isUndo(act: AnyAct): act is UndoAct {
  return act.kind === 'undo'
}

/** What an act is about; an undo is about what it takes back. */
export function subjectOf(act: AnyAct): Subject {
  return isUndo(act) ? act.undoes.subject : act.subject
}

/** Of acts in the order in which they were done, those that were not taken back. */
export function inForce(acts: readonly AnyAct[]): readonly Act[] {
  const undone = new Set(acts.flatMap((act) => (isUndo(act) ? [act.undoes.act] : [])))
  return acts.filter((act): act is Act => !isUndo(act) && !undone.has(act.act))
}
