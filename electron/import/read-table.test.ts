import exceljs from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { FileRefused } from '../../shared/domain/import/import-file.ts'
import { iccid, imei } from '../../tests/support/codes.ts'
import { readTable } from './read-table.ts'
import { openArchive } from './xlsx-archive.ts'

const csv = (text: string, encoding: BufferEncoding = 'utf8') => readTable('devices', Buffer.from(text, encoding), null)
const cellsOf = (table: Awaited<ReturnType<typeof readTable>>) => table.rows.map(({ cells }) => cells)

async function refusal(bytes: Uint8Array, sheet: string | null = null): Promise<unknown> {
  return readTable('devices', bytes, sheet).then(
    () => 'read',
    (error: unknown) => {
      if (!(error instanceof FileRefused)) throw error
      return error.reason
    },
  )
}

describe('text in columns', () => {
  it.each([
    ['UTF-8', Buffer.from('imei;Ubicación\n1;Almacén – 3 €\n')],
    ['UTF-8', Buffer.from('\ufeffimei;Ubicación\n1;Almacén – 3 €\n')],
    ['UTF-16', Buffer.from('\ufeffimei;Ubicación\n1;Almacén – 3 €\n', 'utf16le')],
    ['UTF-16', Buffer.from('\ufeffimei;Ubicación\n1;Almacén – 3 €\n', 'utf16le').swap16()],
    ['UTF-16', Buffer.from('imei;Ubicación\n1;Almacén – 3 €\n', 'utf16le')],
    ['Windows-1252', Buffer.from('imei;Ubicaci\xf3n\n1;Almac\xe9n \x96 3 \x80\n', 'latin1')],
  ])('is read in %s', async (encoding, bytes) => {
    const table = await readTable('devices', bytes, null)
    expect(table).toMatchObject({ format: 'csv', encoding, separator: ';', titles: ['imei', 'Ubicación'] })
    expect(cellsOf(table)).toEqual([['1', 'Almacén – 3 €']])
  })

  it.each([
    [';', 'imei;precio\n1;1,5\n2;2,5\n'],
    [',', 'imei,marca,precio\n1,"A;B",1.5\n2,C,2.5\n'],
    ['\t', 'imei\tmarca\n1\tA, B; C\n2\tD, E; F\n'],
    ['|', 'imei|marca\n1|A\n'],
    [',', 'sep=,\r\nimei,a;b;c\r\n1,x\r\n'],
    [';', 'imei\n1\n2\n'],
  ])('finds %j', async (separator, text) => {
    expect(await csv(text)).toMatchObject({ separator })
  })

  it('keeps quotes, lines inside a cell, short and long rows, and numbers rows as a spreadsheet does', async () => {
    const table = await csv('imei;marca\r\n1;"dos\nlíneas ""x"""\r\n\r\n2\r\n3;5" pulgadas;más\r\n')
    expect(table.rows).toEqual([
      { row: 2, cells: ['1', 'dos\nlíneas "x"'] },
      { row: 4, cells: ['2'] },
      { row: 5, cells: ['3', '5" pulgadas', 'más'] },
    ])
    expect(table.titles).toEqual(['imei', 'marca', ''])
  })

  it('passes over a banner above the titles', async () => {
    const table = await csv('Informe de producción;;\n;;\nIMEI;Marca;Lote\n1;A;2\n')
    expect(table.titles).toEqual(['IMEI', 'Marca', 'Lote'])
    expect(table.rows).toEqual([{ row: 4, cells: ['1', 'A', '2'] }])
  })

  it('says what is wrong with a file', async () => {
    expect(await refusal(Buffer.alloc(0))).toBe('empty')
    expect(await refusal(Buffer.from('imei;marca\n'))).toBe('no-rows')
    expect(await refusal(Buffer.from(`${imei(1)};X\n${imei(2)};Y\n`))).toBe('no-titles')
    expect(await refusal(Buffer.from('%PDF-1.7 …'))).toBe('not-a-table')
    expect(await refusal(Buffer.from([0x89, 0x50, 0, 1, 2, 3]))).toBe('not-a-table')
    expect(await refusal(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1]))).toBe('old-excel')
    expect(await refusal(Buffer.from(`imei;marca\n1;"${'x'.repeat(300_000)}`))).toBe('csv-broken')
    expect(await refusal(Buffer.from(`imei\n${'1\n'.repeat(200_001)}`))).toBe('too-many-rows')
    expect(await refusal(Buffer.from(`imei${';x'.repeat(300)}\n1${';x'.repeat(300)}\n`))).toBe('too-many-columns')
  })
})

