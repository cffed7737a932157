import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { newEmployeeSchema } from '../../../shared/contract/employees.ts'
import { employeeRoles, employeeStatuses, permissionKeys } from '../../../shared/schemas/employee.ts'
import { productionLines, stationNumbers } from '../../../shared/stations.ts'
import { type EmployeeDraft, emptyEmployee, readEmployee } from './employee-draft.ts'
import {
  otherPermissions,
  roleOrder,
  samePermissions,
  stationPermission,
  statusOrder,
  withPermission,
} from './permission-names.ts'

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

  it('lets nothing pass that the contract would refuse', () => {
    const text = fc.oneof(fc.string({ maxLength: 110 }), fc.constantFrom('Ana', 'a@b.co', 'Secreto1', ' x'))
    const draft = fc.record({
      id: fc.oneof(text, fc.stringMatching(/^[A-Za-z0-9_-]{2,22}$/)),
      name: text,
      surname: text,
      email: fc.oneof(text, fc.emailAddress()),
      role: fc.constantFrom(...employeeRoles),
      permissions: fc.subarray([...permissionKeys]),
      password: fc.oneof(
        text,
        fc.string({ minLength: 70, maxLength: 80 }).map((end) => `Aa1${end}`),
      ),
    })
    fc.assert(
      fc.property(draft, (typed) => {
        const reading = readEmployee(typed)
        return !reading.ok || newEmployeeSchema.safeParse(reading.value).success
      }),
      { numRuns: 500 },
    )
  })
})

describe('the lists of the form', () => {
  it('are those of the schemas, and every permission can be given', () => {
    const stations = productionLines.flatMap((line) =>
      stationNumbers.map((station) => stationPermission(line, station)),
    )
    expect([...stations, ...otherPermissions].sort()).toEqual([...permissionKeys].sort())
    expect([...roleOrder].sort()).toEqual([...employeeRoles].sort())
    expect([...statusOrder].sort()).toEqual([...employeeStatuses].sort())
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
