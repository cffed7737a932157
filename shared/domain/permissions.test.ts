import { describe, expect, it } from 'vitest'
import { type EmployeeRole, employeeRoles, type PermissionKey, permissionKeys } from '../schemas/stored-words.ts'
import {
  isSupervisor,
  may,
  mayCall,
  mayGrant,
  mayManage,
  officeRights,
  type PersonPresent,
  rightsWithoutStation,
  stationPermission,
  stationsFor,
  type Workstation,
} from './permissions.ts'

const workstation: Workstation = { linea: 1, puesto: 1, stations: ['production'] }

function person(
  role: EmployeeRole,
  keys: readonly PermissionKey[] = [],
  more: Partial<PersonPresent> = {},
): PersonPresent {
  const permissions = Object.fromEntries(keys.map((key) => [key, true]))
  return { employee_id: 'EMP-1', role, status: 'active', permissions, signedInBy: 'password', ...more }
}

describe('may', () => {
  it('is the station of the line and number', () => {
    expect(stationPermission(3, 2)).toBe('production_line3_station2')
  })

  it.each(permissionKeys)('super_admin may %s without any key', (key) => {
    expect(may(person('super_admin'), key)).toBe(true)
  })

  it.each(permissionKeys)('admin may %s, but manage_settings only with the key', (key) => {
    expect(may(person('admin'), key)).toBe(key !== 'manage_settings')
    expect(may(person('admin', ['manage_settings']), key)).toBe(true)
  })

  it.each(employeeRoles.filter((role) => role !== 'admin' && role !== 'super_admin'))(
    '%s may only its keys',
    (role) => {
      expect(permissionKeys.filter((key) => may(person(role, ['quality_control']), key))).toEqual(['quality_control'])
    },
  )

  it.each(['inactive', 'suspended', 'on_leave'] as const)('nobody who is %s may anything', (status) => {
    expect(permissionKeys.some((key) => may(person('super_admin', permissionKeys, { status }), key))).toBe(false)
  })

  it('counts what the other program writes for true, and no inherited name', () => {
    expect(may(person('operator', [], { permissions: { manage_users: 1, admin_access: 'yes' } }), 'admin_access')).toBe(
      true,
    )
    expect(may(person('operator', [], { permissions: { manage_users: 0, admin_access: null } }), 'admin_access')).toBe(
      false,
    )
    const inherited = Object.create({ manage_users: true })
    expect(may(person('operator', [], { permissions: inherited }), 'manage_users')).toBe(false)
  })
})

describe('isSupervisor', () => {
  it('is the role of an active employee', () => {
    expect(employeeRoles.filter((role) => isSupervisor({ role, status: 'active' }))).toEqual([
      'supervisor',
      'manager',
      'admin',
      'super_admin',
    ])
    expect(isSupervisor({ role: 'manager', status: 'suspended' })).toBe(false)
  })
})

describe('mayCall', () => {
  const operator = person('operator', ['production_line1_station1'])
  it.each([
    ['anybody', null, 'yes'],
    ['signed-in', null, 'not-signed-in'],
    ['station', null, 'not-signed-in'],
    ['manage_users', null, 'not-signed-in'],
    ['signed-in', operator, 'yes'],
    ['station', operator, 'yes'],
    ['station', person('operator', ['production_line1_station2', 'production_line2_station1']), 'no-permission'],
    ['supervisor', operator, 'no-permission'],
    ['supervisor', person('supervisor'), 'yes'],
    ['manage_users', operator, 'no-permission'],
    ['manage_users', person('operator', ['manage_users']), 'yes'],
    ['nobody-yet', person('super_admin'), 'setup-not-open'],
  ] as const)('needs %s: %#', (needs, who, answer) => {
    expect(mayCall(needs, who, workstation, false)).toBe(answer)
  })

  it('lets anybody set up while it is being set up', () => {
    expect(mayCall('nobody-yet', null, workstation, true)).toBe('yes')
  })

  it('gives no office right to a badge alone, and every floor right', () => {
    const byBadge = person('super_admin', [], { signedInBy: 'badge' })
    for (const needs of [
      'manage_users',
      'admin_access',
      'manage_settings',
      'manage_customers',
      'view_reports',
    ] as const) {
      expect(mayCall(needs, byBadge, workstation, false)).toBe('no-permission')
    }
    expect(mayCall('station', byBadge, workstation, false)).toBe('yes')
    expect(officeRights(byBadge)).toEqual({
      orders: false,
      employees: false,
      settings: false,
      imports: [],
      lists: false,
    })
    expect(officeRights({ ...byBadge, signedInBy: 'password' })).toEqual({
      orders: true,
      employees: true,
      settings: true,
      imports: ['devices', 'customers', 'orders', 'employees'],
      lists: true,
    })
  })

  it('offers the import of what the same person may make by hand', () => {
    const by = { ...person('operator', ['manage_customers']), signedInBy: 'password' } as const
    expect(officeRights(by).imports).toEqual(['customers'])
    expect(officeRights({ ...by, signedInBy: 'badge' }).imports).toEqual([])
  })
})

describe('what is offered', () => {
  it('offers the station of this workstation only', () => {
    expect(stationsFor(person('operator', ['production_line1_station1']), workstation)).toEqual(['production'])
    expect(stationsFor(person('operator', ['production_line2_station1']), workstation)).toEqual([])
  })

  it('names rights without a screen, and never another line', () => {
    expect(
      rightsWithoutStation(person('operator', ['quality_control', 'production_line3_station2', 'manage_users'])),
    ).toEqual(['quality_control'])
    expect(rightsWithoutStation(person('super_admin'))).toEqual([])
  })
})

describe('who may give which rights', () => {
  const clerk = person('operator', ['manage_users'])
  it('lets nobody make or change somebody above them', () => {
    expect(mayManage(clerk, { role: 'admin' })).toBe(false)
    expect(mayManage(person('admin'), { role: 'super_admin' })).toBe(false)
    expect(mayManage(person('admin'), { role: 'admin' })).toBe(true)
    expect(mayManage(clerk, { role: 'operator' })).toBe(true)
    expect(mayManage(person('operator'), { role: 'operator' })).toBe(false)
  })

  it('lets station rights be given by whoever manages users, office rights only by who has them', () => {
    expect(mayGrant(clerk, 'operator', ['production_line3_station2', 'quality_control'])).toBe(true)
    expect(mayGrant(clerk, 'operator', ['manage_settings'])).toBe(false)
    expect(mayGrant(clerk, 'supervisor', [])).toBe(false)
    expect(mayGrant(person('admin'), 'supervisor', ['admin_access'])).toBe(true)
    expect(mayGrant(person('admin'), 'operator', ['manage_settings'])).toBe(false)
    expect(mayGrant(person('super_admin'), 'super_admin', permissionKeys)).toBe(true)
  })
})
