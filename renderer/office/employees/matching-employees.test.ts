import { describe, expect, it } from 'vitest'
import type { EmployeeRow } from '../../../shared/contract/employees.ts'
import { matchingEmployees } from './matching-employees.ts'

function person(employee_id: string, name: string, surname: string): EmployeeRow {
  return {
    employee_id,
    name,
    surname,
    role: 'operator',
    status: 'active',
    permissions: [],
    hasBadge: false,
    locked: false,
  }
}

const people = [person('EMP001', 'José', 'Núñez'), person('EMP002', 'Ana', 'Ruiz'), person('QC_01', 'Ana', 'Gil')]
const found = (search: string) => matchingEmployees(people, search).map((employee) => employee.employee_id)

describe('matchingEmployees', () => {
  it('finds by ID and by name, whatever the case and the accents', () => {
    expect(found('emp')).toEqual(['EMP001', 'EMP002'])
    expect(found('jose nunez')).toEqual(['EMP001'])
    expect(found('NÚÑEZ')).toEqual(['EMP001'])
  })

  it('needs every word', () => {
    expect(found('ana gil')).toEqual(['QC_01'])
    expect(found('ana 003')).toEqual([])
  })

  it('shows everybody for an empty search', () => {
    expect(found('  ')).toHaveLength(3)
  })
})
