import ExcelJS from 'exceljs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hostileTexts } from '../../tests/support/hostile-codes.ts'
import type { Cell } from './export-columns.ts'
import { columnLetters, dayNumber, longestCell, xmlText } from './xlsx-cells.ts'
import { createXlsxWriter } from './xlsx-writer.ts'

async function written(columns: readonly string[], batches: readonly (readonly Cell[])[][], rowsOfSheet?: number) {
  const parts: Uint8Array[] = []
  const writer = createXlsxWriter({
    title: 'devices',
    columns,
    write: async (bytes) => void parts.push(bytes),
    ...(rowsOfSheet !== undefined && { rowsOfSheet }),
  })
  for (const rows of batches) await writer.add(rows)
  const cut = await writer.end()
  return { file: Buffer.concat(parts), cut }
}

/** Another program's reading of it: the values of every sheet, its head row first. */
async function read(file: Buffer): Promise<{ name: string; rows: unknown[][] }[]> {
  const workbook = new ExcelJS.Workbook()
  await workbook.xlsx.load(file as unknown as ArrayBuffer) // its types are older than Node's
  return workbook.worksheets.map((sheet) => {
    const rows: unknown[][] = []
    sheet.eachRow({ includeEmpty: true }, (row) => {
      rows.push(Array.from({ length: sheet.columnCount }, (_, index) => spreadsheetText(row.getCell(index + 1).value)))
    })
    return { name: sheet.name, rows }
  })
}

/** A spreadsheet reads `_x000D_` as the sign of that number (ECMA-376, ST_Xstring); the library leaves that undone. */
function spreadsheetText(value: unknown): unknown {
  if (typeof value !== 'string') return value
  return value.replace(/_x([0-9A-Fa-f]{4})_/g, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
}

/** A local time of this PC as its cell says it: without a zone. */
const asLocal = (moment: Date) => new Date(moment.getTime() - moment.getTimezoneOffset() * 60_000)

/** What XML can hold of a text. */
const kept = (text: string) => [...text].filter((sign) => xmlText(sign) !== '').join('')

describe('a workbook', () => {
  it('reads back every kind of value; digits stay text and dates are dates', async () => {
    const at = new Date('2025-07-15T10:30:00.000Z')
    const { file, cut } = await written(
      ['imei', 'ccid', 'lote', 'valido', 'fecha', 'cliente'],
      [
        [['356938035643809', '89340710000000000001', 12, true, at, null]],
        [['x', null, -1.5, false, null, 'ñ & <b> "q"']],
      ],
    )
    expect(cut).toBe(0)
    expect(await read(file)).toEqual([
      {
        name: 'devices',
        rows: [
          ['imei', 'ccid', 'lote', 'valido', 'fecha', 'cliente'],
          ['356938035643809', '89340710000000000001', 12, true, asLocal(at), null],
          ['x', null, -1.5, false, null, 'ñ & <b> "q"'],
        ],
      },
    ])
  })

  it('has further sheets, each with its head, where one is full, also in the middle of a batch', async () => {
    const rows = Array.from({ length: 25 }, (_, index) => [`row ${index}`])
    const { file } = await written(['name'], [rows.slice(0, 7), rows.slice(7, 23), rows.slice(23)], 11)
    const sheets = await read(file)
    expect(sheets.map(({ name }) => name)).toEqual(['devices', 'devices 2', 'devices 3'])
    expect(sheets.map(({ rows }) => rows[0])).toEqual([['name'], ['name'], ['name']])
    expect(sheets.flatMap(({ rows }) => rows.slice(1))).toEqual(rows)
    expect(sheets[0]?.rows).toHaveLength(11)
  })

  it('is a workbook with its head row where the list is empty', async () => {
    const { file } = await written(['imei', 'ccid'], [])
    expect(await read(file)).toEqual([{ name: 'devices', rows: [['imei', 'ccid']] }])
  })

  it('holds hostile codes as text, none as a formula', async () => {
    const texts = hostileTexts.filter((text) => text.length <= longestCell)
    const { file } = await written(['code', 'end'], [texts.map((text) => [text, 'end'])])
    const [sheet] = await read(file)
    expect(sheet?.rows.slice(1).map(([code]) => code ?? '')).toEqual(texts.map(kept))
  })

  it('cuts what is longer than a cell holds, and counts it', async () => {
    const { file, cut } = await written(['text'], [[['x'.repeat(longestCell)], ['y'.repeat(longestCell + 1)]]])
    expect(cut).toBe(1)
    const [sheet] = await read(file)
    expect(sheet?.rows[1]?.[0]).toBe('x'.repeat(longestCell))
    expect(String(sheet?.rows[2]?.[0])).toMatch(/^y+… \(cut\)$/)
    expect(String(sheet?.rows[2]?.[0])).toHaveLength(longestCell)
  })

  it('reads back any texts and numbers', async () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.constantFrom('_x000D_', 'a\rb', ' leading'),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 4 }), async (rows) => {
        const { file } = await written(['a', 'b', 'end'], [rows.map((row) => [...row, 'end'])])
        const [sheet] = await read(file)
        const plain = (value: Cell) => (typeof value === 'string' ? kept(value) || null : value === 0 ? 0 : value)
        expect(
          sheet?.rows.slice(1).map((row) => row.slice(0, 2).map((value) => (value === '' ? null : value))),
        ).toEqual(rows.map((row) => row.map(plain)))
      }),
      { numRuns: 50 },
    )
  })

  it('waits for what it has written', async () => {
    let waiting = 0
    let most = 0
    const writer = createXlsxWriter({
      title: 'x',
      columns: ['a'],
      async write() {
        most = Math.max(most, ++waiting)
        await new Promise((resolve) => setImmediate(resolve))
        waiting--
      },
    })
    for (let batch = 0; batch < 20; batch++)
      await writer.add(Array.from({ length: 500 }, () => [String(Math.random())]))
    await writer.end()
    expect(most).toBe(1)
  })
})

describe('the parts of a cell', () => {
  it.each([
    [0, 'A'],
    [25, 'Z'],
    [26, 'AA'],
    [701, 'ZZ'],
    [702, 'AAA'],
    [16_383, 'XFD'],
  ])('column %i is %s', (index, letters) => {
    expect(columnLetters(index)).toBe(letters)
  })

  it('has no day where a spreadsheet has no calendar', () => {
    expect(dayNumber(new Date('1900-02-15T00:00:00Z'))).toBeNull()
    expect(dayNumber(new Date('+012000-01-01T00:00:00Z'))).toBeNull()
    expect(dayNumber(new Date(2025, 0, 1))).toBe(45_658)
  })

  it('takes what a spreadsheet would read as an escape for what it is', () => {
    expect(xmlText('_x000D_ a\rb \u0001\ud800<')).toBe('_x005F_x000D_ a_x000D_b &lt;')
  })
})
