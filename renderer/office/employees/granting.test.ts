import { describe, expect, it } from 'vitest'
import {
  isSupervisor,
  mayGrant,
  mayManage,
  officePermissions,
  officeRights,
  type PersonPresent,
  rightsWithoutStation,
} from '../../../shared/domain/permissions.ts'
import { employeeRoles, permissionKeys } from '../../../shared/schemas/stored-words.ts'
import { mayChange, mayGive, rolesToGive } from './granting.ts'

/** Everybody who can reach the employees' page: every role, with every choice of the other office rights. */
const people: readonly PersonPresent[] = employeeRoles.flatMap((role) =>
  Array.from({ length: 2 ** officePermissions.length }, (_, choice) => ({
    employee_id: 'EMP001',
    role,
    status: 'active' as const,
    signedInBy: 'password' as const,
    permissions: Object.fromEntries(officePermissions.map((key, bit) => [key, (choice & (2 ** bit)) !== 0])),
  })),
)
const managers = people.filter((person) => officeRights(person).employees)

function asSession(person: PersonPresent) {
  return {
    role: person.role,
    isSupervisor: isSupervisor(person),
    office: officeRights(person),
    rightsWithoutStation: rightsWithoutStation(person),
  }
}

describe('what the form offers', () => {
  it('is what the main process grants, for every role', () => {
    const differing = managers.flatMap((by) =>
      employeeRoles
        .filter((role) => rolesToGive(asSession(by)).includes(role) !== mayGrant(by, role, []))
        .map((role) => `${by.role} gives ${role}`),
    )
    expect(differing).toEqual([])
  })

  it('is what the main process grants, for every right', () => {
    const differing = managers.flatMap((by) =>
      permissionKeys
        .filter((key) => mayGive(asSession(by), key) !== mayGrant(by, 'operator', [key]))
        .map((key) => `${by.role} gives ${key}`),
    )
    expect(differing).toEqual([])
  })

  it('changes only whom the main process lets be changed', () => {
    const differing = managers.flatMap((by) =>
      employeeRoles
        .filter((role) => mayChange(asSession(by), role) !== mayManage(by, { role }))
        .map((role) => `${by.role} changes ${role}`),
    )
    expect(differing).toEqual([])
  })

  it('is not the same for everybody', () => {
    expect(managers.length).toBeGreaterThan(100)
    expect(managers.some((by) => !mayGive(asSession(by), 'manage_settings'))).toBe(true)
  })
})
