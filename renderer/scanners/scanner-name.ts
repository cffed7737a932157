import type { TFunction } from 'i18next'
import type { ScannerState } from '../../shared/state.ts'

/** A scanner as people call it. For the system all keyboards are one: its entry needs no name of its own. */
export function scannerName(t: TFunction, { kind, label }: Pick<ScannerState, 'kind' | 'label'>): string {
  const name = t(`scannerKind.${kind}`)
  return label === '' || kind === 'keyboard' ? name : `${name} ${label}`
}

export type Light = 'good' | 'attention' | 'stop' | 'idle'

export function scannerLight(state: ScannerState['state']): Light {
  switch (state) {
    case 'open':
      return 'good'
    case 'searching':
      return 'attention'
    case 'lost':
    case 'failed':
      return 'stop'
  }
}
