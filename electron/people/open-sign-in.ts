import type { Log } from '../log/log.ts'
import type { KeptToken, SessionChange } from './session-change.ts'
import type { SignedIn } from './signed-in.ts'

/** The sign-in that is open at this PC. */
export interface OpenSignIn {
  who: SignedIn
  readonly token: string
  /** SHA-256 of the badge it was opened with. */
  readonly badge: string | null
  seenAt: number
  keptAt: number
  toldAt: number
}

interface OpenSignInParts {
  readonly kept: KeptToken
  readonly idleMs: () => number
  readonly log: Log
}

/** Activity is written down and told no more often than this; a crash loses no more of it. */
const activityStepMs = 10_000
/** Within the page's countdown every activity is told. */
const countdownMs = 45_000

/** Holds the open sign-in, keeps it over a crash, and tells of its changes. */
export function createOpenSignIn({ kept, idleMs, log }: OpenSignInParts) {
  const listeners = new Set<(change: SessionChange) => void>()
  let open: OpenSignIn | null = null

  function tell(why: SessionChange['why']): void {
    for (const listener of listeners) listener({ who: open?.who ?? null, why })
  }

  function write(text: string | null): void {
    kept.write(text).catch((error: unknown) => log('session.not-kept', { error }))
  }

  function keep(now: OpenSignIn): void {
    now.keptAt = Date.now()
    const { token, badge, seenAt, who } = now
    write(JSON.stringify({ token, badge, seenAt, who }))
  }

  return {
    now: (): OpenSignIn | null => open,
    tell,

    set(who: SignedIn, token: string, badge: string | null): void {
      const now = Date.now()
      open = { who, token, badge, seenAt: now, keptAt: now, toldAt: now }
      keep(open)
    },

    /** The same person, read anew. */
    update(looked: OpenSignIn, who: SignedIn): void {
      looked.who = who
      keep(looked)
      tell('rights-changed')
    },

    /** Gone, here and in what is kept; nobody is told yet. */
    forget(): OpenSignIn | null {
      const left = open
      open = null
      if (left !== null) write(null)
      return left
    },

    /** A kept sign-in that does not go on. */
    forgetKept: (): void => write(null),

    activity(): void {
      if (open === null) return
      const now = Date.now()
      const leftMs = open.seenAt + idleMs() - now
      open.seenAt = now
      if (now - open.keptAt >= activityStepMs) keep(open)
      if (now - open.toldAt < activityStepMs && leftMs > countdownMs) return
      open.toldAt = now
      tell('activity')
    },

    /** Epoch ms of this PC's clock; null while nobody is signed in. */
    signOutAt: (): number | null => (open === null ? null : open.seenAt + idleMs()),

    /** @returns its undo. */
    onChange(listener: (change: SessionChange) => void): () => void {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
