import type { ExplainedCode } from './domain/barcode/code-reasons.ts'
import type { ShownByte } from './domain/barcode/raw-code.ts'
import type { ScannerSettings } from './scanner-settings.ts'
import type { ScannerState } from './state.ts'

/** What became of something that was read. */
export type ReadUse =
  /** The station answered it. */
  | 'station'
  /** Read in the trial: shown, and counted nowhere. */
  | 'trial'
  /** The code that pairs a scanner: shown, and no code of the station's. */
  | 'pairing'
  /** No whole code came of it. */
  | 'incomplete'
  | 'too-long'

/** One thing that a scanner of this PC sent, as it may be shown: badges are hidden in each of its forms. */
export interface ScannerRead {
  readonly readId: number
  readonly scannerId: string
  readonly kind: ScannerState['kind']
  /** Epoch ms of this PC's clock. */
  readonly at: number
  /** Bytes as they came, with everything around the code; of a keyboard scanner, characters. */
  readonly length: number
  /** At most `longestDump` of them. */
  readonly bytes: readonly ShownByte[]
  /** The code without what stands around it; empty where none came of it. */
  readonly text: string
  readonly use: ReadUse
  readonly explained: ExplainedCode | null
}

export const longestDump = 256

/** A device that the pairing listens to. */
export interface PairingCandidate {
  readonly kind: ScannerState['kind']
  readonly label: string
  readonly state: 'opening' | 'open' | 'failed'
  readonly detail?: string
}

/** Why something was heard and is not the scanner yet; a text key (`scanners.heard.<word>`). */
export type PairingHint = 'no-end' | 'affix-too-long' | 'prefix-behind-aim' | 'alt-mode' | 'other'

/** A scanner that read the pairing code, and how it is to be used from now on. */
export interface FoundScanner {
  readonly settings: ScannerSettings
  /** The AIM id that it sends in front, e.g. `]C0`. */
  readonly aim: string | null
  /** A keyboard's key behind the code; `suffix` where only its suffix ends one. */
  readonly endKey?: 'Enter' | 'Tab' | 'suffix'
  /** The entry of the settings that it takes the place of. */
  readonly replaces: string | null
}

export interface PairingState {
  readonly phase: 'listening' | 'found' | 'expired'
  /** What the barcodes say. */
  readonly code: string
  /** Widths of the Code 128's bars and gaps in modules, a bar first. */
  readonly bars: readonly number[]
  /** Rows of the QR code, `1` is dark. */
  readonly modules: readonly string[]
  /** Epoch ms of this PC's clock; the end of listening, or of the time to confirm. */
  readonly until: number
  readonly candidates: readonly PairingCandidate[]
  readonly heard: { readonly label: string; readonly kind: ScannerState['kind']; readonly hint: PairingHint } | null
  readonly found: FoundScanner | null
}

/** The scanner screen; told only while one is open. */
export interface ScannersView {
  /** Newest first; of each scanner at least its newest. */
  readonly reads: readonly ScannerRead[]
  /** While a trial runs, no code counts at this station. */
  readonly trial: { readonly until: number } | null
  readonly pairing: PairingState | null
  /** What a variable sets; with `scanners` nothing can be paired here. */
  readonly forced: readonly ('scanners' | 'volume' | 'soundSet')[]
}
