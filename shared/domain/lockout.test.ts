import { describe, expect, it } from 'vitest'
import { afterFailure, isLocked } from './lockout.ts'

const settings = { lockAfterFailures: 5, lockMinutes: 30 }
const now = new Date('2026-03-01T10:00:00Z')
const minutes = (count: number) => new Date(now.getTime() + count * 60_000)

describe('isLocked', () => {
  it.each([
    [null, false],
    [minutes(-1), false],
    [now, false],
    [minutes(1), true],
  ])('locked until %s: %s', (locked_until, locked) => {
    expect(isLocked({ locked_until }, now)).toBe(locked)
  })
})

describe('afterFailure', () => {
  it.each([
    ['the first', 0, null, { failed_login_attempts: 1, locked_until: null }],
    ['the fourth', 3, null, { failed_login_attempts: 4, locked_until: null }],
    ['the fifth locks', 4, null, { failed_login_attempts: 5, locked_until: minutes(30) }],
    [
      'a count the other program left over the limit',
      9,
      null,
      { failed_login_attempts: 10, locked_until: minutes(30) },
    ],
    ['locked: nothing is counted', 5, minutes(10), null],
    ['an expired lock starts a new count', 5, minutes(-1), { failed_login_attempts: 1, locked_until: null }],
    ['a lock that ends now has ended', 5, now, { failed_login_attempts: 1, locked_until: null }],
  ])('%s', (_name, failed_login_attempts, locked_until, expected) => {
    expect(afterFailure({ failed_login_attempts, locked_until }, now, settings)).toEqual(expected)
  })

  it('locks at the first failure where the plant says one', () => {
    const strict = { lockAfterFailures: 1, lockMinutes: 1 }
    expect(afterFailure({ failed_login_attempts: 0, locked_until: null }, now, strict)?.locked_until).toEqual(
      minutes(1),
    )
    expect(afterFailure({ failed_login_attempts: 1, locked_until: minutes(-1) }, now, strict)).toEqual({
      failed_login_attempts: 1,
      locked_until: minutes(1),
    })
  })
})
