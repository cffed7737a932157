import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
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
})

const minutesFromNow = (minutes: number) => new Date(Date.now() + minutes * 60_000)

describe('while signed in', () => {
  const fast = { tickMs: 20, checkMs: 20 }

  it.each([
    ['employee-not-active', { status: 'suspended' }],
    ['employee-locked', { locked_until: minutesFromNow(5) }],
    ['password-changed', { password_hash: '$2b$04$other' }],
    ['role-changed', { role: 'supervisor' }],
  ] as const)('ends: %s', async (why, change) => {
    await addEmployee(office.collections, 'EMP-001')
    const session = office.session(fast)
    await session.signInWithPassword('EMP-001', rightPassword)
    const ended = new Promise((resolve) => session.onChange((told) => told.who === null && resolve(told.why)))
    await office.collections.employees.updateOne({ employee_id: 'EMP-001' }, { $set: change })
    expect(await ended).toBe(why)
    await expect.poll(() => office.collections.signIns.countDocuments({ ended_why: why })).toBe(1)
  })

  it('ends when the badge it was opened with is revoked, the employee deleted, or the sign-in ended elsewhere', async () => {
    for (const [why, act] of [
      ['badge-revoked', () => office.tables.badges.issue('EMP-001', 'ADMIN', new Date())],
      ['ended-elsewhere', () => office.collections.signIns.updateMany({}, { $set: { ended_at: new Date() } })],
      ['employee-gone', () => office.collections.employees.deleteOne({ employee_id: 'EMP-001' })],
    ] as const) {
      await office.collections.employees.deleteMany({})
      await addEmployee(office.collections, 'EMP-001')
      await office.badgeSignIn(true)
      const session = office.session(fast)
      await session.signInWithBadge((await office.tables.badges.issue('EMP-001', 'ADMIN', new Date())) ?? '')
      const ended = new Promise((resolve) => session.onChange((told) => told.who === null && resolve(told.why)))
      await act()
      expect(await ended).toBe(why)
    }
  })

  it('takes changed permissions at once and stays', async () => {
    await addEmployee(office.collections, 'EMP-001')
    const session = office.session(fast)
    await session.signInWithPassword('EMP-001', rightPassword)
    const told = new Promise((resolve) => session.onChange(({ why }) => resolve(why)))
    await office.tables.employees.setPermissions('EMP-001', ['quality_control'], new Date())
    expect(await told).toBe('rights-changed')
    expect(session.current()?.permissions).toEqual({ quality_control: true, app1_access: true })
    await session.stop()
  })

  it('ends after inactivity, which a scan puts off', async () => {
    await addEmployee(office.collections, 'EMP-001')
    const session = office.session({ tickMs: 20, settings: { idleMinutes: 0.01 } })
    await session.signInWithPassword('EMP-001', rightPassword)
    const first = session.signOutAt() ?? 0
    const ended = new Promise((resolve) => session.onChange((told) => told.who === null && resolve(told.why)))
    await sleep(50)
    session.activity()
    expect(session.signOutAt() ?? 0).toBeGreaterThan(first)
    expect(await ended).toBe('idle')
    expect(session.signOutAt()).toBeNull()
  })
})

describe('after a crash', () => {
  async function crashed() {
    await addEmployee(office.collections, 'EMP-001')
    let text: string | null = null
    const kept = {
      read: async () => text,
      write: async (next: string | null) => {
        text = next
      },
    }
    const before = office.session({ kept })
    await before.signInWithPassword('EMP-001', rightPassword)
    await before.stop()
    return { kept, text: () => text }
  }

  it('goes on as the same person', async () => {
    const { kept } = await crashed()
    const session = office.session({ kept })
    expect(await session.resume()).toMatchObject({ employee_id: 'EMP-001', signedInBy: 'password' })
    expect(await office.collections.signIns.countDocuments({ ended_at: null })).toBe(1)
    await session.stop()
  })

  it('goes on while the database is away, and is looked at when it is back', async () => {
    const { kept } = await crashed()
    await office.tables.employees.setStatus('EMP-001', 'suspended', new Date())
    let away = true
    const session = office.session({ kept, tables: () => (away ? null : office.tables) })
    expect(await session.resume()).toMatchObject({ employee_id: 'EMP-001' })
    away = false
    await session.check()
    expect(session.current()).toBeNull()
  })

  it('what was over while the program was off is ended in the database as soon as it is there', async () => {
    const { kept, text } = await crashed()
    const old = JSON.stringify({ ...JSON.parse(text() ?? ''), seenAt: Date.now() - 16 * 60_000 })
    await kept.write(old)
    let away = true
    const session = office.session({ kept, tables: () => (away ? null : office.tables) })
    expect(await session.resume()).toBeNull()
    expect(text()).toBe(old)
    away = false
    await session.check()
    expect(await office.collections.signIns.countDocuments({ ended_why: 'idle' })).toBe(1)
    const again = office.session({ kept })
    expect(await again.resume()).toBeNull()
    expect(text()).toBeNull()
  })

  it('does not go on for whoever was suspended, was away too long, or left nothing readable', async () => {
    const { kept, text } = await crashed()
    await office.tables.employees.setStatus('EMP-001', 'suspended', new Date())
    expect(await office.session({ kept }).resume()).toBeNull()
    expect(text()).toBeNull()

    await office.collections.employees.deleteMany({})
    const second = await crashed()
    const old = JSON.stringify({ ...JSON.parse(second.text() ?? ''), seenAt: Date.now() - 16 * 60_000 })
    const session = office.session({ kept: { ...second.kept, read: async () => old } })
    expect(await session.resume()).toBeNull()
    await expect.poll(() => office.collections.signIns.countDocuments({ ended_why: 'idle' })).toBe(1)

    for (const rubbish of ['', '{', '{"token":"x"}', 'null']) {
      expect(await office.session({ kept: { ...kept, read: async () => rubbish } }).resume()).toBeNull()
    }
  })
})
