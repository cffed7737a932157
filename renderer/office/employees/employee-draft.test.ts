import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newEmployeeSchema } from '../../../shared/contract/employees.ts'
import { employeeRoles, permissionKeys } from '../../../shared/schemas/stored-words.ts'
import { type EmployeeDraft, emptyEmployee, readEmployee } from './employee-draft.ts'
import { samePermissions, withPermission } from './permission-names.ts'

const good: EmployeeDraft = {
  id: ' emp007 ',
  name: 'Ana',
  surname: 'Ruiz Gil',
  email: ' Ana@Example.COM ',
  role: 'operator',
  permissions: ['production_line1_station1'],
  password: 'Secreto1',
}

function errorsOf(change: Partial<EmployeeDraft>) {
  const reading = readEmployee({ ...good, ...change })
  return reading.ok ? {} : reading.errors
}

describe('readEmployee', () => {
  it('stores the ID in upper and the e-mail in lower case, as the platform looks them up', () => {
    expect(readEmployee(good)).toEqual({
      ok: true,
      value: {
        employee_id: 'EMP007',
        name: 'Ana',
        surname: 'Ruiz Gil',
        email: 'ana@example.com',
        role: 'operator',
        permissions: ['production_line1_station1'],
        password: 'Secreto1',
      },
    })
  })

  it('does without an e-mail', () => {
    expect(errorsOf({ email: '  ' })).toEqual({})
  })

  it('names every field that is missing on an empty form', () => {
    const reading = readEmployee(emptyEmployee)
    expect(reading.ok ? [] : Object.keys(reading.errors)).toEqual(['id', 'name', 'surname', 'password'])
  })

  it.each(['AB', 'EMP 07', 'EMP.07', 'X'.repeat(21), 'EMPÑ07'])('refuses the ID %j', (id) =>
    expect(errorsOf({ id }).id?.key).toBe('office.employees.errors.id'),
  )

  it('keeps blanks of a password: they are part of it', () => {
    const reading = readEmployee({ ...good, password: ' Secreto1 ' })
    expect(reading.ok && reading.value.password).toBe(' Secreto1 ')
  })

  it.each([
    ['name', 50],
    ['surname', 100],
  ] as const)('takes a %s of 2 to %d letters, as the contract does', (field, longest) => {
    expect([1, 2, longest, longest + 1].map((length) => field in errorsOf({ [field]: 'x'.repeat(length) }))).toEqual([
      true,
      false,
      false,
      true,
    ])
    const reading = readEmployee({ ...good, [field]: 'x'.repeat(longest) })
    expect(reading.ok && newEmployeeSchema.safeParse(reading.value).success).toBe(true)
  })

  it('lets nothing pass that the contract would refuse', () => {
    const text = fc.string({ maxLength: 110 })
    // One field at a time around a good employee: a form wrong in three fields would prove nothing about the fourth.
    const change: fc.Arbitrary<Partial<EmployeeDraft>> = fc.oneof(
      fc.record({ id: fc.oneof(text, fc.stringMatching(/^[A-Za-z0-9_-]{1,23}$/)) }),
      fc.record({ name: text }),
      fc.record({ surname: text }),
      fc.record({ email: fc.oneof(text, fc.emailAddress(), fc.stringMatching(/^[a-z]{1,3}@[a-z]{1,3}\.[a-z]{0,3}$/)) }),
      fc.record({ role: fc.constantFrom(...employeeRoles), permissions: fc.subarray([...permissionKeys]) }),
      fc.record({ password: fc.string({ maxLength: 80 }).map((end) => `Aa1${end}`) }),
    )
    fc.assert(
      fc.property(change, (changed) => {
        const reading = readEmployee({ ...good, ...changed })
        return !reading.ok || newEmployeeSchema.safeParse(reading.value).success
      }),
      { numRuns: 1000 },
    )
  })
})

describe('permissions', () => {
  it('are given and taken once', () => {
    expect(withPermission(['quality_control'], 'quality_control', true)).toEqual(['quality_control'])
    expect(withPermission(['quality_control', 'manage_rma'], 'quality_control', false)).toEqual(['manage_rma'])
  })

  it('are the same in any order', () => {
    expect(samePermissions(['manage_rma', 'quality_control'], ['quality_control', 'manage_rma'])).toBe(true)
    expect(samePermissions(['manage_rma'], ['quality_control'])).toBe(false)
    expect(samePermissions(['manage_rma'], ['quality_control', 'manage_rma'])).toBe(false)
  })
})
