import type { SignedIn, SignOutWhy } from './signed-in.ts'

/** Where the sign-in of this PC is kept over a crash (the journal); a text, null when nobody is signed in. */
export interface KeptToken {
  readonly read: () => Promise<string | null>
  readonly write: (text: string | null) => Promise<void>
}

/** `rights-changed` and `activity` leave the same person signed in. */
export interface SessionChange {
  readonly who: SignedIn | null
  readonly why: 'signed-in' | 'resumed' | 'rights-changed' | 'activity' | SignOutWhy
}
