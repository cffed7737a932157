import type { Params } from '../result.ts'

/**
 * What an answer does to the one who reads it. A word has exactly one kind, and its kind stands beside it in the table
 * of whoever says it.
 */
export const answerKinds = [
  /** It counts, or was done. */
  'accepted',
  /** It counts, and with it something is whole: a batch, a box. */
  'completed',
  /** Done, and no good news: a rejection, a hold. Nothing to acknowledge. */
  'noted',
  /** One more code belongs to it. */
  'waiting',
  /** Nothing was counted, nothing has to be done. */
  'soft',
  /** In this PC's journal, on its way to the database. */
  'kept',
  /** No, and the line stands until somebody acknowledges. */
  'stops',
  /** No, said once. */
  'passes',
  /** It could not be done. */
  'failed',
] as const
export type AnswerKind = (typeof answerKinds)[number]

/** Word → kind. Each word has its text, colour and sound on the page; one without them does not compile. */
export type AnswerTable = Readonly<Record<string, AnswerKind>>

/** What every station can say. What only one of them says stands in its own table. */
export const frameAnswers = {
  undone: 'accepted',
  'signed-in': 'accepted',
  'signed-out': 'accepted',
  acknowledged: 'accepted',
  cleaning: 'accepted',
  'station-opened': 'accepted',

  'already-counted': 'soft',
  'nothing-to-acknowledge': 'soft',
  'nothing-to-clear': 'soft',

  'kept-here': 'kept',

  'unknown-code': 'stops',
  'wrong-state': 'stops',

  'acknowledge-first': 'passes',
  'no-station-open': 'passes',
  'station-not-here': 'passes',
  'not-signed-in': 'passes',
  'no-permission': 'passes',
  'unknown-badge': 'passes',
  'badge-revoked': 'passes',
  'badge-needs-password': 'passes',
  'employee-not-active': 'passes',
  'employee-locked': 'passes',
  'command-not-here': 'passes',
  'undo-nothing': 'passes',
  'undo-too-late': 'passes',
  'undo-not-yours': 'passes',
  'undo-never': 'passes',
  'undo-changed-since': 'passes',
  'supervisor-needed': 'passes',
  'sign-in-wrong': 'passes',
  'scan-incomplete': 'passes',
  'scan-too-long': 'passes',

  'database-away': 'failed',
  'journal-failed': 'failed',
  internal: 'failed',
} as const satisfies AnswerTable
export type FrameWord = keyof typeof frameAnswers

/**
 * What the operator is told about one code, key or touch.
 * `scanId` is the scan's id in the journal; the same id may be answered twice (amber first, green or red later).
 */
export interface Verdict {
  readonly scanId: string
  readonly at: number
  readonly kind: AnswerKind
  readonly word: string
  /** Values of the sentence: imei, iccid, order, lote, linea, puesto, operator, when (epoch ms), station, … */
  readonly params: Params
  /** The code as it may be shown: badges masked, control characters made visible, cut at 80 characters. */
  readonly code: string
  /** A warning that goes with an accepted code; its text is `warning.<word>`. */
  readonly warning?: string | undefined
  /** The line stands until somebody acknowledges. */
  readonly blocks: boolean
  /** What a supervisor's badge would do now (good for one act); its text is `supervisor.<word>`. */
  readonly supervisorCan?: string | undefined
}
