import type { Verdict } from './answers.ts'
import type { BackupState } from './backup.ts'
import type { IndexingState, MoveState } from './database.ts'
import type { ImportKind } from './domain/import-cell.ts'
import type { LabelTrouble } from './label-printing.ts'
import type { Params } from './result.ts'
import type { EmployeeRole } from './schemas/employee.ts'
import type { OrderStatus } from './schemas/production-order.ts'
import type { Inspection, Pairing } from './schemas/station-reference.ts'
import type { Language, SoundSet, StationMode, Theme } from './settings.ts'
import type { ProductionJob, ProductionLine, StationNumber, StationWord } from './stations.ts'

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
  readonly kind: 'serial' | 'keyboard' | 'hid' | 'simulated'
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
    readonly linea: ProductionLine
    readonly puesto: StationNumber
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

export interface OpenOrder {
  readonly order_number: string
  readonly product_name: string
  readonly nro_referencia: string
  readonly brand: string
  readonly status: OrderStatus
  readonly quantity: number
  readonly produced: number
  readonly approved: number
  readonly rejected: number
  readonly pairing: Pairing
  readonly inspection: Inspection
  readonly priority: string
}

export interface OpenBatch {
  readonly lote: number
  readonly quantity: number
  readonly produced: number
  readonly verified: number
  readonly status: string
}

/** One line of the list of last scans. Its state may change later: amber to green, green to undone, amber to conflict. */
export interface RecentScan {
  readonly scanId: string
  readonly at: number
  readonly code: string
  readonly imei?: string
  readonly iccid?: string
  readonly word: Verdict['word']
  readonly tone: Verdict['tone'] | 'undone' | 'conflict'
  readonly params: Params
}

/** What the next scan should be, said in one sentence (`expects.<word>` in the catalogues). */
export type Expectation =
  | 'sign-in'
  | 'order'
  | 'imei'
  | 'iccid'
  | 'imei-second'
  | 'iccid-first'
  | 'pair'
  | 'acknowledge'
  | 'supervisor'
  | 'batch-done'

/** The station as the page paints it; made in the main process, the only place that decides. */
export interface StationState {
  readonly job: ProductionJob
  readonly order: OpenOrder | null
  readonly batch: OpenBatch | null
  readonly expects: Expectation
  /** A waiting half of a pair. */
  readonly half: { readonly kind: 'imei' | 'iccid'; readonly code: string; readonly expiresAt: number } | null
  /** The newest answer; stays on the screen until the next. */
  readonly last: Verdict | null
  /** The refusal that stands until acknowledged. */
  readonly blocked: Verdict | null
  readonly recent: readonly RecentScan[]
  /** Units of this station in the running hour, and what that is per hour. */
  readonly pace: { readonly thisHour: number; readonly perHour: number }
  /** In the journal, not yet in the database. */
  readonly kept: { readonly count: number; readonly oldestAt: number | null }
  /** Kept scans that the database refused later; a supervisor resolves them. */
  readonly conflicts: number
  /** The act that undo would take back. */
  readonly undoable: { readonly imei: string; readonly until: number } | null
}
