import type { AnswerWord } from '../shared/answers.ts'
import type { Failure, FailureCode, Params } from '../shared/result.ts'
import type { IconName } from './components/icon.tsx'
import type { SoundName } from './sounds.ts'

/** Colour by meaning (IEC 60073): good green, action blue, neutral grey, attention amber, stop red. */
export type ColourRole = 'good' | 'action' | 'neutral' | 'attention' | 'stop'

export interface Notice {
  readonly role: ColourRole
  readonly icon: IconName
  readonly sound: SoundName
}

export type NoticeWord = AnswerWord | FailureCode

/** The text key of a word's part; `next` (what to do now) may be missing where the next scan says it. */
export function textKey(word: NoticeWord, part: 'word' | 'text' | 'next'): string {
  return `notice.${word}.${part}`
}

/** One notice with the values of its sentence, as a line or banner shows it. */
export interface SaidNotice {
  readonly word: NoticeWord
  readonly params: Params
}

/** What a failure says: a refused sign-in carries the reason as a word, where it may be told at all. */
export function noticeOf({ code, params = {}, logId }: Failure['error']): SaidNotice {
  const { word } = params
  if (code === 'sign-in-refused' && typeof word === 'string' && isNoticeWord(word)) return { word, params }
  return { word: code, params: { ...params, ...(logId !== undefined && { logId }) } }
}

function isNoticeWord(word: string): word is NoticeWord {
  return Object.hasOwn(notices, word)
}

const notice = (role: ColourRole, icon: IconName, sound: SoundName): Notice => ({ role, icon, sound })

