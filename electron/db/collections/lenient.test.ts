import fc from 'fast-check'
import { BSON, Decimal128, Long, ObjectId } from 'mongodb'
import { describe, expect, it } from 'vitest'
import { readDevice } from '../../../shared/schemas/device.ts'
import { readEmployee } from '../../../shared/schemas/employee.ts'
import { readLeniently } from '../../../shared/schemas/lenient.ts'
import { readProductionOrder } from '../../../shared/schemas/production-order.ts'
import examples from '../../../tests/fixtures/reference-examples.json'
import { platformCollections, platformSchemas } from '../../../tests/support/platform-schemas.ts'
import { documentsOf } from '../../../tests/support/schema-documents.ts'

type Fields = Record<string, unknown>

/** The reference prints dates as ISO text; in the database they are dates. */
function stored(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stored)
  if (typeof value === 'string') return /^\d{4}-\d\d-\d\dT/.test(value) ? new Date(value) : value
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, stored(entry)]))
}

describe.each(platformCollections)('%s', (name) => {
  const schema = platformSchemas[name]
  const example = stored(examples.documents[name]) as Fields // a JSON object stays an object

  it('reads the example of the reference as it is printed', () => {
    const { value, off } = readLeniently(schema, example)
    expect(off).toEqual([])
    expect(value).toMatchObject(example)
  })

  it('reads what the strict schema writes unchanged, through real BSON', () => {
    fc.assert(
      fc.property(documentsOf<typeof schema>(schema), (document) => {
        const stored = BSON.deserialize(BSON.serialize(document))
        expect(readLeniently(schema, stored)).toEqual({ value: document, off: [] })
      }),
      { numRuns: 60 },
    )
  })

  it('reads a document with any field damaged, says which, and leaves the others alone', () => {
    const fields = Object.keys(schema.shape)
    const anything = fc.anything({ withDate: true, withBigInt: true, withNullPrototype: true, withTypedArray: true })
    fc.assert(
      fc.property(
        documentsOf<typeof schema>(schema),
        fc.constantFrom(...fields),
        anything,
        (document, field, found) => {
          const { value, off } = readLeniently(schema, { ...document, [field]: found })
          const { [field]: damaged, ...others } = value as Fields // whatever the schema, it is an object
          const { [field]: _whole, ...intact } = document as Fields
          expect(others).toEqual(intact)
          for (const report of off) expect(report.field).toMatch(new RegExp(`^${field}($|[.[])`))
          // What nobody reported is what the strict schema would write, or the same in another form.
          if (off.length === 0 && found !== undefined && found !== null) expect(damaged ?? null).not.toBeNull()
        },
      ),
      { numRuns: 150 },
    )
  })

  it('takes nothing for a document without throwing', () => {
    for (const nothing of [null, undefined, 7, 'text', [], new Date(), new ObjectId(), new Map()]) {
      const { off } = readLeniently(schema, nothing)
      if (!(nothing instanceof Map)) expect(off[0]).toMatchObject({ field: '' })
    }
  })
})

describe.each(Object.entries(examples.structures))('the structures of %s', (name, fields) => {
  it.each(Object.entries(fields))('reads %s as the reference prints it', (field, structure) => {
    const schema = platformSchemas[name as keyof typeof platformSchemas] // the fixture's keys are the collections
    const { value, off } = readLeniently(schema, { [field]: stored(structure) })
    expect(off.filter((report) => report.field.startsWith(field))).toEqual([])
    expect((value as Fields)[field]).toMatchObject(stored(structure) as Fields) // an object or a list
  })
})

