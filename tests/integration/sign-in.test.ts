import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { badgeHash } from '../../electron/db/people/badges.ts'
import type { SessionChange } from '../../electron/people/session-change.ts'
import { afterFailure, type LockFacts } from '../../shared/domain/lockout.ts'
import { type Office, openOffice } from '../support/office.ts'
import { addEmployee, rightPassword } from '../support/people.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())
beforeEach(async () => {
  const { employees, badges, signIns } = office.collections
  await Promise.all([employees.deleteMany({}), badges.deleteMany({}), signIns.deleteMany({})])
  office.logged.length = 0
})

const stored = (employee_id: string) => office.collections.employees.findOne({ employee_id })
const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000)

describe('by password', () => {
  it('signs in by ID or e-mail in any case, and writes what the platform writes', async () => {
    await addEmployee(office.collections, 'EMP-001', { failed_login_attempts: 3 })
    const session = office.session()
    const changes: SessionChange['why'][] = []
    session.onChange(({ why }) => changes.push(why))
    for (const identifier of ['emp-001', ' EMP-001 ', 'Emp-001@OSE.example']) {
      expect(await session.signInWithPassword(identifier, rightPassword)).toMatchObject({ kind: 'signed-in' })
    }
    expect(session.current()).toMatchObject({
      employee_id: 'EMP-001',
      name: 'Ana García Ruiz',
      signedInBy: 'password',
      isSupervisor: false,
    })
    expect(changes).toEqual(['signed-in', 'replaced', 'signed-in', 'replaced', 'signed-in'])
    const employee = await stored('EMP-001')
    expect(employee).toMatchObject({
      failed_login_attempts: 0,
      locked_until: null,
      last_login_ip: '192.0.2.7',
      refresh_token: 'of-the-other-program',
    })
    expect(Math.abs(Date.now() - (employee?.last_login?.getTime() ?? 0))).toBeLessThan(60_000)
    await session.stop()
  })

  it('keeps only hashes of its tokens, and ends the one before', async () => {
    await addEmployee(office.collections, 'EMP-001')
    let kept: string | null = null
    const session = office.session({
      kept: {
        read: async () => kept,
        write: async (text) => {
          kept = text
        },
      },
    })
    await session.signInWithPassword('EMP-001', rightPassword)
    const { token } = JSON.parse(kept ?? '')
    const all = await office.collections.signIns.find().toArray()
    expect(all).toHaveLength(1)
    expect(JSON.stringify(all)).not.toContain(token)
    session.signOut('person')
    expect(kept).toBeNull()
    await expect.poll(() => office.collections.signIns.countDocuments({ ended_why: 'person' })).toBe(1)
  })

  it('says the same of an unknown ID, a wrong password and an account that is not active', async () => {
    await addEmployee(office.collections, 'EMP-001')
    await addEmployee(office.collections, 'EMP-OFF', { status: 'suspended' })
    await addEmployee(office.collections, 'EMP-LOCK', { failed_login_attempts: 5, locked_until: minutesFromNow(9) })
    const session = office.session()
    const answers = await Promise.all([
      session.signInWithPassword('NOBODY', rightPassword),
      session.signInWithPassword('EMP-001', 'wrong'),
      session.signInWithPassword('EMP-OFF', rightPassword),
      session.signInWithPassword('EMP-LOCK', 'wrong'),
      session.signInWithPassword('{"$ne":null}', rightPassword),
    ])
    for (const answer of answers) expect(answer).toEqual({ kind: 'refused', word: 'sign-in-wrong', params: {} })
    // Neither a locked account nor one that is not active counts.
    expect(await stored('EMP-LOCK')).toMatchObject({ failed_login_attempts: 5 })
    expect(await stored('EMP-OFF')).toMatchObject({ failed_login_attempts: 0 })
    expect(JSON.stringify(office.logged)).not.toContain(rightPassword)
    expect(session.current()).toBeNull()
  })

  it('tells the right password of a locked account that it is locked', async () => {
    const until = minutesFromNow(9)
    await addEmployee(office.collections, 'EMP-LOCK', { failed_login_attempts: 5, locked_until: until })
    expect(await office.session().signInWithPassword('EMP-LOCK', rightPassword)).toEqual({
      kind: 'refused',
      word: 'employee-locked',
      params: { until: until.getTime() },
    })
  })

  it('locks at exactly the fifth of twenty wrong tries at once, from many stations', async () => {
    await addEmployee(office.collections, 'EMP-001')
    const tries = Array.from({ length: 20 }, () => office.session().signInWithPassword('EMP-001', 'wrong'))
    for (const answer of await Promise.all(tries)) expect(answer).toMatchObject({ word: 'sign-in-wrong' })
    const employee = await stored('EMP-001')
    expect(employee?.failed_login_attempts).toBe(5)
    const lockedFor = (employee?.locked_until?.getTime() ?? 0) - Date.now()
    expect(lockedFor).toBeGreaterThan(25 * 60_000)
    expect(lockedFor).toBeLessThanOrEqual(30 * 60_000)
    expect(employee).toMatchObject({ refresh_token: 'of-the-other-program' })
  })

  it('lets nobody in who was locked, suspended or given another password while the password was compared', async () => {
    await addEmployee(office.collections, 'EMP-001')
    const { employees } = office.tables
    const employee = await employees.findById('EMP-001')
    const hash = employee?.password_hash ?? ''
    const now = new Date()
    expect(await employees.recordSuccess('EMP-001', 'another', now, '')).toBe(false)
    await employees.setStatus('EMP-001', 'suspended', now)
    expect(await employees.recordSuccess('EMP-001', hash, now, '')).toBe(false)
    await employees.setStatus('EMP-001', 'active', now)
    await office.collections.employees.updateOne(
      { employee_id: 'EMP-001' },
      { $set: { locked_until: minutesFromNow(1) } },
    )
    expect(await employees.recordSuccess('EMP-001', hash, now, '')).toBe(false)
    await employees.unlock('EMP-001', now)
    expect(await employees.recordSuccess('EMP-001', hash, now, '')).toBe(true)
  })

  it('says to the database what the rule says', async () => {
    const settings = { lockAfterFailures: 5, lockMinutes: 30 }
    const now = new Date()
    const cases: LockFacts[] = [0, 1, 3, 4, 5, 9].flatMap((failed_login_attempts) => [
      { failed_login_attempts, locked_until: null },
      { failed_login_attempts, locked_until: new Date(now.getTime() - 1) },
      { failed_login_attempts, locked_until: now },
      { failed_login_attempts, locked_until: new Date(now.getTime() + 60_000) },
    ])
    for (const [index, facts] of cases.entries()) {
      const employee_id = `CASE-${index}`
      await addEmployee(office.collections, employee_id, facts)
      const counted = await office.tables.employees.recordFailure(employee_id, now, settings)
      const after = await stored(employee_id)
      const expected = afterFailure(facts, now, settings)
      expect(counted === null).toBe(expected === null)
      expect({ facts, failed: after?.failed_login_attempts, until: after?.locked_until }).toEqual({
        facts,
        failed: (expected ?? facts).failed_login_attempts,
        until: (expected ?? facts).locked_until,
      })
    }
  })

  it('needs the database', async () => {
    const answer = await office.session({ tables: () => null }).signInWithPassword('EMP-001', rightPassword)
    expect(answer).toEqual({ kind: 'failed', code: 'database-away' })
  })
})