describe('a workbook', () => {
  it('made by a real writer gives texts, exact and rounded numbers, dates, yes/no and results of formulas', async () => {
    const workbook = new exceljs.Workbook()
    workbook.addWorksheet('Portada').addRow(['Informe de julio'])
    const hidden = workbook.addWorksheet('Oculta')
    hidden.state = 'hidden'
    hidden.addRow(['imei'])
    const sheet = workbook.addWorksheet('Equipos')
    sheet.addRow(['IMEI', 'ICCID', 'Fecha', 'Notificado', 'Marca', 'SKU', 'Rico'])
    sheet.addRow([Number(imei(1)), Number(iccid(1)), new Date('2025-01-15T00:00:00Z'), true, 'Ñandú & <b>', 1.5])
    sheet.addRow([])
    const row = sheet.addRow([imei(2), iccid(2), 45_000, false])
    row.getCell(5).value = { formula: 'A1&"x"', result: 'IMEIx' }
    row.getCell(6).value = { error: '#N/A' }
    row.getCell(7).value = { richText: [{ text: 'uno ' }, { text: 'dos', font: { bold: true } }] }
    sheet.getCell('C4').numFmt = 'General'
    workbook.addWorksheet('Segunda').addRows([['imei'], ['9']])
    const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())

    const table = await readTable('devices', bytes, null)
    expect(table).toMatchObject({
      format: 'xlsx',
      sheet: 'Equipos',
      sheets: ['Portada', 'Equipos', 'Segunda'],
      encoding: '',
    })
    expect(table.titles).toEqual(['IMEI', 'ICCID', 'Fecha', 'Notificado', 'Marca', 'SKU', 'Rico'])
    expect(table.rows[0]).toEqual({
      row: 2,
      cells: [Number(imei(1)), Number(iccid(1)), new Date('2025-01-15T00:00:00Z'), true, 'Ñandú & <b>', 1.5],
    })
    expect(table.rows[1]).toEqual({
      row: 4,
      cells: [imei(2), iccid(2), 45_000, false, 'IMEIx', '#N/A', 'uno dos'],
    })
    expect((await readTable('devices', bytes, 'Segunda')).rows).toEqual([{ row: 2, cells: ['9'] }])
    expect(await refusal(bytes, 'Portada')).toBe('no-rows')
    expect(await refusal(bytes, 'Oculta')).toBe('no-such-sheet')
  })

  it('that counts from 1904 gives the same days', async () => {
    const workbook = new exceljs.Workbook()
    workbook.properties.date1904 = true
    const sheet = workbook.addWorksheet('A')
    sheet.addRows([
      ['imei', 'fecha'],
      ['1', new Date('2025-06-30T10:30:00Z')],
    ])
    const table = await readTable('devices', new Uint8Array(await workbook.xlsx.writeBuffer()), null)
    expect(table.rows[0]?.cells[1]).toEqual(new Date('2025-06-30T10:30:00Z'))
  })

  it('written as a stream, with inline texts and sizes only behind the data, is read as well', async () => {
    const { PassThrough } = await import('node:stream')
    const stream = new PassThrough()
    const chunks: Buffer[] = []
    stream.on('data', (chunk: Buffer) => chunks.push(chunk))
    const writer = new exceljs.stream.xlsx.WorkbookWriter({ stream, useStyles: true, useSharedStrings: false })
    const sheet = writer.addWorksheet('S')
    sheet.addRow(['imei', 'marca']).commit()
    for (let index = 0; index < 3000; index++) sheet.addRow([imei(index), 'Marca']).commit()
    await writer.commit()
    const table = await readTable('devices', Buffer.concat(chunks), null)
    expect(table.rows).toHaveLength(3000)
    expect(table.rows[2999]?.cells).toEqual([imei(2999), 'Marca'])
  })
})

