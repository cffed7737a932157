import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { badgeHash } from '../../electron/db/people/badges.ts'
import { verifyPassword } from '../../electron/passwords/bcrypt.ts'
import { employeeSchema } from '../../shared/schemas/employee.ts'
import { defaultPlantSettings } from '../../shared/settings.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'

let office: Office
let door: OfficeDoor
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
beforeEach(async () => {
  await Promise.all([office.collections.employees.deleteMany({}), office.collections.badges.deleteMany({})])
  await addEmployee(office.collections, 'ADM-1', { role: 'admin' })
  door = openOfficeDoor(office)
  await door.call('session.signIn', { identifier: 'ADM-1', password: rightPassword })
})
afterEach(() => door.close())

const stored = (employee_id: string) => office.collections.employees.findOne({ employee_id })
const failed = (code: string) => ({ ok: false, error: { code } })
const anna = {
  employee_id: 'emp-010',
  name: 'Anna',
  surname: 'Puig',
  email: 'Anna@OSE.example',
  role: 'operator',
  permissions: ['production_line1_station1'],
  password: 'Secreta-10',
} as const

/** Signs somebody else in, with these rights. */
async function as(employee_id: string, facts: Parameters<typeof addEmployee>[2]) {
  await addEmployee(office.collections, employee_id, facts)
  door.session.signOut('person')
  await door.call('session.signIn', { identifier: employee_id, password: rightPassword })
}

describe('employees.create', () => {
  it("writes what the platform's other program reads, and the employee can sign in", async () => {
    expect(await door.call('employees.create', { ...anna, permissions: [...anna.permissions] })).toEqual({
      ok: true,
      value: {},
    })
    const employee = await stored('EMP-010')
    expect(employeeSchema.parse(employee)).toMatchObject({
      employee_id: 'EMP-010',
      email: 'anna@ose.example',
      status: 'active',
      failed_login_attempts: 0,
      locked_until: null,
      created_by: 'ADM-1',
      permissions: { production_line1_station1: true, production_line1_station2: false, manage_users: false },
    })
    expect(Object.keys(employee?.permissions ?? {})).toHaveLength(15)
    expect(Object.keys(employee ?? {}).filter((key) => key.startsWith('refresh'))).toEqual([])
    expect(employee?.password_hash).toMatch(/^\$2b\$12\$/)
    expect(verifyPassword('Secreta-10', employee?.password_hash ?? '')).toBe(true)
    expect(JSON.stringify(office.logged)).not.toContain('Secreta-10')
    const answer = await door.session.signInWithPassword('anna@ose.example', 'Secreta-10')
    expect(answer).toMatchObject({ kind: 'signed-in', who: { employee_id: 'EMP-010' } })
  })

  it('refuses an ID or e-mail that exists, also when two are made at once', async () => {
    const make = (more: Partial<typeof anna> = {}) =>
      door.call('employees.create', { ...anna, ...more, permissions: [...anna.permissions] })
    const both = await Promise.all([make(), make()])
    expect(both.filter(({ ok }) => ok)).toHaveLength(1)
    expect(both).toContainEqual(failed('already-exists'))
    expect(await door.call('employees.create', { ...anna, employee_id: 'EMP-011', permissions: [] })).toEqual(
      failed('already-exists'),
    )
    expect(await office.collections.employees.countDocuments({ email: 'anna@ose.example' })).toBe(1)
  })

  it('lets many be without an e-mail', async () => {
    for (const employee_id of ['EMP-020', 'EMP-021']) {
      expect(await door.call('employees.create', { ...anna, employee_id, email: '', permissions: [] })).toMatchObject({
        ok: true,
      })
      expect(await stored(employee_id)).toMatchObject({ email: null })
    }
  })

  it.each(['alllower1', 'ALLUPPER1', 'NoDigits', `Aa1${'ñ'.repeat(35)}`])(
    'refuses the password %s',
    async (password) => {
      expect(await door.call('employees.create', { ...anna, password, permissions: [] })).toEqual(
        failed('password-too-weak'),
      )
    },
  )

  it('gives no rights that the maker does not have', async () => {
    const superAdmin = { ...anna, role: 'super_admin', permissions: [] } as const
    expect(await door.call('employees.create', { ...superAdmin, permissions: [] })).toEqual(failed('no-permission'))
    expect(await door.call('employees.create', { ...anna, permissions: ['manage_settings'] })).toEqual(
      failed('no-permission'),
    )
    await as('CLERK', { may: ['manage_users'] })
    expect(await door.call('employees.create', { ...anna, permissions: ['admin_access'] })).toEqual(
      failed('no-permission'),
    )
    expect(await door.call('employees.create', { ...anna, role: 'admin', permissions: [] })).toEqual(
      failed('no-permission'),
    )
    expect(await door.call('employees.create', { ...anna, permissions: ['quality_control'] })).toMatchObject({
      ok: true,
    })
  })
})

