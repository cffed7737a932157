import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backupLight, isBackupDue, retryPauseMs } from './backup-schedule.ts'

const at = (text: string) => new Date(text).getTime()

describe('when a copy is due', () => {
  test.each([
    ['none was ever made', '2026-03-02T00:30:00', null, 2, true],
    ['before the hour, yesterday’s is there', '2026-03-02T01:59:00', '2026-03-01T02:00:30', 2, false],
    ['at the hour', '2026-03-02T02:00:00', '2026-03-01T02:00:30', 2, true],
    ['after the hour, today’s is there', '2026-03-02T09:00:00', '2026-03-02T02:00:30', 2, false],
    ['the PC was off at the hour', '2026-03-02T09:00:00', '2026-03-01T02:00:30', 2, true],
    ['off for a week', '2026-03-09T01:00:00', '2026-03-01T02:00:30', 2, true],
    ['made by hand before the hour: still due at the hour', '2026-03-02T02:00:00', '2026-03-02T01:00:00', 2, true],
    ['made by hand after the hour', '2026-03-02T23:00:00', '2026-03-02T22:00:00', 2, false],
    ['the last one is of the future: the clock was set back', '2026-03-02T01:00:00', '2026-05-01T02:00:00', 2, true],
  ])('%s', (_what, now, last, hour, due) => {
    expect(isBackupDue(at(now), last === null ? null : at(last), hour)).toBe(due)
  })

  test('whatever the hour and the moment: just made is not due, two days later it is', () => {
    const moments = fc.integer({ min: at('2024-01-01T00:00:00'), max: at('2030-01-01T00:00:00') })
    fc.assert(
      fc.property(moments, fc.integer({ min: 0, max: 23 }), (now, hour) => {
        expect(isBackupDue(now, now, hour)).toBe(false)
        expect(isBackupDue(now + 49 * 3_600_000, now, hour)).toBe(true)
      }),
    )
  })
})

test('pauses grow, and stay at an hour', () => {
  const pauses = [1, 2, 3, 4, 5, 50].map(retryPauseMs)
  expect(pauses).toEqual([60_000, 300_000, 900_000, 3_600_000, 3_600_000, 3_600_000])
})

test.each([
  [25, 1, false, 'good'],
  [27, 1, false, 'attention'],
  [71, 1, false, 'attention'],
  [73, 1, false, 'stop'],
  [1, 1, true, 'stop'],
  // None yet: the time since the database was first seen counts.
  [null, 1, false, 'good'],
  [null, 30, false, 'attention'],
  [null, 80, false, 'stop'],
] as const)('a copy %s hours old, a database %s hours old, failed %s: %s', (copy, database, failed, light) => {
  const now = at('2026-03-02T12:00:00')
  const before = (hours: number) => now - hours * 3_600_000
  expect(backupLight(now, copy === null ? null : before(copy), before(database), failed)).toBe(light)
})
