import type { BackupState } from './backup.ts'
import type { IndexingState, MoveState } from './database.ts'
import type { ImportKind } from './domain/import/import-cell.ts'
import type { LabelTrouble } from './label-printing.ts'
import type { Params } from './result.ts'
import type { EmployeeRole } from './schemas/stored-words.ts'
import type { Language, SoundSet, StationMode, Theme } from './settings.ts'
import type { StationWord } from './stations.ts'
import type { PlantLine, StationNumber } from './workplace.ts'

/** Where the database stands, as the frame of the window says it. `name` and `host` never hold a secret. */
export interface DatabaseState {
  readonly state: 'none' | 'starting' | 'connected' | 'away' | 'failed' | 'moving'
  readonly kind: 'embedded' | 'plant' | 'demo'
  readonly name: string
  readonly host: string
  /** Why it failed; a text key of the catalogue (`database.<code>`). */
  readonly failure?: string
  readonly failureParams?: Params
  readonly detail?: string
  /** A unique index could not be made: registering is refused until these documents are repaired. */
  readonly missingUniqueIndexes: readonly {
    readonly name: string
    readonly duplicates: readonly string[]
    readonly notAllowed?: true
  }[]
  /** Indexes that are being made in the background now; null: none. */
  readonly indexing: IndexingState | null
  /** The move to a server that runs now. */
  readonly move: MoveState | null
  /** A server older than the fix of CVE-2025-14847, or other standing warnings (text keys). */
  readonly warnings: readonly string[]
}

export interface SessionState {
  readonly employeeId: string
  readonly name: string
  readonly role: EmployeeRole
  readonly isSupervisor: boolean
  readonly signedInBy: 'password' | 'badge'
  /** The station words of this workstation that this person may work at. */
  readonly stations: readonly StationWord[]
  readonly office: {
    readonly orders: boolean
    readonly employees: boolean
    readonly settings: boolean
    /** What this person may import from a file. */
    readonly imports: readonly ImportKind[]
    readonly lists: boolean
  }
  /** Rights of this person for which no station exists yet: told in one sentence, offered nowhere. */
  readonly rightsWithoutStation: readonly string[]
  /** Epoch ms of the automatic sign-out; the page counts down in the last 30 seconds. */
  readonly signOutAt: number
}

export interface ScannerState {
  readonly id: string
  readonly kind: 'serial' | 'keyboard' | 'hid'
  readonly label: string
  readonly state: 'open' | 'lost' | 'searching' | 'failed'
  readonly detail?: string
  readonly lastScanAt?: number
}

export interface AppState {
  /** `choose`: first start on an empty folder; `administrator`: the database has no employee who could administer. */
  readonly phase: 'choose' | 'starting' | 'administrator' | 'ready'
  readonly version: string
  readonly database: DatabaseState
  readonly session: SessionState | null
  readonly workstation: {
    /** S01 … : this PC's code in numbers and counters; empty until the database was reached once. */
    readonly code: string
    /** Null where this PC stands at no line. */
    readonly linea: PlantLine | null
    readonly puesto: StationNumber | null
  }
  readonly scanners: readonly ScannerState[]
  /** Of the person who is signed in, else this PC's. */
  readonly language: Language
  readonly theme: Theme
  readonly volume: number
  readonly screen: ScreenState
  readonly soundSet: SoundSet
  /** Who can sign in at the demo plant, and where its sheet of barcodes lies. */
  readonly demo: { readonly people: readonly DemoPerson[]; readonly sheet: string } | null
  /** Settings that were wrong and ignored, each named with what is allowed. */
  readonly settingsProblems: readonly { readonly name: string; readonly value: string; readonly allowed: string }[]
  readonly badgeSignIn: boolean
  /** Station's clock minus server's clock, ms; null until measured. Over two minutes is red. */
  readonly clockSkewMs: number | null
  readonly keyboardScannerNeedsFront: boolean
  /** Of the embedded database; null for the others, whose server has its own. */
  readonly backup: BackupState | null
  /** Until a label is printed again, or where and how is set anew. */
  readonly labelTrouble: LabelTrouble | null
}

export interface ScreenState {
  readonly stationMode: StationMode
  /** The window cannot be left without a supervisor. False in station mode after one let it be left. */
  readonly isLocked: boolean
  /** A supervisor's badge scanned now leaves. */
  readonly awaitsBadge: boolean
  /** Keys reach this window: a keyboard scanner writes into whatever window is in front. */
  readonly isInFront: boolean
  /** In percent. */
  readonly zoom: number
  /** The system asks for high contrast, as far as Electron tells. */
  readonly systemContrast: boolean
  /** Epoch ms of this PC's clock until which touches and keys do nothing, or null. */
  readonly cleaningUntil: number | null
}

export interface DemoPerson {
  readonly employeeId: string
  readonly name: string
  readonly role: EmployeeRole
  readonly password: string
  readonly does: string
}
