export type ScannerKind = 'serial' | 'keyboard' | 'hid'

/** One whole code as a scanner sent it; what it means is not the driver's business. */
export interface ScannedCode {
  readonly text: string
  /** Epoch ms at which its end was read. */
  readonly at: number
  readonly scannerId: string
  readonly kind: ScannerKind
  /** As the device sent it, with all that stands around the code; for the scanner screen. Missing where it is the same. */
  readonly raw?: Uint8Array
}

/** `searching`: never there since the start; `lost`: was there; `failed`: there, but it cannot be used. */
export interface ScannerStatus {
  readonly state: 'open' | 'lost' | 'searching' | 'failed'
  /** For the log and the settings page; never a piece of a code. */
  readonly detail?: string
}

/** Why bytes or keys did not become a code. */
export type DiscardReason = 'too-long' | 'incomplete'

export interface Scanner {
  readonly id: string
  readonly kind: ScannerKind
  /**
   * Once. Never throws: what goes wrong is a status. The listeners are called from the driver's own events.
   * @param onDiscard something was read and thrown away; the person has to read it again. `raw` is what there was of it
   */
  start(
    onCode: (code: ScannedCode) => void,
    onStatus: (status: ScannerStatus) => void,
    onDiscard?: (reason: DiscardReason, raw?: Uint8Array) => void,
  ): void
  /** Looks for the device at once, not at the next try: the PC woke up. */
  lookAgain?(): void
  /** Resolves when the device is free for another program. Nothing is reported afterwards. */
  stop(): Promise<void>
}
