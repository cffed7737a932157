import type { ScannerState } from '../../shared/state.ts'

export const adviceWords = [
  'open',
  'keyboard-open',
  'lost',
  'searching',
  'locked',
  'denied',
  'second-keyboard',
  'same-name',
  'failed',
] as const
export type Advice = (typeof adviceWords)[number]

/**
 * What to do about a scanner's state. Drivers and systems say in words of their own why a device cannot be used; what
 * is not known here is shown as they say it.
 */
export function adviceOf({ kind, state, detail = '' }: Pick<ScannerState, 'kind' | 'state' | 'detail'>): Advice {
  if (state === 'open') return kind === 'keyboard' ? 'keyboard-open' : 'open'
  if (state !== 'failed') return state
  if (isDenied(detail)) return 'denied'
  // Linux: "Cannot lock port", EBUSY; Windows says "Access denied" of a port that another program has open.
  if (/\block\b|EBUSY|busy|access (is )?denied/i.test(detail)) return 'locked'
  if (/one keyboard entry/.test(detail)) return 'second-keyboard'
  if (/same id/.test(detail)) return 'same-name'
  return 'failed'
}

export function isDenied(detail: string): boolean {
  return /permission denied|EACCES|EPERM/i.test(detail)
}
