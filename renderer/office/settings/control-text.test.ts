import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readControlText, shownControlText } from './control-text.ts'

describe('control text', () => {
  it.each([
    ['\u0002', '\\x02'],
    ['~', '~'],
    ['\r\n', '\\r\\n'],
    ['\t\\', '\\t\\\\'],
    ['\u007f', '\\x7f'],
    ['', ''],
  ])('shows %j as %j and reads it back', (text, shown) => {
    expect(shownControlText(text)).toBe(shown)
    expect(readControlText(shown)).toBe(text)
  })

  it('reads back whatever it shows, and shows no control character', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.integer({ min: 0, max: 0xff }).map((code) => String.fromCharCode(code)), maxLength: 12 }),
        (text) => {
          const shown = shownControlText(text)
          return readControlText(shown) === text && [...shown].every((sign) => sign >= ' ' && sign !== '\u007f')
        },
      ),
    )
  })

  it.each(['\\', '\\q', '\\x', '\\x0', '\\xzz', 'a\\'])('refuses %j', (shown) =>
    expect(readControlText(shown)).toBeNull(),
  )
})
