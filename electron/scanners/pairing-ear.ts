import type { ScannerSettings } from '../../shared/scanner-settings.ts'
import type { FoundScanner, PairingCandidate } from '../../shared/scanner-view.ts'
import type { PairingProblem } from './pairing-affixes.ts'

type WithoutId<Settings> = Settings extends unknown ? Omit<Settings, 'id'> : never

/** What one candidate heard: the pairing code, or something else. */
export type Heard =
  | ({ readonly kind: 'found'; readonly settings: WithoutId<ScannerSettings> } & Pick<FoundScanner, 'aim' | 'endKey'>)
  | { readonly kind: 'problem'; readonly problem: PairingProblem }

/** Listens to one device that could be the scanner. */
export interface PairingEar {
  readonly candidate: () => PairingCandidate
  /** Resolves when the device is free again. Nothing is heard afterwards. */
  readonly stop: () => Promise<void>
}

export interface EarParts {
  readonly code: string
  readonly onHeard: (heard: Heard) => void
  /** The candidate's state changed. */
  readonly onChange: () => void
}
