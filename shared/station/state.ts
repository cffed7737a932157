import type { Params } from '../result.ts'
import type { AnswerKind, Verdict } from './answer.ts'
import type { Pace } from './pace.ts'
import type { Subject } from './subject.ts'

/** One line of the list of last scans. Its fate may change later: amber to green, green to undone, amber to conflict. */
export interface RecentScan {
  readonly scanId: string
  readonly at: number
  readonly code: string
  readonly subject?: Subject | undefined
  readonly word: string
  readonly fate: AnswerKind | 'undone' | 'conflict'
  readonly params: Params
}

/** The refusal that stands until it is acknowledged, and what a supervisor could still let pass. */
export interface Standing {
  /** The station word that was open: whoever acknowledges, it is that one that hears of it. */
  readonly of: string
  readonly scanId: string
  readonly at: number
  readonly word: string
  readonly params: Params
  readonly code: string
  readonly offer: Offer | null
}

/** What a supervisor's badge would do, good for one act. `facts` are of whoever made the offer. */
export interface Offer {
  /** Its text is `supervisor.<word>`. */
  readonly word: string
  readonly facts: unknown
}

/**
 * What every station shows, whichever is open. It is made in the main process, the only place that decides; what only one
 * station shows is its `work`.
 */
export interface StationFrame {
  /** What the next scan should be, said in one sentence (`expects.<word>` in the catalogues). */
  readonly expects: string
  /** The newest answer; stays on the screen until the next. */
  readonly last: Verdict | null
  readonly standing: Verdict | null
  readonly recent: readonly RecentScan[]
  readonly pace: Pace
  /** In the journal, not yet in the database. */
  readonly kept: { readonly count: number; readonly oldestAt: number | null }
  /** Entries and acts of the journal that could not be read: set aside, never dropped. */
  readonly aside: number
  /** Kept scans that the database refused later; a supervisor resolves them. */
  readonly conflicts: number
  /** The act that undo would take back. */
  readonly undoable: { readonly subject: Subject; readonly until: number } | null
  /** What this station can answer without the database: so many units, as of this time. Null where it keeps none. */
  readonly known: { readonly units: number; readonly at: number | null } | null
}
