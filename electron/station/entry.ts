import type { PlantSettings } from '../../shared/settings.ts'
import { type Actor, type AnyAct, type Operator, subjectOf, type Workplace } from '../../shared/station/act.ts'
import type { Offer } from '../../shared/station/state.ts'
import { subjectNumber } from '../../shared/station/subject.ts'
import { isStationWord, type StationWord } from '../../shared/stations.ts'

/** What came in: a code, a key or touch, a slice's timer, a supervisor's right for one act, another station. */
export type EntryInput =
  /** Badges are masked before they get here. */
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'command'; readonly command: string }
  | { readonly kind: 'timer'; readonly name: string }
  | {
      readonly kind: 'supervise'
      readonly supervisor: Operator
      /** Empty where a badge gave it: nobody is asked for one then. */
      readonly reason: string
      /** What was offered when the badge was read: it is that, and nothing else, that he allows. */
      readonly offer: Offer
    }
  | { readonly kind: 'open'; readonly word: StationWord | null }
  /** Something that the page asked for and that asks the database first; never in the journal. */
  | { readonly kind: 'page' }

/** What no code came of and the journal keeps: a key, a touch, a timer or a supervisor. */
export type InputWithoutCode = Exclude<EntryInput, { readonly kind: 'code' | 'page' }>
export type SupervisedInput = Extract<EntryInput, { readonly kind: 'supervise' }>

/**
 * One thing that came in, with all that decided it: who with which rights, the plant's settings, where this PC stood and
 * which station was open. Read again after a crash it is the same decision, and its writes carry the same ids.
 */
export interface JournalEntry {
  readonly seq: number
  readonly scanId: string
  readonly at: number
  readonly scannerId: string
  readonly input: EntryInput
  readonly actor: Actor | null
  readonly word: StationWord | null
  readonly workplace: Workplace
  readonly plant: PlantSettings
  /** The act's id; further ids follow from it. An older program gave three that do not. */
  readonly ids: readonly [act: string, ...others: string[]]
}

/** The entry of an act that was kept before this start. */
export function entryOfKept(seq: number, act: AnyAct, plant: PlantSettings): JournalEntry {
  return {
    ...{ seq, scanId: act.scanId, at: act.at, scannerId: 'journal', workplace: act.workplace, ids: [act.act] },
    input: { kind: 'code', text: subjectNumber(subjectOf(act)) },
    actor: { ...act.operator, isSupervisor: false, stations: [act.word] },
    word: isStationWord(act.word) ? act.word : null,
    plant,
  }
}
