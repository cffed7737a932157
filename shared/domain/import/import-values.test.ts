import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type ImportCell, importKinds } from './import-cell.ts'
import { readDate } from './import-dates.ts'
import { importFields } from './import-fields.ts'
import { guessMapping, headerKey, missingFields, tidyMapping } from './import-headers.ts'
import { readNumber } from './import-numbers.ts'
import { createRowReader } from './import-rows.ts'
import { readValue } from './import-values.ts'

const rules = { imeiLuhn: 'block', iccidLuhn: 'block' } as const
const by = { employee_id: 'ADM-1', role: 'super_admin', status: 'active', permissions: {} } as const
const read = (form: Parameters<typeof readValue>[0]['form'], cell: ImportCell) => {
  const value = readValue({ form }, cell, rules)
  return value.ok ? value.value : value.reason
}

describe('numbers of a file', () => {
  it.each([
    ['1234', 1234],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234,50 €', 1234.5],
    ['12,5%', 12.5],
    ['−3', -3],
    ['1.234', 'ambiguous-number'],
    ['1.234.567', 1_234_567],
    ['12.34.56', 'not-a-number'],
    ['doce', 'not-a-number'],
    ['0x1f', 'not-a-number'],
    ['', 'not-a-number'],
  ])('%j', (text, value) => {
    const number = readNumber(text, false)
    expect(number.ok ? number.value : number.reason).toBe(value)
  })

  it('a whole one has no decimals, so its one group is thousands', () => {
    expect(readNumber('1.234', true)).toEqual({ ok: true, value: 1234 })
  })
})

describe('days of a file', () => {
  it.each([
    ['2025-01-31', '2025-01-31'],
    ['31/01/2025', '2025-01-31'],
    ['31.1.2025', '2025-01-31'],
    [45_688, '2025-01-31'],
    [new Date('2025-01-31T00:00:00Z'), '2025-01-31'],
    ['01/31/2025', null],
    ['29/02/2025', null],
    ['31-01/2025', null],
    ['31/01/25', null],
    ['2125-01-31', null],
    [Number.NaN, null],
    [true, null],
  ])('%j', (cell, day) => {
    expect(readDate(cell)?.toISOString().slice(0, 10) ?? null).toBe(day)
  })
})

describe('codes of a file', () => {
  const imei = '861888080000017'
  it.each([
    [imei, imei],
    [Number(imei), imei],
    [`'${imei}`, imei],
    [`="${imei}"`, imei],
    ['86-188808-000001-7', imei],
    [`${imei},0`, imei],
    ['861888080000018', 'imei-check-digit'],
    ['8.61888E+14', 'number-rounded'],
    [8.988e19, 'number-rounded'],
    ['86188808000001', 'imei-length'],
    [true, 'bad-characters'],
  ])('an IMEI from %j', (cell, value) => {
    expect(read({ is: 'imei' }, cell)).toBe(value)
  })

  it('words are understood in both languages, and as they are stored', () => {
    const state = { is: 'word', of: 'deviceState' } as const
    expect(['APROBADO', 'approved', 'En servicio', 'en_produccion'].map((word) => read(state, word))).toEqual([
      'aprobado',
      'aprobado',
      'activo',
      'en_produccion',
    ])
    expect(read(state, '__proto__')).toBe('unknown-word')
  })
})

describe('columns', () => {
  it('are found by their titles, each field once; what is not known stays open', () => {
    expect(guessMapping('devices', ['ÍMEI', 'n.º de serie', 'imei', 'Estante', 'LOTE (nº)'])).toEqual([
      'imei',
      null,
      null,
      null,
      'lote',
    ])
    expect(missingFields('customers', ['customer_code', null])).toEqual(['customer_type', 'email'])
  })

  it('are remembered whatever the titles’ case and accents; what was stored is not believed', () => {
    expect(headerKey('devices', ['Línea', 'IMEI'])).toBe(headerKey('devices', ['LINEA', 'imei ']))
    expect(headerKey('devices', ['IMEI'])).not.toBe(headerKey('orders', ['IMEI']))
    expect(tidyMapping('devices', 3, ['imei', 'imei', 'password_hash', 'lote'])).toEqual(['imei', null, null])
  })
})

describe('whatever a file holds', () => {
  const cell: fc.Arbitrary<ImportCell> = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.double(),
    fc.boolean(),
    fc.date({ noInvalidDate: false }),
    fc.constant(null),
    fc.constantFrom('__proto__', 'constructor', '{"$gt":""}', '=1+1', '-0', '1e400', '\ud800', '31/12/2025', 'sí'),
  )

  it.each(importKinds)('a row of %s is values or problems, and never throws', (kind) => {
    const fields = importFields[kind]
    const mapping = fields.map(({ name }) => name)
    const names = new Set([...mapping, ''])
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: fields.length + 3 }), { maxLength: 4 }), (rows) => {
        const readRow = createRowReader({ kind, mapping, rules, by })
        for (const [index, cells] of rows.entries()) {
          const { values, problems } = readRow(index + 2, cells)
          for (const name of Object.keys(values)) expect(names).toContain(name)
          for (const { field } of problems) expect(names).toContain(field)
          for (const value of Object.values(values)) {
            if (typeof value === 'number') expect(Number.isFinite(value)).toBe(true)
            if (value instanceof Date) expect(Number.isNaN(value.getTime())).toBe(false)
            if (typeof value === 'string') expect(value).not.toMatch(/\0|\p{Cs}/u)
          }
        }
      }),
    )
  })

  it('the second of two that are the same says where the first is', () => {
    const readRow = createRowReader({
      kind: 'customers',
      mapping: ['customer_code', 'customer_type', 'email'],
      rules,
      by,
    })
    readRow(2, ['cust-1', 'distribuidor', 'a@b.example'])
    expect(readRow(9, ['CUST-1', 'distribuidor', 'a@b.example']).problems).toEqual([
      { field: 'customer_code', reason: 'duplicate-in-file', params: { value: 'CUST-1', row: 2 } },
    ])
  })
})
