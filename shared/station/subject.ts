/*
 * What an act, an answer or a conflict is about. Lists, undo and conflicts show it without knowing which station it
 * came from. No zod here: the page uses these functions (`subject-schema.ts` parses).
 */

export interface UnitSubject {
  readonly kind: 'unit'
  readonly imei: string
  readonly iccid: string | null
  readonly order_number: string | null
  readonly lote: number | null
}

export interface BatchSubject {
  readonly kind: 'batch'
  readonly order_number: string
  readonly lote: number
}

/** Things with a number of their own. A hold's number is its id. */
export interface NumberedSubject {
  readonly kind: 'box' | 'carton' | 'pallet' | 'parcel' | 'hold'
  readonly number: string
  readonly order_number: string | null
}

export type Subject = UnitSubject | BatchSubject | NumberedSubject

/** The number that a person reads on the thing. */
export function subjectNumber(subject: Subject): string {
  switch (subject.kind) {
    case 'unit':
      return subject.imei
    case 'batch':
      return `${subject.order_number} / ${subject.lote}`
    default:
      return subject.number
  }
}

/** Enough to tell the thing from its neighbours: the last four characters of its number; a batch whole. */
export function subjectTail(subject: Subject): string {
  return subject.kind === 'batch' ? subjectNumber(subject) : subjectNumber(subject).slice(-4)
}

export function isSameSubject(one: Subject, other: Subject): boolean {
  return one.kind === other.kind && subjectNumber(one) === subjectNumber(other)
}