/** A workbook by hand, with what no spreadsheet would write. */
function byHand(sheet: string, more: Readonly<Record<string, string>> = {}): Uint8Array {
  const parts = {
    'xl/workbook.xml':
      '<x:workbook xmlns:x="m" xmlns:r="r"><x:sheets><x:sheet name="S" sheetId="1" r:id="a"/></x:sheets></x:workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/s.xml"/></Relationships>',
    'xl/worksheets/s.xml': sheet,
    ...more,
  }
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(text)])))
}

const rows = (inside: string) => `<worksheet><sheetData>${inside}</sheetData></worksheet>`
const text = (value: string) => `<c t="inlineStr"><is><t>${value}</t></is></c>`

describe('a hostile workbook', () => {
  it('with prefixes and without cell names is read', async () => {
    const sheet = '<x:worksheet><x:sheetData><x:row><x:c t="str"><x:v>imei</x:v></x:c></x:row>'
    const table = await readTable(
      'devices',
      byHand(`${sheet}<x:row><x:c><x:v>12</x:v></x:c></x:row></x:sheetData></x:worksheet>`),
      null,
    )
    expect(table.rows).toEqual([{ row: 2, cells: [12] }])
  })

  it('with entities that stand for each other is refused before they grow', async () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    expect(await refusal(byHand(bomb + rows(`<row>${text('&b;')}</row>`)))).toBe('entities')
    expect(await refusal(byHand(rows(`<row>${text('&b;')}</row>`)))).toBe('damaged')
  })

  it('that unpacks to more than it may is refused, however small it is', async () => {
    const bomb = byHand(' '.repeat(30 * 2 ** 20))
    expect(bomb.length).toBeLessThan(2 ** 17)
    const archive = await openArchive(bomb, 2 ** 20)
    let read = 0
    const attempt = archive.read('xl/worksheets/s.xml', (part) => {
      read += part.length
    })
    await expect(attempt).rejects.toMatchObject({ reason: 'unpacks-too-large' })
    expect(read).toBeLessThanOrEqual(2 ** 20)
  })

  it('that lies about sizes, is cut, or is something else is refused', async () => {
    const good = byHand(rows(`<row>${text('imei')}</row><row>${text('1')}</row>`))
    expect(await refusal(good)).toBe('read')
    expect(await refusal(good.slice(0, -30))).toBe('damaged')
    expect(await refusal(good.slice(0, 200))).toBe('damaged')
    expect(await refusal(byHand('<worksheet><sheetData><row>'))).toBe('damaged')
    expect(await refusal(zipSync({ 'word/document.xml': strToU8('<x/>') }))).toBe('not-a-table')
    // The size of the sheet in the archive's directory.
    const lie = Uint8Array.from(good)
    const view = new DataView(lie.buffer)
    const name = Buffer.from('xl/worksheets/s.xml')
    for (let at = 0; at < lie.length - 46; at++) {
      if (view.getUint32(at, true) === 0x02014b50 && Buffer.from(lie.subarray(at + 46, at + 46 + 19)).equals(name)) {
        view.setUint32(at + 24, 5, true)
      }
    }
    expect(await refusal(lie)).toBe('damaged')
  })

  it('with cells beyond all columns or more rows than may be is refused', async () => {
    expect(await refusal(byHand(rows(`<row r="1"><c r="ZZZZZZ1"><v>1</v></c></row>`)))).toBe('too-many-columns')
    const many = '<row><c><v>1</v></c></row>'.repeat(200_200)
    expect(await refusal(byHand(rows(`<row>${text('imei')}</row>${many}`)))).toBe('too-many-rows')
  })
})
