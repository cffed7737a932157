import exceljs from 'exceljs'
import { strToU8, zipSync } from 'fflate'
import { expect, it } from 'vitest'
import { iccid, imei } from '../support/codes.ts'
import { csvOf, importing, value } from '../support/import-file.ts'
import { importOffice } from '../support/import-office.ts'

const plant = importOffice()

async function nothingStored(): Promise<void> {
  const { devices, movimientos, deviceEvents, customers, imports } = plant.office.collections
  for (const one of [devices, movimientos, deviceEvents, customers, imports]) {
    expect(await (one as typeof devices).countDocuments()).toBe(0)
  }
}

/** A workbook of one sheet that is what is given. */
function workbookOf(sheet: string, more: Readonly<Record<string, Uint8Array>> = {}): Uint8Array {
  return zipSync({
    'xl/workbook.xml': strToU8('<workbook xmlns:r="r"><sheets><sheet name="S" r:id="a"/></sheets></workbook>'),
    'xl/_rels/workbook.xml.rels': strToU8(
      '<Relationships><Relationship Id="a" Type="t/worksheet" Target="worksheets/s.xml"/></Relationships>',
    ),
    'xl/worksheets/s.xml': [strToU8(sheet), { level: 1 }],
    ...more,
  })
}

it.each([
  ['unpacks-too-large', () => workbookOf(' '.repeat(330 * 2 ** 20))],
  [
    'entities',
    () => workbookOf('<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet>&b;</worksheet>'),
  ],
  ['damaged', () => workbookOf('<worksheet><sheetData><row>')],
  ['not-a-table', () => zipSync({ 'word/document.xml': strToU8('<x/>') })],
  ['not-a-table', () => Buffer.from('imei;marca\r\n86\0;M\r\n')],
  ['old-excel', () => Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1])],
  ['csv-broken', () => Buffer.from(`imei;marca\n1;"${'x'.repeat(300_000)}`)],
  ['no-rows', () => Buffer.from('imei;marca\n;\n')],
])('a file that is %s is one sentence, and stores nothing', async (reason, bytes) => {
  expect(await importing(plant.door, 'devices', bytes(), 'x.xlsx').read()).toMatchObject({ kind: 'refused', reason })
  // Nothing was read, so there is nothing to be run.
  expect(await plant.door.call('import.check', { mapping: ['imei'] })).toMatchObject({ ok: false })
  await nothingStored()
})

it('cells that are no values are sentences of their rows: nothing of them is carried out', async () => {
  const long = 'A'.repeat(64 * 1024)
  const rows = [
    ['IMEI', 'ICCID', 'Marca', 'Orden', 'Cliente', 'Notas'],
    ['{"$gt":""}', iccid(1), 'M', '', '', ''],
    [imei(1), '{"$ne":null}', 'M', '', '', ''],
    [imei(2), '', 'M', '{"$where":"sleep(9999)"}', '', ''],
    [imei(3), '', 'M', '', '$customer_code', ''],
    [imei(4), '', long, '', '', ''],
    [imei(5), '', 'M\u202egpj', '', '', ''],
    ['8.61889E+14', '', 'M', '', '', ''],
    [`${imei(6)}\u0001`, '', 'M', '', '', ''],
  ]
  const file = importing(
    plant.door,
    'devices',
    csvOf(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`))),
  )
  expect(await file.check()).toMatchObject({ create: 0, stored: 0, refused: 8 })
  expect((await file.rows()).rows.map(({ problems }) => problems.map(({ reason }) => reason).join())).toEqual([
    'imei-digits',
    'iccid-length',
    'unknown-order',
    'unknown-customer',
    'too-long',
    'bad-characters',
    'number-rounded',
    'bad-characters',
  ])
  expect(await file.run('good')).toMatchObject({ kind: 'ran', stored: 0 })
  expect(await plant.office.collections.devices.countDocuments()).toBe(0)
  expect(JSON.stringify(await file.read()).length).toBeLessThan(10_000)
})

it('text that looks like an operator, a path or a formula is stored as that text', async () => {
  const rows = [
    ['código', 'tipo', 'email', 'empresa', 'notas', '__proto__', 'constructor'],
    ['CUST-1', 'distribuidor', 'a@b.example', '$set', '=cmd|calc!A1', 'x', 'y'],
    ['CUST-2', 'distribuidor', 'c@d.example', 'a.b.c', '{"$gt":""}', '', ''],
  ]
  const file = importing(
    plant.door,
    'customers',
    csvOf(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`))),
    '$name.csv',
  )
  expect(await file.check()).toMatchObject({ create: 2 })
  expect(await file.run('all')).toMatchObject({ stored: 2 })
  expect(await plant.office.collections.customers.find().sort({ customer_code: 1 }).toArray()).toMatchObject([
    { company_name: '$set', notes: '=cmd|calc!A1' },
    { company_name: 'a.b.c', notes: '{"$gt":""}' },
  ])
  expect(await plant.office.collections.imports.findOne()).toMatchObject({ file: '$name.csv', state: 'done' })
})

it('a formula is its result as it was stored, and never worked out', async () => {
  const workbook = new exceljs.Workbook()
  const sheet = workbook.addWorksheet('S')
  sheet.addRow(['IMEI', 'Marca'])
  sheet.addRow([
    { formula: `"${imei(1)}"`, result: imei(1) },
    { formula: 'HYPERLINK("http://x","M")', result: 'M' },
  ])
  sheet.addRow([{ formula: '1+1' }, 'M'])
  sheet.addRow([{ formula: '1/0', result: { error: '#DIV/0!' } }, 'M'])
  const bytes = new Uint8Array(await workbook.xlsx.writeBuffer())
  const file = importing(plant.door, 'devices', bytes, 'x.xlsx')
  expect(await file.check()).toMatchObject({ create: 1, refused: 2 })
  expect((await file.rows('refused')).rows.map(({ problems }) => problems[0]?.reason)).toEqual([
    'missing',
    'imei-digits',
  ])
  expect(await file.run('good')).toMatchObject({ stored: 1 })
  expect(await plant.office.collections.devices.findOne()).toMatchObject({ imei: imei(1), marca: 'M' })
})

it('what a page that was taken over sends stops at the door', async () => {
  const { door } = plant.door
  const calls: readonly (readonly [string, unknown])[] = [
    ['import.begin', { kind: 'passwords', file: 'x', bytes: 1 }],
    ['import.begin', { kind: 'devices', file: '/etc/passwd', bytes: 1, path: '/etc/passwd' }],
    ['import.piece', { bytes: 'text' }],
    ['import.piece', { bytes: new Uint8Array(2 ** 20 + 1) }],
    ['import.check', { mapping: [{ $ne: null }] }],
    ['import.rows', { from: -1, count: 1e9, only: 'all' }],
    ['import.run', { mode: 'force', sha256: '' }],
  ]
  for (const [name, input] of calls) expect(await door(name, input)).toMatchObject({ error: { code: 'bad-input' } })
  // Mapped to what no file may bring.
  const file = importing(
    plant.door,
    'employees',
    csvOf([
      ['a', 'b', 'c', 'd'],
      ['EMP-1', 'Luis', 'Pardo', '$2b$'],
    ]),
  )
  await file.read()
  const mapping = ['employee_id', 'name', 'surname', 'password_hash']
  expect(await value(plant.door.call('import.check', { mapping }))).toMatchObject({ create: 1 })
  await file.run('good')
  const stored = await plant.office.collections.employees.findOne({ employee_id: 'EMP-1' })
  expect(String(stored?.password_hash)).toMatch(/^\$2[aby]\$\d\d\$.{53}$/)
})
