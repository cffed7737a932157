/** What a connection test found out about a server that can be worked with. Never an address's user or password. */
export interface ServerFacts {
  readonly version: string
  /** The replica set's name and its members, as `host:port`. */
  readonly set: string
  readonly members: readonly string[]
  readonly isEncrypted: boolean
  /** This PC's clock minus the server's, ms. */
  readonly clockSkewMs: number
  readonly roundTripMs: number
  readonly warnings: readonly ServerWarning[]
  /** Unique indexes that are not there: registering is refused until they are. */
  readonly missingIndexes: readonly string[]
}

/** Works, and somebody should still do something about it (`database.<word>` in the catalogues). */
export const serverWarnings = [
  'server-needs-update',
  'server-lets-anybody-in',
  'connection-not-encrypted',
  'clock-skew',
  'indexes-missing',
  'slow-without-indexes',
  'member-not-reached',
] as const
export type ServerWarning = (typeof serverWarnings)[number]

/** This PC's clock and the server's may differ by this much, ms, before it is said. */
export const clockSkewLimitMs = 120_000

/** The steps of a move to a server, in order. */
export type MovePhase = 'testing' | 'waiting' | 'copying' | 'indexing' | 'comparing' | 'switching'

/** A move that runs, as the page paints it; null where none does. */
export interface MoveState {
  readonly phase: MovePhase
  readonly collection: string
  /** Documents of this phase. */
  readonly done: number
  readonly total: number
}

/** How far the program is with the database's indexes; lists may be slow until they are there. */
export interface IndexingState {
  /** The collection whose indexes are being made now; null: none. */
  readonly making: string | null
  /** Indexes looked after so far, of all. */
  readonly done: number
  readonly total: number
}
