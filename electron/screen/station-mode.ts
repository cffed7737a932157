import { classify } from '../../shared/domain/barcode/barcode.ts'
import type { StationMode } from '../../shared/settings.ts'
import type { Log } from '../log/log.ts'
import type { RefusedSignIn } from '../people/authentication.ts'
import { badgeAgainMs } from '../people/badge-answer.ts'
import type { Session } from '../people/session.ts'

export type LeaveTo = 'window' | 'quit'

interface StationModeParts {
  readonly mode: StationMode
  readonly session: Pick<Session, 'current' | 'supervisorByBadge'>
  readonly log: Log
  readonly quit: () => void
  /** A badge that was asked for did not let anybody leave. */
  readonly refused: (word: RefusedSignIn['word'] | 'database-away', params: RefusedSignIn['params']) => void
  /** The screen is locked or free now. */
  readonly onLock: () => void
  readonly onAsk: () => void
}

/** A dialog that a page left behind must not catch badges for ever, ms. */
const askingMs = 120_000

/** Station mode: on by the settings, left by a supervisor. */
export function createStationMode({ session, log, quit, refused, onLock, onAsk, ...parts }: StationModeParts) {
  let { mode } = parts
  /** A supervisor let it be left; until the next start, or until it is entered again. */
  let isLeft = false
  let asked: { readonly to: LeaveTo; readonly until: number } | null = null
  let lastBadge = { token: '', at: 0 }

  const isLocked = () => mode === 'kiosk' && !isLeft

  function leave(to: LeaveTo, supervisor: string | null, by: 'password' | 'badge' | 'setting-up'): void {
    asked = null
    log('station-mode.left', { to, supervisor, by, signedIn: session.current()?.employee_id ?? null })
    if (to === 'quit') {
      quit()
      return
    }
    isLeft = true
    onLock()
  }

  async function leaveByBadge(to: LeaveTo, token: string): Promise<void> {
    const answer = await session.supervisorByBadge(token)
    if (answer.kind === 'supervisor') return leave(to, answer.who.employee_id, 'badge')
    const word = answer.kind === 'failed' ? answer.code : answer.word
    log('station-mode.not-left', { word, by: 'badge' })
    refused(word, answer.kind === 'failed' ? {} : answer.params)
  }

  return {
    mode: () => mode,
    isLocked,
    awaitsBadge: (): boolean => asked !== null,
    leave,

    /** As the settings say it; another mode than before is entered at once. */
    set(next: StationMode): void {
      if (next !== mode) isLeft = false
      mode = next
    },

    enter(): void {
      isLeft = false
      onLock()
    },

    /** The page shows the dialog that asks for a supervisor, or no longer does. */
    ask(to: LeaveTo | null): void {
      asked = to === null ? null : { to, until: Date.now() + askingMs }
      onAsk()
    },

    /** Whether the code was a badge for the supervisor's dialog; then nobody else has to answer it. */
    takes(text: string): boolean {
      const barcode = classify(text)
      if (barcode.kind !== 'badge') return false
      const { token } = barcode
      const now = Date.now()
      // Read twice by a nervous hand, the badge that left would also sign in.
      if (token === lastBadge.token && now - lastBadge.at < badgeAgainMs) return true
      if (asked === null || now > asked.until || !isLocked()) return false
      lastBadge = { token, at: now }
      leaveByBadge(asked.to, token).catch((error: unknown) => log('station-mode.bug', { error }))
      return true
    },
  }
}
