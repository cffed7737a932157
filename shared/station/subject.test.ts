import { expect, it } from 'vitest'
import { isSameSubject, type Subject, subjectNumber, subjectTail } from './subject.ts'
import { subjectSchema } from './subject-schema.ts'

const unit: Subject = { kind: 'unit', imei: '356938035643809', iccid: null, order_number: 'O-1', lote: 2 }
const batch: Subject = { kind: 'batch', order_number: 'O-1', lote: 2 }
const box: Subject = { kind: 'box', number: 'CJ-0000001', order_number: 'O-1' }

it.each([
  [unit, '356938035643809', '3809'],
  [batch, 'O-1 / 2', 'O-1 / 2'],
  [box, 'CJ-0000001', '0001'],
])('has a number that a person reads on the thing: %#', (subject, number, tail) => {
  expect(subjectNumber(subject)).toBe(number)
  expect(subjectTail(subject)).toBe(tail)
  expect(subjectSchema.parse(JSON.parse(JSON.stringify(subject)))).toEqual(subject)
})

it('is the same where kind and number are', () => {
  expect(isSameSubject(unit, { ...unit, iccid: '8900000000000000001' })).toBe(true)
  expect(isSameSubject(box, { ...box, kind: 'carton' })).toBe(false)
})

it.each([{ kind: 'unit' }, { kind: 'box', number: 7, order_number: null }, { kind: 'truck', number: '1' }, null, 'x'])(
  'is nothing else: %j',
  (value) => {
    expect(subjectSchema.safeParse(value).success).toBe(false)
  },
)
