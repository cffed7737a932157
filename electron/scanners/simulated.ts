import type { Scanner, ScannerStatus } from './scanner.ts'

export interface SimulatedScanner extends Scanner {
  /** As if this had been read. Without effect before `start` and after `stop`. */
  scan(text: string): void
  status(status: ScannerStatus): void
}

/** A scanner without a device, behind a menu of the development build and in tests. */
export function createSimulatedScanner(id: string): SimulatedScanner {
  let listeners: Parameters<Scanner['start']> | null = null
  return {
    id,
    kind: 'simulated',
    start(...given) {
      listeners = given
      given[1]({ state: 'open' })
    },
    scan(text) {
      listeners?.[0]({ text, at: Date.now(), scannerId: id, kind: 'simulated' })
    },
    status(status) {
      listeners?.[1](status)
    },
    async stop() {
      listeners = null
    },
  }
}
