import type { z } from 'zod'
import type { Barcode } from '../../shared/domain/barcode/barcode.ts'
import type { Params } from '../../shared/result.ts'
import type { PlantSettings } from '../../shared/settings.ts'
import type { Act, Actor, AnyAct, Operator, UndoAct, Workplace } from '../../shared/station/act.ts'
import type { Verdict } from '../../shared/station/answer.ts'
import type { Ends, Refused } from '../../shared/station/ends.ts'
import type { Offer, Standing } from '../../shared/station/state.ts'
import type { Subject } from '../../shared/station/subject.ts'
import type { AnswerWord } from '../../shared/stations.ts'
import type { Clock } from '../clock/clock.ts'
import type { DatabaseLink } from '../database/database-link.ts'
import type { WriteTerms, Written } from '../db/acts/written.ts'
import type { Collections } from '../db/collections/collections.ts'
import type { Database, DatabaseSession } from '../db/connection/client.ts'
import type { FollowUpWork } from '../db/duty/follow-ups.ts'
import type { ToldNotice } from '../db/notices/notice.ts'
import type { StationPaper } from '../labels/command-sheet.ts'
import type { Log } from '../log/log.ts'
import type { LabelledUnit } from '../printing/unit-labels.ts'
import type { JournalEntry } from './entry.ts'
import type { Known } from './known.ts'
import type { Numbers } from './numbers.ts'

/** What an answer carries beside its word. */
export interface AnswerExtras {
  readonly params?: Params
  /** What it is about: the line of the list shows it. */
  readonly subject?: Subject
  readonly warning?: string | undefined
  readonly offer?: Offer | null
  /** Takes the place of the earlier answer to the same scan (amber that turned green or red). */
  readonly late?: boolean
}

/** One entry on its way, and the way to answer it. Nothing is told before the entry and its outcome are in the journal. */
export interface Turn {
  readonly entry: JournalEntry
  /** Who did it: from the entry, so that a replay names the right person with the rights of then. */
  readonly actor: Actor | null
  /** The entry is on the disk. Nothing may be committed before; rejects where the disk refuses. */
  readonly durable: Promise<void>
  /** Read again after a crash: nobody is told to come to the screen, nothing is asked twice. */
  readonly replay: boolean
  /** The n-th id of the act that this entry makes; 0 is the act's own. */
  readonly id: (n: number) => string
  readonly answer: (word: AnswerWord, extras?: AnswerExtras) => Verdict
}

/** How an act ended, for what a slice does beside its state. */
export interface End {
  readonly how: 'kept' | 'written' | 'refused'
  /** The answer's word. */
  readonly word: string
  /** It was answered "kept here" before. */
  readonly wasKept: boolean
}

/** What the core gives to a slice. A slice changes its state in a turn or in `later`, nowhere else. */
export interface StationCore<State, Own extends Act> {
  readonly clock: Clock
  readonly log: Log
  /** The plant's settings now; a decision about a scan takes those of its entry. */
  readonly plant: () => PlantSettings
  readonly workplace: () => Workplace
  readonly link: Pick<DatabaseLink, 'isAway' | 'missingIndexes'>
  state(): State
  change(part: Partial<State>): void
  /** The refusal that stands. */
  standing(): Standing | null
  /** Takes it away without a word: what it said is over. */
  unstand(): void
  /** Hands an act to the writer and answers: green, or amber and later green or a conflict. */
  submit(turn: Turn, act: Own, extras?: Pick<AnswerExtras, 'warning'>): Promise<void>
  /** What every act carries, from the entry. @throws where nobody is signed in */
  actBase(turn: Turn): Pick<Own, 'act' | 'at' | 'scanId' | 'operator' | 'workplace'>
  /** Acts that wait for the database, in order, of every station. */
  waiting(): readonly AnyAct[]
  /**
   * Runs something else on the station's session, between two acts; twice, where the connection changed meanwhile.
   * Rejects at once when the database is away.
   */
  onSession<Value>(work: (session: DatabaseSession) => Promise<Value>): Promise<Value>
  /** Runs in the queue, after everything before it; the page is told afterwards. */
  later(work: () => void | Promise<void>): Promise<void>
  /** Something that asks the database first, in order with the scans. */
  inTurn(work: (turn: Turn) => Promise<void>): Promise<void>
  /** A timer of the slice has run out: an entry like any other. */
  timer(name: string): Promise<void>
  /** Running numbers that this PC holds; none is given twice. */
  readonly numbers: Pick<Numbers, 'take' | 'prepare'>
  /** What is known of units without the database. */
  readonly known: Pick<Known, 'find' | 'learn'>
  /** Prints a unit's label, where this PC does. Returns at once: no scan waits for a printer. */
  unitLabel(unit: LabelledUnit): void
}

