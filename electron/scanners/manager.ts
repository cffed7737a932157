import type { ScannerState } from '../../shared/state.ts'
import type { Log } from '../log.ts'
import type { ScannedCode } from './scanner.ts'
export type KeyboardPage = object
export function createScannerManager(_: { page: KeyboardPage; log: Log; onCode: (c: ScannedCode) => void; onStates: (s: readonly ScannerState[]) => void }) {
  return { apply(_s: readonly unknown[]): void {}, async stop(): Promise<void> {} }
}