/** How each answer and failure looks and sounds. A word without an entry does not compile. */
export const notices: Readonly<Record<NoticeWord, Notice>> = {
  registered: notice('good', 'check', 'accepted'),
  'registered-batch-complete': notice('good', 'flag', 'complete'),
  verified: notice('good', 'check', 'accepted'),
  'verified-batch-complete': notice('good', 'flag', 'complete'),
  undone: notice('neutral', 'undo', 'undone'),
  'order-opened': notice('neutral', 'sheet', 'done'),
  'order-closed': notice('neutral', 'sheet', 'done'),
  'job-changed': notice('neutral', 'swap', 'done'),
  'signed-in': notice('neutral', 'person', 'signed-in'),
  'signed-out': notice('neutral', 'person', 'signed-out'),
  acknowledged: notice('neutral', 'check', 'done'),
  'half-cleared': notice('neutral', 'erase', 'done'),
  cleaning: notice('neutral', 'hand', 'done'),

  'half-waiting': notice('action', 'half', 'half'),

  'already-counted': notice('neutral', 'repeat', 'soft'),
  'half-read-again': notice('neutral', 'repeat', 'soft'),
  'nothing-to-acknowledge': notice('neutral', 'dot', 'soft'),
  'nothing-to-clear': notice('neutral', 'dot', 'soft'),

  'kept-here': notice('attention', 'tray', 'kept'),

  'unknown-code': notice('stop', 'barcode', 'wrong-code'),
  'not-a-unit-code': notice('stop', 'barcode', 'wrong-code'),
  'imei-check-digit': notice('stop', 'barcode', 'wrong-code'),
  'iccid-check-digit': notice('stop', 'barcode', 'wrong-code'),
  'iccid-letters': notice('stop', 'barcode', 'wrong-code'),
  'tac-not-of-reference': notice('stop', 'cross', 'wrong-unit'),
  'iccid-prefix-not-of-reference': notice('stop', 'cross', 'wrong-unit'),
  'already-registered': notice('stop', 'repeat', 'duplicate'),
  'iccid-on-other-device': notice('stop', 'repeat', 'duplicate'),
  'batch-full': notice('stop', 'full', 'full'),
  'order-full': notice('stop', 'full', 'full'),
  'places-held': notice('stop', 'full', 'full'),
  'order-pending': notice('stop', 'sheet', 'wrong-order'),
  'order-paused': notice('stop', 'sheet', 'wrong-order'),
  'order-on-hold': notice('stop', 'sheet', 'wrong-order'),
  'order-packing': notice('stop', 'sheet', 'wrong-order'),
  'order-completed': notice('stop', 'sheet', 'wrong-order'),
  'order-cancelled': notice('stop', 'sheet', 'wrong-order'),
  'second-imei-while-iccid-due': notice('stop', 'half', 'pairing'),
  'second-iccid-while-imei-due': notice('stop', 'half', 'pairing'),
  'imei-expected-first': notice('stop', 'half', 'pairing'),
  'iccid-expected-first': notice('stop', 'half', 'pairing'),
  'pair-expected': notice('stop', 'half', 'pairing'),
  'half-expired': notice('stop', 'clock', 'expired'),
  'not-registered': notice('stop', 'cross', 'wrong-unit'),
  'registered-in-other-order': notice('stop', 'sheet', 'wrong-order'),
  'registered-in-other-batch': notice('stop', 'sheet', 'wrong-order'),
  'iccid-differs': notice('stop', 'cross', 'wrong-unit'),
  'already-verified': notice('stop', 'repeat', 'duplicate'),
  'wrong-state': notice('stop', 'cross', 'wrong-order'),
  'unique-index-missing': notice('stop', 'warning', 'failure'),
  'no-order-open': notice('stop', 'sheet', 'wrong-order'),

  'acknowledge-first': notice('stop', 'hand', 'acknowledge-first'),
  'not-signed-in': notice('stop', 'person', 'person'),
  'no-permission': notice('stop', 'person', 'person'),
  'unknown-badge': notice('stop', 'person', 'person'),
  'badge-revoked': notice('stop', 'person', 'person'),
  'badge-needs-password': notice('attention', 'person', 'person'),
  'employee-not-active': notice('stop', 'person', 'person'),
  'employee-locked': notice('stop', 'person', 'person'),
  'unknown-order': notice('stop', 'sheet', 'wrong-order'),
  'order-of-other-line': notice('stop', 'sheet', 'wrong-order'),
  'order-not-open-for-work': notice('stop', 'sheet', 'wrong-order'),
  'unknown-batch': notice('stop', 'sheet', 'wrong-order'),
  'command-not-here': notice('attention', 'hand', 'not-now'),
  'undo-nothing': notice('attention', 'undo', 'not-now'),
  'undo-too-late': notice('attention', 'undo', 'not-now'),
  'undo-not-yours': notice('attention', 'undo', 'person'),
  'undo-changed-since': notice('attention', 'undo', 'not-now'),
  'supervisor-needed': notice('attention', 'person', 'person'),
  'finish-half-first': notice('attention', 'half', 'pairing'),
  'sign-in-wrong': notice('stop', 'person', 'person'),
  'scan-incomplete': notice('attention', 'barcode', 'read-again'),
  'scan-too-long': notice('attention', 'barcode', 'read-again'),

  'database-away': notice('stop', 'database', 'failure'),
  'database-starting': notice('attention', 'database', 'not-now'),
  'time-out': notice('stop', 'database', 'failure'),
  'unknown-command': notice('stop', 'warning', 'failure'),
  'bad-input': notice('attention', 'warning', 'not-now'),
  'journal-failed': notice('stop', 'warning', 'failure'),
  'not-found': notice('attention', 'warning', 'not-now'),
  'already-exists': notice('attention', 'warning', 'not-now'),
  stale: notice('attention', 'warning', 'not-now'),
  'file-failed': notice('stop', 'warning', 'failure'),
  'setup-not-open': notice('attention', 'warning', 'not-now'),
  'password-too-weak': notice('attention', 'person', 'not-now'),
  'sign-in-refused': notice('stop', 'person', 'person'),
  'connection-string-invalid': notice('stop', 'database', 'not-now'),
  'connection-certificate-file': notice('stop', 'database', 'not-now'),
  'connection-unknown-host': notice('stop', 'database', 'failure'),
  'connection-refused': notice('stop', 'database', 'failure'),
  'connection-no-answer': notice('stop', 'database', 'failure'),
  'connection-not-mongodb': notice('stop', 'database', 'failure'),
  'connection-tls': notice('stop', 'database', 'failure'),
  'connection-tls-needed': notice('stop', 'database', 'failure'),
  'connection-tls-not-offered': notice('stop', 'database', 'failure'),
  'connection-tls-untrusted': notice('stop', 'database', 'failure'),
  'connection-tls-expired': notice('stop', 'database', 'failure'),
  'connection-tls-not-yet-valid': notice('stop', 'database', 'failure'),
  'connection-tls-host-name': notice('stop', 'database', 'failure'),
  'connection-tls-client-certificate': notice('stop', 'database', 'failure'),
  'connection-too-old': notice('stop', 'database', 'failure'),
  'connection-standalone': notice('stop', 'database', 'failure'),
  'connection-not-initiated': notice('stop', 'database', 'failure'),
  'connection-sharded': notice('stop', 'database', 'failure'),
  'connection-set-name': notice('stop', 'database', 'failure'),
  'connection-member-unknown': notice('stop', 'database', 'failure'),
  'connection-member-not-reached': notice('stop', 'database', 'failure'),
  'connection-no-primary': notice('stop', 'database', 'failure'),
  'connection-user-needed': notice('stop', 'database', 'failure'),
  'connection-authentication': notice('stop', 'database', 'failure'),
  'connection-auth-database': notice('stop', 'database', 'failure'),
  'connection-rights': notice('stop', 'database', 'failure'),
  'connection-half-moved': notice('stop', 'database', 'failure'),
  'database-moving': notice('attention', 'database', 'not-now'),
  'move-target-used': notice('stop', 'database', 'failure'),
  'move-differs': notice('stop', 'database', 'failure'),
  'move-broken-off': notice('stop', 'database', 'failure'),
  'move-cancelled': notice('neutral', 'database', 'done'),
  'scans-kept': notice('attention', 'tray', 'not-now'),
  'setting-by-variable': notice('attention', 'warning', 'not-now'),
  internal: notice('stop', 'warning', 'failure'),
}
