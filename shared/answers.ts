import type { Params } from './result.ts'

/**
 * Everything a station can answer to a code, key or touch. Each word has its text, colour and sound in
 * `renderer/notices.ts`; a word without one does not compile.
 */
export const acceptedWords = [
  'registered',
  'registered-batch-complete',
  'verified',
  'verified-batch-complete',
  'undone',
  'order-opened',
  'order-closed',
  'job-changed',
  'signed-in',
  'signed-out',
  'acknowledged',
  'half-cleared',
  'cleaning',
] as const

/** Neutral: the first code of a pair is read and waits for its partner. */
export const waitingWords = ['half-waiting'] as const

/** Soft: nothing counted, nothing to acknowledge. */
export const softWords = ['already-counted', 'half-read-again', 'nothing-to-acknowledge', 'nothing-to-clear'] as const

/** Amber: in this PC's journal, on its way to the database. */
export const keptWords = ['kept-here'] as const

/** Refusals that stop the line until somebody acknowledges them. */
export const blockingRefusals = [
  'unknown-code',
  'not-a-unit-code',
  'imei-check-digit',
  'iccid-check-digit',
  'iccid-letters',
  'tac-not-of-reference',
  'iccid-prefix-not-of-reference',
  'already-registered',
  'iccid-on-other-device',
  'batch-full',
  'order-full',
  'places-held',
  'order-pending',
  'order-paused',
  'order-on-hold',
  'order-packing',
  'order-completed',
  'order-cancelled',
  'second-imei-while-iccid-due',
  'second-iccid-while-imei-due',
  'imei-expected-first',
  'iccid-expected-first',
  'pair-expected',
  'half-expired',
  'not-registered',
  'registered-in-other-order',
  'registered-in-other-batch',
  'iccid-differs',
  'already-verified',
  'wrong-state',
  'unique-index-missing',
  'no-order-open',
] as const

/** Refusals that are said once and block nothing. */
export const passingRefusals = [
  'acknowledge-first',
  'not-signed-in',
  'no-permission',
  'unknown-badge',
  'badge-revoked',
  'badge-needs-password',
  'employee-not-active',
  'employee-locked',
  'unknown-order',
  'order-of-other-line',
  'order-not-open-for-work',
  'unknown-batch',
  'command-not-here',
  'undo-nothing',
  'undo-too-late',
  'undo-not-yours',
  'undo-changed-since',
  'supervisor-needed',
  'finish-half-first',
  'sign-in-wrong',
  'scan-incomplete',
  'scan-too-long',
] as const

/** Could not be done; said in the same banner as refusals. */
export const failedWords = ['database-away', 'journal-failed', 'internal'] as const

export type AcceptedWord = (typeof acceptedWords)[number]
export type WaitingWord = (typeof waitingWords)[number]
export type SoftWord = (typeof softWords)[number]
export type KeptWord = (typeof keptWords)[number]
export type BlockingRefusal = (typeof blockingRefusals)[number]
export type PassingRefusal = (typeof passingRefusals)[number]
export type Refusal = BlockingRefusal | PassingRefusal
export type FailedWord = (typeof failedWords)[number]
export type AnswerWord = AcceptedWord | WaitingWord | SoftWord | KeptWord | Refusal | FailedWord

export type Tone = 'accepted' | 'waiting' | 'soft' | 'kept' | 'refused' | 'failed'

/**
 * What the operator is told about one code, key or touch.
 * `scanId` is the scan's id in the journal; the same id may be answered twice (amber first, green or red later).
 */
export interface Verdict {
  readonly scanId: string
  readonly at: number
  readonly tone: Tone
  readonly word: AnswerWord
  /** Values of the sentence: imei, iccid, order, lote, linea, puesto, operator, when (epoch ms), station, … */
  readonly params: Params
  /** The code as it may be shown: badges masked, control characters made visible, cut at 80 characters. */
  readonly code: string
  /** A warning that goes with an accepted code, e.g. an ICCID whose check digit is wrong where the setting says warn. */
  readonly warning?: 'iccid-check-digit' | 'imei-check-digit'
  /** The line stands until somebody acknowledges. */
  readonly blocks: boolean
  /** What a supervisor's badge would do now (design: good for one act). */
  readonly supervisorCan?: 'add-place' | 'undo' | 'reclaim'
}

const accepted: ReadonlySet<string> = new Set(acceptedWords)
const soft: ReadonlySet<string> = new Set(softWords)
const waiting: ReadonlySet<string> = new Set(waitingWords)
const kept: ReadonlySet<string> = new Set(keptWords)
const failed: ReadonlySet<string> = new Set(failedWords)
const blocking: ReadonlySet<string> = new Set(blockingRefusals)

export function toneOf(word: AnswerWord): Tone {
  if (accepted.has(word)) return 'accepted'
  if (waiting.has(word)) return 'waiting'
  if (soft.has(word)) return 'soft'
  if (kept.has(word)) return 'kept'
  if (failed.has(word)) return 'failed'
  return 'refused'
}

export function isBlocking(word: AnswerWord): boolean {
  return blocking.has(word)
}
