import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { csvSeparators } from '../../shared/exports.ts'
import { hostileTexts } from '../../tests/support/hostile-codes.ts'
import { csvText } from './csv-text.ts'

/** RFC 4180, by hand, so that the library is not measured by itself. */
function parse(text: string, separator: string): string[][] {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  for (let at = 0; at < text.length; at++) {
    const sign = text[at]
    if (isQuoted) {
      if (sign !== '"') cell += sign
      else if (text[at + 1] === '"') cell += text[++at]
      else isQuoted = false
    } else if (sign === '"') isQuoted = true
    else if (sign === separator) {
      row.push(cell)
      cell = ''
    } else if (sign === '\r' && text[at + 1] === '\n') {
      at++
      rows.push([...row, cell])
      row = []
      cell = ''
    } else cell += sign
  }
  expect([isQuoted, row, cell]).toEqual([false, [], ''])
  return rows
}

/** What a spreadsheet may take for the beginning of a formula (OWASP, ASVS 1.2.10). */
const isDangerous = (value: string) => /^[=+\-@\t\r\n\0＝＋－＠]/.test(value)
const expected = (value: string) => (isDangerous(value) ? `'${value}` : value)

describe('csv text', () => {
  it('is RFC 4180 with stored forms of every kind of value', () => {
    const row = ['a', 1.5, -3, true, false, new Date('2025-01-15T10:30:00.250Z'), null, '', 'two\nlines', 'say "x"']
    expect(csvText([row], ';')).toBe('a;1.5;-3;true;false;2025-01-15T10:30:00.250Z;;;"two\nlines";"say ""x"""\r\n')
  })

  it('keeps every digit of an IMEI and an ICCID', () => {
    expect(csvText([['356938035643809', '89340710000000000001']], ',')).toBe('356938035643809,89340710000000000001\r\n')
  })

  it.each(csvSeparators)('reads back what hostile codes say, none as a formula, with %j', (separator) => {
    const rows = hostileTexts.map((text) => ['first', text, 'last'])
    const read = parse(csvText(rows, separator), separator)
    expect(read).toEqual(rows.map(([first = '', text = '', last = '']) => [first, expected(text), last]))
    expect(read.flat().filter(isDangerous)).toEqual([])
  })

  it('begins no formula in a program that expects another separator', () => {
    for (const separator of csvSeparators) {
      for (const other of csvSeparators) {
        const text = csvText([[`a${other}=cmd|' /C calc'!A0`]], separator)
        expect(text).toBe(`"a${other}=cmd|' /C calc'!A0"\r\n`)
      }
    }
  })

  it('reads back any texts', () => {
    const text = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({ unit: fc.constantFrom('=', '"', ';', ',', '\r', '\n', '\0', 'a') }),
    )
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 2, maxLength: 5 }), { maxLength: 5 }),
        fc.constantFrom(...csvSeparators),
        (rows, separator) => {
          expect(parse(csvText(rows, separator), separator)).toEqual(rows.map((row) => row.map(expected)))
        },
      ),
    )
  })
})
