import type { Failure, FailureCode, Params } from '../shared/result.ts'
import type { FrameWord } from '../shared/station/answer.ts'
import type { IconName } from './components/icon.tsx'
import { keyWith, type TextKey } from './i18n/text-key.ts'
import type { SoundName } from './sounds.ts'

/**
 * Colour by meaning (IEC 60073): good green, action blue, neutral grey, attention amber, stop red; noted violet, which is
 * none of them: done, and not good news.
 */
export type ColourRole = 'good' | 'action' | 'neutral' | 'noted' | 'attention' | 'stop'

export interface Notice {
  readonly role: ColourRole
  readonly icon: IconName
  readonly sound: SoundName
}

/** What every page can say, whichever station is open. */
type CommonWord = FrameWord | FailureCode

/** The text key of a word's part; `next` (what to do now) may be missing where the next scan says it. */
export function textKey(word: string, part: 'word' | 'text' | 'next'): TextKey {
  return keyWith(`notice.${word}.${part}`)
}

/** One notice with the values of its sentence, as a line or banner shows it. */
export interface SaidNotice {
  readonly word: string
  readonly params: Params
}

/** What a failure says: a refused sign-in carries the reason as a word, where it may be told at all. */
export function noticeOf({ code, params = {}, logId }: Failure['error']): SaidNotice {
  const { word } = params
  if (code === 'sign-in-refused' && typeof word === 'string' && Object.hasOwn(commonNotices, word))
    return { word, params }
  return { word: code, params: { ...params, ...(logId !== undefined && { logId }) } }
}

export const notice = (role: ColourRole, icon: IconName, sound: SoundName): Notice => ({ role, icon, sound })

/** How each common answer and failure looks and sounds. A word without an entry does not compile. */
export const commonNotices: Readonly<Record<CommonWord, Notice>> = {
  undone: notice('neutral', 'undo', 'undone'),
  'station-opened': notice('neutral', 'monitor', 'done'),
  'signed-in': notice('neutral', 'person', 'signed-in'),
  'signed-out': notice('neutral', 'person', 'signed-out'),
  acknowledged: notice('neutral', 'check', 'done'),
  cleaning: notice('neutral', 'hand', 'done'),

  'already-counted': notice('neutral', 'repeat', 'soft'),
  'nothing-to-acknowledge': notice('neutral', 'dot', 'soft'),
  'nothing-to-clear': notice('neutral', 'dot', 'soft'),

  'kept-here': notice('attention', 'tray', 'kept'),

  'unknown-code': notice('stop', 'barcode', 'wrong-code'),
  'wrong-state': notice('stop', 'cross', 'wrong-order'),

  'no-station-open': notice('attention', 'monitor', 'not-now'),
  'station-not-here': notice('attention', 'monitor', 'not-now'),
  'undo-never': notice('attention', 'undo', 'not-now'),
  'acknowledge-first': notice('stop', 'hand', 'acknowledge-first'),
  'not-signed-in': notice('stop', 'person', 'person'),
  'no-permission': notice('stop', 'person', 'person'),
  'unknown-badge': notice('stop', 'person', 'person'),
  'badge-revoked': notice('stop', 'person', 'person'),
  'badge-needs-password': notice('attention', 'person', 'person'),
  'employee-not-active': notice('stop', 'person', 'person'),
  'employee-locked': notice('stop', 'person', 'person'),
  'command-not-here': notice('attention', 'hand', 'not-now'),
  'undo-nothing': notice('attention', 'undo', 'not-now'),
  'undo-too-late': notice('attention', 'undo', 'not-now'),
  'undo-not-yours': notice('attention', 'undo', 'person'),
  'undo-changed-since': notice('attention', 'undo', 'not-now'),
  'supervisor-needed': notice('attention', 'person', 'person'),
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