describe('by badge', () => {
  // What this PC was told when it last asked is older than what holds.
  beforeEach(() => office.badgeSignIn(true))

  it('signs in where the plant allows it, and the same badge signs out', async () => {
    await addEmployee(office.collections, 'EMP-001', { failed_login_attempts: 2 })
    const token = (await office.tables.badges.issue('EMP-001', 'ADMIN', new Date())) ?? ''
    expect(token).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/)
    const session = office.session()
    expect(await session.signInWithBadge(token.toLowerCase())).toMatchObject({
      kind: 'signed-in',
      who: { employee_id: 'EMP-001', signedInBy: 'badge' },
    })
    // A badge is no password: the count of wrong ones stays.
    expect(await stored('EMP-001')).toMatchObject({ failed_login_attempts: 2, last_login_ip: '192.0.2.7' })
    expect(JSON.stringify(await office.collections.badges.find().toArray())).not.toContain(token)
    expect(await session.signInWithBadge(token)).toMatchObject({ kind: 'signed-out' })
    expect(session.current()).toBeNull()
    expect(JSON.stringify(office.logged)).not.toContain(token)
  })

  it('signs the person out by their badge also after the password, and takes over for another', async () => {
    await addEmployee(office.collections, 'EMP-001')
    await addEmployee(office.collections, 'EMP-002')
    const own = (await office.tables.badges.issue('EMP-001', 'ADMIN', new Date())) ?? ''
    const other = (await office.tables.badges.issue('EMP-002', 'ADMIN', new Date())) ?? ''
    const session = office.session()
    await session.signInWithPassword('EMP-001', rightPassword)
    expect(await session.signInWithBadge(other)).toMatchObject({ kind: 'signed-in', who: { employee_id: 'EMP-002' } })
    await session.signInWithPassword('EMP-001', rightPassword)
    expect(await session.signInWithBadge(own)).toMatchObject({ kind: 'signed-out', who: { employee_id: 'EMP-001' } })
  })

  it('refuses each in its own words', async () => {
    await addEmployee(office.collections, 'EMP-001')
    await addEmployee(office.collections, 'EMP-OFF', { status: 'on_leave' })
    await addEmployee(office.collections, 'EMP-LOCK', { locked_until: minutesFromNow(5) })
    const token = async (id: string) => (await office.tables.badges.issue(id, 'ADMIN', new Date())) ?? ''
    const revoked = await token('EMP-001')
    const valid = await token('EMP-001')
    const session = office.session()
    const word = async (code: string) => {
      const answer = await session.signInWithBadge(code)
      return answer.kind === 'refused' ? answer.word : answer.kind
    }
    expect(await word('0'.repeat(26))).toBe('unknown-badge')
    expect(await word(revoked)).toBe('badge-revoked')
    expect(await word(await token('EMP-OFF'))).toBe('employee-not-active')
    expect(await word(await token('EMP-LOCK'))).toBe('employee-locked')
    await office.badgeSignIn(false)
    const strict = await office.session().signInWithBadge(valid)
    expect(strict).toMatchObject({ word: 'badge-needs-password' })
    expect(await office.tables.badges.issue('NOBODY', 'ADMIN', new Date())).toBeNull()
    expect(await office.session({ tables: () => null }).signInWithBadge(valid)).toEqual({
      kind: 'failed',
      code: 'database-away',
    })
  })

  it('leaves one valid badge when many are printed at once', async () => {
    await addEmployee(office.collections, 'EMP-001')
    const tokens = await Promise.all(
      Array.from({ length: 8 }, () => office.tables.badges.issue('EMP-001', 'ADMIN', new Date())),
    )
    expect(new Set(tokens).size).toBe(8)
    expect(await office.collections.badges.countDocuments({ revoked_at: null })).toBe(1)
    expect(await office.tables.badges.find(badgeHash(tokens[0] ?? ''))).toMatchObject({ employee_id: 'EMP-001' })
  })
})

