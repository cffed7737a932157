import { MongoNetworkError } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createDoor, type DoorParts } from '../../electron/door.ts'
import type { SignedIn } from '../../electron/people/signed-in.ts'
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
  await office.collections.employees.deleteMany({})
  office.logged.length = 0
  door = openOfficeDoor(office)
})
afterEach(() => door.close())

const refusal = (code: string) => ({ ok: false, error: { code } })
const signIn = (identifier: string) => door.call('session.signIn', { identifier, password: rightPassword })

describe('a name', () => {
  it.each([
    'orders.drop',
    '',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'valueOf',
    ['session.stay'],
    { toString: () => 'session.stay' },
    null,
    undefined,
    1,
  ])('is one of the contract or refused: %j', async (name) => {
    expect(await door.door(name, {})).toEqual(refusal('unknown-command'))
  })
})

describe('a right', () => {
  it('is needed for all but what anybody may', async () => {
    expect(await door.door('employees.list', {})).toEqual(refusal('not-signed-in'))
    expect(await door.door('production.listOrders', {})).toEqual(refusal('not-signed-in'))
    expect(await door.door('session.signOut', {})).toEqual(refusal('not-signed-in'))
    expect(await door.door('setup.useDemo', {})).toEqual(refusal('setup-not-open'))
    expect(await door.door('page.ready', {})).toEqual({ ok: true, value: {} })
  })

  it("is this person's, at this line, and not asked of the input", async () => {
    await addEmployee(office.collections, 'EMP-001', { may: ['production_line2_station1', 'view_reports'] })
    await signIn('EMP-001')
    expect(await door.door('production.listOrders', {})).toEqual(refusal('no-permission'))
    expect(await door.door('employees.list', {})).toEqual(refusal('no-permission'))
    expect(await door.door('station.resolveConflict', { id: 'a'.repeat(24), reason: 'none' })).toEqual(
      refusal('no-permission'),
    )
    await office.tables.employees.setPermissions('EMP-001', ['production_line1_station1'], new Date())
    await door.session.check()
    expect(await door.door('production.listOrders', {})).toEqual({ ok: true, value: { orders: [] } })
  })

  it('of the office needs the password: a badge alone is not enough', async () => {
    await addEmployee(office.collections, 'ADM-1', { role: 'super_admin' })
    await signIn('ADM-1')
    await door.plant.save({ ...door.plant.current(), badgeSignIn: true }, 'ADM-1')
    const token = (await office.tables.badges.issue('ADM-1', 'ADM-1', new Date())) ?? ''
    door.session.signOut('person')
    await door.session.signInWithBadge(token)
    expect(await door.door('employees.list', {})).toEqual(refusal('no-permission'))
    expect(await door.door('settings.read', {})).toEqual(refusal('no-permission'))
    expect(await door.door('production.listOrders', {})).toMatchObject({ ok: true })
  })
})

describe('an input', () => {
  it.each([
    ['session.signIn', {}],
    ['session.signIn', { identifier: { $ne: null }, password: { $ne: null } }],
    ['session.signIn', { identifier: 'EMP-001', password: ['x'] }],
    ['session.signIn', { identifier: 'EMP-001', password: 'x', by: 'ADM-1' }],
    ['screen.setLanguage', { language: '__proto__' }],
    ['session.stay', null],
    ['session.stay', [1]],
    ['session.stay', 'text'],
  ])('of %s that is not what the contract says is refused: %j', async (name, input) => {
    expect(await door.door(name, input)).toMatchObject(refusal('bad-input'))
  })

  it('names the field that is wrong', async () => {
    await addEmployee(office.collections, 'ADM-1', { role: 'admin' })
    await signIn('ADM-1')
    expect(await door.door('orders.setStatus', { order_number: 'OP-1', status: 'completed' })).toMatchObject({
      error: { code: 'bad-input', params: { field: 'status' } },
    })
  })

  it('never reaches the log with its password', async () => {
    await door.door('session.signIn', { identifier: 'NOBODY', password: 'Hunter-two-2' })
    await door.door('session.signIn', { identifier: 'NOBODY', password: 'Hunter-two-2', more: 1 })
    expect(JSON.stringify(office.logged)).not.toContain('Hunter-two-2')
  })
})

describe('what happens behind the door', () => {
  const who: SignedIn = {
    employee_id: 'ADM-1',
    name: 'Ada',
    role: 'super_admin',
    status: 'active',
    permissions: {},
    isSupervisor: true,
    signedInBy: 'password',
  }
  function doorTo(listOrders: () => Promise<unknown>, parts: Partial<DoorParts> = {}) {
    const workflows = { 'orders.list': listOrders } as unknown as DoorParts['workflows'] // the one that is called
    return createDoor({
      workflows,
      session: { current: () => who },
      workstation: () => ({ linea: 1, puesto: 1, stations: ['production'] }),
      settingUp: () => false,
      databaseIsAway: () => null,
      log: office.log,
      checkOutput: true,
      ...parts,
    })
  }
  const call = (opened: ReturnType<typeof doorTo>) => opened('orders.list', { before: null })

  it('stays there when it throws: only an id crosses', async () => {
    const answer = await call(doorTo(() => Promise.reject(new Error('mongodb://root:hunter2@plant/ failed'))))
    expect(answer).toEqual({ ok: false, error: { code: 'internal', logId: 'TEST-0001' } })
    expect(office.logged.at(-1)).toMatchObject({ event: 'door.bug', facts: { name: 'orders.list', by: 'ADM-1' } })
  })

  it('is a failure when the database goes away under it', async () => {
    const answer = await call(doorTo(() => Promise.reject(new MongoNetworkError('gone'))))
    expect(answer).toEqual(refusal('database-away'))
  })

  it('is not begun while the database is away, unless the command can do without', async () => {
    let begun = 0
    const away = doorTo(
      async () => {
        begun++
      },
      { databaseIsAway: () => 'database-starting' },
    )
    expect(await call(away)).toEqual(refusal('database-starting'))
    expect(begun).toBe(0)
    expect(await openOfficeDoorAway()).toMatchObject({ ok: true })
  })

  async function openOfficeDoorAway() {
    const opened = openOfficeDoor(office, { databaseIsAway: () => 'database-away' })
    try {
      return await opened.door('session.stay', {})
    } finally {
      await opened.close()
    }
  }

  it('gives what the contract says, and nothing beside it', async () => {
    const extra = { orders: [], more: false, password_hash: 'x' }
    expect(await call(doorTo(async () => ({ ok: true, value: extra })))).toEqual({
      ok: true,
      value: { orders: [], more: false },
    })
    const wrong = await call(doorTo(async () => ({ ok: true, value: { orders: 'none' } })))
    expect(wrong).toMatchObject(refusal('internal'))
  })
})
