import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { codeExpiry } from './code-expiry.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('the end of a code that was not continued', () => {
  function watch(due: number) {
    let at = 0
    const expired: number[] = []
    const expiry = codeExpiry(
      { expiresAt: () => due },
      () => at,
      (when) => expired.push(when),
    )
    expiry.watch()
    return {
      expired,
      expiry,
      timerComesAt(time: number) {
        at = time
        vi.runOnlyPendingTimers()
      },
    }
  }

  it('comes when it is due, though the timer came a fraction early', () => {
    const { expired, timerComesAt } = watch(200)
    timerComesAt(199.6)
    expect(expired).toEqual([])
    timerComesAt(200.4)
    expect(expired).toEqual([200.4])
  })

  it('waits once more after the program stood still, for what lies unread', () => {
    const { expired, timerComesAt } = watch(200)
    timerComesAt(700)
    expect(expired).toEqual([])
    timerComesAt(750)
    expect(expired).toEqual([750])
  })

  it('does not come once it was stopped', () => {
    const { expired, expiry, timerComesAt } = watch(200)
    expiry.stop()
    timerComesAt(201)
    expect(expired).toEqual([])
  })
})
