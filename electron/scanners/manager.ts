import type { ScannerSettings } from '../../shared/scanner-settings.ts'
import type { ScannerState } from '../../shared/state.ts'
import type { Log } from '../log.ts'
import { createSerialScanner } from './serial.ts'
import type { ScannedCode, Scanner } from './scanner.ts'
export type KeyboardPage = object
export function createScannerManager(p: { page: KeyboardPage; log: Log; onCode: (c: ScannedCode) => void; onStates: (s: readonly ScannerState[]) => void }) {
  let all: Scanner[] = []
  return { apply(s: readonly ScannerSettings[]): void {
    for (const one of s) if (one.kind === 'serial') { const sc = createSerialScanner(one); all.push(sc); sc.start(p.onCode, (st) => p.onStates([{ id: one.id, kind: 'serial', label: one.path, state: st.state }])) }
  }, async stop(): Promise<void> { await Promise.all(all.map((x) => x.stop())); all = [] } }
}
