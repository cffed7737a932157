import { describe, expect, it } from 'vitest'
import type { ScannerState } from '../../shared/state.ts'
import { type Advice, adviceOf } from './scanner-advice.ts'

describe('what to do about a scanner', () => {
  it.each<readonly [ScannerState['kind'], ScannerState['state'], string | undefined, Advice]>([
    ['serial', 'open', undefined, 'open'],
    ['keyboard', 'open', undefined, 'keyboard-open'],
    ['serial', 'lost', 'device gone', 'lost'],
    ['hid', 'searching', undefined, 'searching'],
    ['serial', 'failed', 'Error Resource temporarily unavailable Cannot lock port', 'locked'],
    ['serial', 'failed', 'Opening COM3: Access denied', 'locked'],
    ['serial', 'failed', 'Error: Permission denied, cannot open /dev/ttyACM0', 'denied'],
    ['hid', 'failed', 'cannot open device: EACCES', 'denied'],
    ['keyboard', 'failed', 'one keyboard entry serves all keyboard scanners', 'second-keyboard'],
    ['serial', 'failed', 'another scanner has the same id', 'same-name'],
    ['serial', 'failed', 'Input/output error', 'failed'],
    ['serial', 'failed', undefined, 'failed'],
  ])('%s %s %s: %s', (kind, state, detail, advice) => {
    expect(adviceOf({ kind, state, ...(detail !== undefined && { detail }) })).toBe(advice)
  })
})
