import { expect, test } from 'vitest'
import { missingRights, type Privilege, stationPrivileges } from './station-rights.ts'

const readWrite = ['find', 'insert', 'update', 'remove', 'changeStream', 'collStats', 'listIndexes', 'listCollections']

test('the role lacks nothing, and only for its own database', () => {
  const role = stationPrivileges('ose')
  expect(missingRights(role, 'ose')).toEqual([])
  expect(missingRights(role, 'other').length).toBeGreaterThan(0)
})

test.each<[string, Privilege]>([
  ['readWrite on the database', { resource: { db: 'ose', collection: '' }, actions: readWrite }],
  ['readWriteAnyDatabase', { resource: { db: '', collection: '' }, actions: readWrite }],
  ['root', { resource: { anyResource: true }, actions: readWrite }],
])('%s is enough', (_name, privilege) => {
  expect(missingRights([privilege], 'ose')).toEqual([])
})

test('what is missing is named with its collections', () => {
  const readOnly: Privilege = { resource: { db: 'ose', collection: '' }, actions: ['find', 'changeStream'] }
  expect(missingRights([readOnly], 'ose')).toContain('remove: devices, movimientos, station_duties')
  const cluster: Privilege = { resource: { cluster: true }, actions: readWrite }
  expect(missingRights([cluster], 'ose')).toContain('changeStream: ose')
})

test('no station may drop, make an index, or take anything but a unit that is undone', () => {
  const privileges = stationPrivileges('ose')
  const actions = new Set(privileges.flatMap((privilege) => privilege.actions))
  expect([...actions].sort()).toEqual([
    'changeStream',
    'collStats',
    'find',
    'insert',
    'listCollections',
    'listIndexes',
    'remove',
    'update',
  ])
  const removable = privileges.filter((privilege) => privilege.actions.includes('remove'))
  expect(removable.map((privilege) => privilege.resource.collection)).toEqual([
    'devices',
    'movimientos',
    'station_duties',
  ])
  expect(privileges.every((privilege) => privilege.resource.db === 'ose')).toBe(true)
})