/** A slice at work at this PC. What it shows it makes of the state that it is given: the one that is in the journal. */
export interface StationRun<State, Own extends Act, Figures> {
  /** The commands that it knows; any other is answered for it. */
  readonly commands: readonly string[]
  onCode(turn: Turn, barcode: Barcode): Promise<void>
  onCommand(turn: Turn, command: string): Promise<void>
  onTimer?(turn: Turn, name: string): Promise<void>
  /** A supervisor allows what was offered; the refusal that offered it no longer stands. */
  onSupervised?(turn: Turn, offer: Offer, by: { readonly supervisor: Operator; readonly reason: string }): Promise<void>
  /** One transaction with ids made before, or why not; its own retry for a place or a number is in it. */
  write(session: DatabaseSession, act: Own, terms: WriteTerms): Promise<Written<Own>>
  reverse(session: DatabaseSession, undo: UndoAct<Own>, terms: WriteTerms): Promise<Written<UndoAct<Own>>>
  /** What the ends need to know of the moment in which an act has landed. */
  figures(act: Own): Figures
  /** At once when an act is in the database, before its turn in the queue: what is counted must not lag. */
  landed?(act: Own | UndoAct<Own>): void
  /** What it does beside its state, after the ends have changed that. */
  ended?(act: Own | UndoAct<Own>, end: End): void
  /** What the next scan should be: a word of its table. */
  expects(state: State): string
  /** What its screen shows beside the frame. */
  work(state: State): unknown
  /** Why this PC cannot go to another station now, or null. */
  mayLeave(state: State): Refused | null
  /** The database was reached (again), or is another one: what writes on it is made, nothing is asked. */
  uses?(database: Database): void
  /** After `uses` of every slice: what it asks of the database now. */
  connected?(): Promise<void>
  /** Its database was left: what it holds of it outside its state is forgotten; the state is fresh already. */
  left?(): void
  /** A turn is over, or something else has changed: timers are set by the state. */
  settled?(): void
  /** What another station told; one of any station of the plant. */
  noticed?(notice: ToldNotice): void
  /** What was told may have been missed: what it would have told is read. */
  missed?(): void
  /** Orders whose units it answers for without the database. */
  knows?(state: State): readonly string[]
  close?(): Promise<void>
}

/** One row of the table of slices: what a station is made of. */
export interface StationSlice<Word extends string, State, Own extends Act<Word>, Figures> {
  readonly word: Word
  readonly state: {
    readonly version: number
    readonly schema: z.ZodType<State>
    fresh(workplace: Workplace): State
    /** What an older version of this slice wrote, before it is parsed. */
    migrate?(version: number, value: unknown): unknown
    /** The database was replaced by another. */
    forget(state: State): State
    acknowledged(state: State, standing: Standing, now: number): State
  }
  readonly act: z.ZodType<Own>
  readonly ends: Ends<State, Own, Figures>
  /** What follows from its acts later, by whichever station holds the duty, in the name of who decided. */
  followUp?(tables: Collections): FollowUpWork<Own>
  /** Its name, and its own commands on the printed sheet. */
  readonly paper: StationPaper['paper']
  open(core: StationCore<State, Own>): StationRun<State, Own, Figures>
}

/** Any slice, as the core holds it: the state it hands back is the one that the same slice gave. */
export type AnySlice = StationSlice<string, unknown, Act, unknown>
export type AnyRun = StationRun<unknown, Act, unknown>