describe('a supervisor for one act', () => {
  it('is whoever has the role, by badge or password, and is not signed in', async () => {
    await addEmployee(office.collections, 'SUP-1', { role: 'supervisor' })
    await addEmployee(office.collections, 'EMP-001')
    const session = office.session()
    const badge = (await office.tables.badges.issue('SUP-1', 'ADMIN', new Date())) ?? ''
    const operators = (await office.tables.badges.issue('EMP-001', 'ADMIN', new Date())) ?? ''
    await session.signInWithPassword('EMP-001', rightPassword)
    const who = { employee_id: 'SUP-1', name: 'Ana García Ruiz' }
    expect(await session.supervisorByBadge(badge)).toEqual({ kind: 'supervisor', who })
    expect(await session.supervisorByPassword('sup-1', rightPassword)).toEqual({ kind: 'supervisor', who })
    expect(await session.supervisorByBadge(operators)).toMatchObject({ word: 'supervisor-needed' })
    expect(await session.supervisorByPassword('EMP-001', rightPassword)).toMatchObject({ word: 'supervisor-needed' })
    expect(await session.supervisorByPassword('SUP-1', 'wrong')).toMatchObject({ word: 'sign-in-wrong' })
    expect(await stored('SUP-1')).toMatchObject({ failed_login_attempts: 1 })
    expect(session.current()).toMatchObject({ employee_id: 'EMP-001' })
    await session.stop()
  })
})