describe('employees.setPermissions', () => {
  it("changes our keys one by one and keeps the other program's", async () => {
    await addEmployee(office.collections, 'EMP-001', { may: ['quality_control', 'production_line1_station1'] })
    const permissions = ['production_line1_station2'] as const
    expect(
      await door.call('employees.setPermissions', { employee_id: 'emp-001', permissions: [...permissions] }),
    ).toMatchObject({ ok: true })
    const employee = await stored('EMP-001')
    expect(employee?.permissions).toMatchObject({
      app1_access: true,
      quality_control: false,
      production_line1_station1: false,
      production_line1_station2: true,
    })
    expect(employee).toMatchObject({ refresh_token: 'of-the-other-program' })
  })

  it('works where the other program left none', async () => {
    await addEmployee(office.collections, 'EMP-001')
    await office.database.db
      .collection('employees')
      .updateOne({ employee_id: 'EMP-001' }, { $set: { permissions: null } })
    expect(
      await door.call('employees.setPermissions', { employee_id: 'EMP-001', permissions: ['quality_control'] }),
    ).toMatchObject({ ok: true })
    expect((await stored('EMP-001'))?.permissions).toMatchObject({ quality_control: true, manage_users: false })
  })

  it('reaches nobody above, but leaves what they hold alone', async () => {
    await addEmployee(office.collections, 'ROOT', { role: 'super_admin' })
    expect(await door.call('employees.setPermissions', { employee_id: 'ROOT', permissions: [] })).toEqual(
      failed('no-permission'),
    )
    expect(await door.call('employees.printBadge', { employee_id: 'ROOT' })).toEqual(failed('no-permission'))
    await addEmployee(office.collections, 'EMP-001', { may: ['manage_settings'] })
    const permissions = ['manage_settings', 'quality_control'] as const
    expect(
      await door.call('employees.setPermissions', { employee_id: 'EMP-001', permissions: [...permissions] }),
    ).toMatchObject({ ok: true })
    expect(await door.call('employees.setPermissions', { employee_id: 'NOBODY', permissions: [] })).toEqual(
      failed('not-found'),
    )
  })
})

describe('status and lock', () => {
  it('suspends and unlocks, but nobody themselves', async () => {
    await addEmployee(office.collections, 'EMP-001', {
      failed_login_attempts: 5,
      locked_until: new Date(Date.now() + 60_000),
    })
    expect(await door.call('employees.unlock', { employee_id: 'EMP-001' })).toMatchObject({ ok: true })
    expect(await stored('EMP-001')).toMatchObject({ failed_login_attempts: 0, locked_until: null })
    expect(await door.call('employees.setStatus', { employee_id: 'EMP-001', status: 'suspended' })).toMatchObject({
      ok: true,
    })
    expect(await stored('EMP-001')).toMatchObject({ status: 'suspended' })
    expect(await door.call('employees.setStatus', { employee_id: 'ADM-1', status: 'inactive' })).toEqual(
      failed('no-permission'),
    )
  })
})

describe('employees.list and badges', () => {
  it('lists everybody without a secret, whatever the other program wrote', async () => {
    await addEmployee(office.collections, 'EMP-001', {
      locked_until: new Date(Date.now() + 60_000),
      may: ['quality_control'],
    })
    await office.database.db
      .collection('employees')
      .insertOne({ employee_id: 'EMP-OLD', name: 5, role: 'viewer', permissions: null })
    await office.tables.badges.issue('EMP-001', 'ADM-1', new Date())
    const answer = await door.call('employees.list', {})
    if (!answer.ok) throw new Error(answer.error.code)
    expect(answer.value.employees.map(({ employee_id }) => employee_id)).toEqual(['ADM-1', 'EMP-001', 'EMP-OLD'])
    expect(answer.value.employees[1]).toMatchObject({ hasBadge: true, locked: true, permissions: ['quality_control'] })
    expect(answer.value.employees[2]).toMatchObject({
      role: 'operator',
      status: 'inactive',
      hasBadge: false,
      locked: false,
    })
    expect(JSON.stringify(answer)).not.toMatch(/\$2b|refresh|hash/)
  })

  it('prints a badge whose token is nowhere but on it', async () => {
    await addEmployee(office.collections, 'EMP-001')
    office.logged.length = 0
    expect(await door.call('employees.printBadge', { employee_id: 'EMP-001' })).toEqual({
      ok: true,
      value: { file: 'printed.pdf' },
    })
    const [[employee, token]] = door.printed as [[unknown, string]]
    expect(employee).toEqual({ employee_id: 'EMP-001', name: 'Ana García Ruiz', role: 'operator' })
    expect(await office.tables.badges.find(badgeHash(token))).toEqual({ employee_id: 'EMP-001', revoked: false })
    expect(JSON.stringify(office.logged)).not.toContain(token)
  })
})

describe('settings', () => {
  it("are read and kept, this PC's in its file and the plant's in the database", async () => {
    await as('ADM-2', { role: 'super_admin' })
    const read = await door.call('settings.read', {})
    if (!read.ok) throw new Error(read.error.code)
    expect(read.value).toMatchObject({ plant: defaultPlantSettings, forced: [], serialPorts: ['/dev/ttyACM0'] })
    const { database: _database, databaseName: _name, ...others } = read.value.workstation
    const {
      zoom: _zoom,
      soundSet: _sounds,
      backupFolder: _folder,
      backupDays: _days,
      backupHour: _hour,
      ...workstation
    } = others
    expect(await door.call('settings.saveWorkstation', { ...workstation, linea: 3 })).toEqual({ ok: true, value: {} })
    expect(door.config.settings()).toMatchObject({ linea: 3, database: 'unset' })
    expect(await door.call('settings.savePlant', { ...defaultPlantSettings, idleMinutes: 7 })).toEqual({
      ok: true,
      value: {},
    })
    expect(await office.collections.settings.findOne({ _id: 'plant' })).toMatchObject({
      idleMinutes: 7,
      updated_by: 'ADM-2',
    })
    await office.collections.settings.updateOne({ _id: 'plant' }, { $set: { idleMinutes: 'soon', undoMinutes: 3 } })
    await door.plant.refresh()
    expect(door.plant.current()).toEqual({ ...defaultPlantSettings, undoMinutes: 3 })
    expect(await door.call('settings.openDemoSheet', {})).toEqual(failed('not-found'))
    expect(await door.call('settings.printCommandSheet', {})).toMatchObject({ ok: true })
  })
})
