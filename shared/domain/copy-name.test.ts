import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { copiesToDrop, copyName, readCopyName } from './copy-name.ts'

const installation = '1a2b3c4d-0000-4000-8000-000000000000'
const now = Date.parse('2026-03-20T12:00:00Z')
const day = 86_400_000
const aged = (days: number, who = installation) => copyName(who, now - days * day)

test('a name says whose copy it is and when it was made', () => {
  expect(copyName(installation, now)).toBe('ose-copy-1a2b3c4d-20260320T120000Z.osecopy')
  expect(readCopyName(copyName(installation, now))).toMatchObject({ owner: '1a2b3c4d', at: now })
})

test.each([
  'notes.txt',
  'ose-copy-1a2b3c4d-20260320T120000Z.osecopy.part',
  'ose-copy-1a2b3c4d-20269920T120000Z.osecopy',
  '../ose-copy-1a2b3c4d-20260320T120000Z.osecopy',
])('%s is no copy', (file) => expect(readCopyName(file)).toBeNull())

describe('which copies go', () => {
  test('those older than the days', () => {
    expect(
      copiesToDrop(
        [0, 1, 13, 15, 40].map((days) => aged(days)),
        installation,
        14,
        now,
      ),
    ).toEqual([aged(15), aged(40)])
  })

  test('never another PC’s, never what is no copy', () => {
    const other = '99999999-0000-4000-8000-000000000000'
    expect(copiesToDrop([aged(0), aged(99, other), 'holiday.jpg', `${aged(99)}.part`], installation, 1, now)).toEqual(
      [],
    )
  })

  test('whatever their ages and the days: the newest stays', () => {
    const ages = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(ages, fc.integer({ min: 0, max: 3650 }), (all, days) => {
        const dropped = copiesToDrop(
          all.map((age) => aged(age)),
          installation,
          days,
          now,
        )
        expect(dropped).not.toContain(aged(Math.min(...all)))
      }),
    )
  })
})
