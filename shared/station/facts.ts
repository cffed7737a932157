import type { PermissionKey } from '../schemas/stored-words.ts'
import type { AnswerTable } from './answer.ts'

/** `workplace`: the permission of this PC's line and number; on a PC without a line, that of any. */
export type StationRight = 'workplace' | PermissionKey

/** One row of the table of stations: what everybody needs to know of a station without knowing it. */
export interface StationFacts {
  /** Any of them is enough. */
  readonly rights: readonly StationRight[]
  /** `line`: only a PC that has a line and a number offers it. */
  readonly stands: 'line' | 'anywhere'
  /**
   * What becomes of a thing that this PC knows nothing of while the database is away: kept and looked at later, or set
   * aside with a word; both are the slice's. `refuse`: the station does not work without the database, which the core says.
   */
  readonly offline: 'keep' | 'set-aside' | 'refuse'
  readonly answers: AnswerTable
  /** Commands that only this station knows, beside the verbs of `commands.ts`. */
  readonly commands: readonly string[]
  /** Its words for what the next scan should be; each has a sentence, `expects.<word>`. */
  readonly expects: readonly string[]
}