describe('what the platform reads in another form', () => {
  const { devices, production_orders, employees } = platformSchemas
  it.each([
    ['devices', 'lote', '1', 1],
    ['devices', 'lote', '1.0', 1],
    ['devices', 'lote', Long.fromString('9007199254740993'), null],
    ['devices', 'lote', new Long(12), 12],
    ['devices', 'notificado', 1, true],
    ['devices', 'errores', null, null],
    ['devices', 'garantia', null, null],
    ['production_orders', 'sku', '100', 100],
    ['production_orders', 'priority', 'HIGH', 'high'],
    ['production_orders', 'priority', null, null],
    ['production_orders', 'labels_required', { label_24: '7' }, { label_24: 7 }],
    ['movimientos', 'origen', 'app1_send', 'app1_send'],
    ['packages', 'estado', 'devuelto', 'devuelto'],
  ] as const)('%s.%s (%#)', (name, field, found, read) => {
    const { value, off } = readLeniently(platformSchemas[name], { [field]: found })
    expect((value as Fields)[field]).toEqual(read)
    const reports = off.filter((report) => report.field.startsWith(field))
    expect(reports).toEqual(read === null && found !== null ? [{ field, found: 'object' }] : [])
  })

  it.each([
    ['devices', 'sku', 100, '100', '100'],
    ['devices', 'imei', '12345', '12345', '"12345"'],
    ['devices', 'ccid', '', null, '""'],
    ['devices', 'estado', 'APROBADO', 'APROBADO', '"APROBADO"'],
    ['devices', 'estado', 7, '', '7'],
    ['devices', 'lote', 1.5, null, '1.5'],
    ['devices', 'lote', 'L20251110-A', null, '"L20251110-A"'],
    ['devices', 'linea', 4, null, '4'],
    ['devices', 'notificado', null, false, 'null'],
    ['devices', 'cliente', new ObjectId('507f1f77bcf86cd799439012'), '507f1f77bcf86cd799439012', 'ObjectId'],
    ['devices', 'fecha_creacion', '2025-01-15T08:00:00Z', new Date('2025-01-15T08:00:00Z'), '"2025-01-15T08:00:00Z"'],
    ['production_orders', 'status', 'toString', 'on_hold', '"toString"'],
    ['production_orders', 'production_line', 9, 0, '9'],
    ['production_orders', 'order_number', ' ord-1', ' ord-1', '" ord-1"'],
    ['movimientos', 'costo_total', Decimal128.fromString('45.50'), 45.5, 'object'],
    ['customers', 'notes', 'x'.repeat(50), 'x'.repeat(50), null],
    ['employees', 'password_hash', { hash: 'x' }, '', 'object'],
    ['employees', 'password_hash', '', '', 'text of 0'],
    ['employees', 'refresh_token', ['secret'], null, 'list of 1'],
    ['employees', 'role', 'viewer', 'operator', '"viewer"'],
  ] as const)('%s.%s (%#)', (name, field, found, read, reported) => {
    const { value, off } = readLeniently(platformSchemas[name], { [field]: found })
    expect((value as Fields)[field]).toEqual(read)
    expect(off.filter((report) => report.field === field)).toEqual(
      reported === null ? [] : [{ field, found: reported }],
    )
  })

  it('leaves out of a list what cannot be read, and reads the rest', () => {
    const { value, off } = readLeniently(production_orders, {
      batches: [{ batch_number: '2', quantity: 50 }, 'broken', { batch_number: 3, quantity: 'many' }],
    })
    expect(value.batches).toMatchObject([
      { batch_number: 2, quantity: 50, produced: 0, status: 'pending' },
      { batch_number: 3, quantity: 0 },
    ])
    expect(off.filter(({ field }) => field.startsWith('batches'))).toEqual([
      { field: 'batches[1]', found: '"broken"' },
      { field: 'batches[2].quantity', found: '"many"' },
    ])
  })

  it('keeps fields it does not know, also of a name that objects have', () => {
    const document = JSON.parse('{"imei":"123456789012345","operador":"Vodafone","__proto__":{"valido":false}}')
    const { value } = readLeniently(devices, document)
    expect(value).toMatchObject({ operador: 'Vodafone', valido: true })
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    const { value: employee } = readLeniently(employees, { permissions: { app1_access: true, quality_control: 1 } })
    expect(employee.permissions).toMatchObject({ app1_access: true, quality_control: true, manage_users: false })
  })

  it('takes a field named like a mark of BSON for a field', () => {
    const { value } = readLeniently(devices, { _bsontype: 'ObjectId', cliente: { _bsontype: 'ObjectId' }, lote: 3 })
    expect(value).toMatchObject({ lote: 3, cliente: null })
  })
})

describe('the readers of running code', () => {
  it('reads nothing as a device that was never there', () => {
    expect(readDevice(null)).toMatchObject({ imei: '', estado: '', nro_orden: null, verificado: null })
    expect(readDevice({ verificado: { act: 'a', fecha: 'then' } }).verificado).toEqual({
      fecha: new Date(0),
      operador: '',
      linea: 0,
      puesto: 0,
      act: 'a',
    })
  })

  it('reads an order without batches as one of its whole quantity, and never guesses a batch', () => {
    expect(readProductionOrder({ order_number: 'A-1', quantity: 7, status: 'pending' }).batches).toMatchObject([
      { batch_number: 1, quantity: 7, status: 'pending' },
    ])
    const order = readProductionOrder({ batches: [{ quantity: 5 }, { batch_number: 2, quantity: 5 }] })
    expect(order.batches.map((batch) => batch.batch_number)).toEqual([2])
  })

  it('reads of an employee only what is used, with the least rights where it is unclear', () => {
    const read = readEmployee({ employee_id: 'EMP-1', refresh_token: 'secret', permissions: null, status: 'retired' })
    expect(read).toMatchObject({ role: 'operator', status: 'inactive', permissions: { manage_users: false } })
  })
})
