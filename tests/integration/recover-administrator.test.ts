import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readLocalCommand } from '../../electron/administration/local-command.ts'
import { runLocalCommand } from '../../electron/administration/run-local-command.ts'
import type { Collections } from '../../electron/db/collections/collections.ts'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { verifyPassword } from '../../electron/passwords/bcrypt.ts'
import { may } from '../../shared/domain/permissions.ts'
import { type EmbeddedPlant, embeddedPlant } from '../support/embedded-backup.ts'
import { mongodBinary } from '../support/mongod-binary.ts'
import { addEmployee } from '../support/people.ts'

let plant: EmbeddedPlant

beforeAll(async () => {
  plant = await embeddedPlant('')
  await ask(async (tables) => {
    await addEmployee(tables, 'OLD001', {
      role: 'operator',
      status: 'suspended',
      failed_login_attempts: 5,
      locked_until: new Date(Date.now() + 9e6),
    })
    await addEmployee(tables, 'OPE002')
    await tables.signIns.insertMany(
      ['OLD001', 'OPE002'].map((employee_id) => ({
        ...{ _id: employee_id, employee_id, station: 'S01', at: new Date(), by: 'password' as const },
        ...{ password_mark: 'x', ended_at: null, ended_why: null },
      })),
    )
    await tables.badges.insertOne({
      _id: 'b',
      employee_id: 'OLD001',
      created_at: new Date(),
      created_by: 'X',
      revoked_at: null,
    })
  })
})
afterAll(() => plant.close())

async function ask<Value>(question: (tables: Collections) => Promise<Value>): Promise<Value> {
  const { station, uri } = await plant.start()
  const database = await openDatabase(uri, 'plant')
  try {
    return await question(database.collections)
  } finally {
    await database.close()
    await station.server.stop()
  }
}

async function run(args: readonly string[], env: Record<string, string> = {}) {
  const lines: string[] = []
  const code = await runLocalCommand(readLocalCommand(args) ?? { kind: 'usage' }, {
    env: { OSE_MONGOD_PATH: mongodBinary(), OSE_DATABASE: 'embedded', OSE_DATABASE_NAME: 'plant', ...env },
    usualFolder: plant.dataFolder,
    preferredLanguages: ['en'],
    version: 'test',
    print: (line) => lines.push(line),
  })
  return { code, said: lines.join('\n') }
}

describe('a lost last administrator', () => {
  test('comes back by the command: administrator, unlocked, one password, earlier sign-ins ended, an event left', async () => {
    const { code, said } = await run(['recover-administrator', 'old001'])
    expect([code, said]).toEqual([0, expect.stringMatching(/OLD001/)])
    const password = /shown only here: (\S+)/.exec(said)?.[1] ?? ''
    await ask(async ({ employees, signIns, badges, audit }) => {
      const employee = await employees.findOne({ employee_id: 'OLD001' })
      expect(employee).toMatchObject({
        ...{ role: 'super_admin', status: 'active', failed_login_attempts: 0, locked_until: null, name: 'Ana' },
        // The other program's own are untouched.
        ...{ refresh_token: 'of-the-other-program', permissions: { app1_access: true, manage_settings: true } },
      })
      if (employee === null) throw new Error('gone')
      expect(may(employee, 'manage_settings')).toBe(true)
      expect(verifyPassword(password, employee.password_hash)).toBe(true)
      expect(await signIns.findOne({ employee_id: 'OLD001' })).toMatchObject({ ended_why: 'recovered' })
      expect(await signIns.findOne({ employee_id: 'OPE002' })).toMatchObject({ ended_at: null })
      expect(await badges.findOne({ _id: 'b' })).toMatchObject({ revoked_at: expect.any(Date) })
      const events = await audit.find().toArray()
      expect(events).toMatchObject([
        { kind: 'administrator-recovered', employee_id: 'OLD001', made: false, role_before: 'operator', seen_by: [] },
      ])
      expect(JSON.stringify(events)).not.toContain(password)
    })
  })

  test('can be a new employee, if named; an unknown one alone changes nothing', async () => {
    expect(await run(['recover-administrator', 'NEW001'])).toMatchObject({
      code: 1,
      said: expect.stringContaining('--name'),
    })
    expect(await run(['recover-administrator', 'a b', '--name', 'Eva', '--surname', 'Ruiz'])).toMatchObject({ code: 1 })
    expect(await run(['recover-administrator', 'NEW001', '--name', 'Eva', '--surname', 'Ruiz'])).toMatchObject({
      code: 0,
    })
    await ask(async ({ employees, audit }) => {
      expect(await employees.findOne({ employee_id: 'NEW001' })).toMatchObject({ role: 'super_admin', name: 'Eva' })
      expect(await audit.countDocuments()).toBe(2)
    })
  })
})

describe('the command refuses', () => {
  test('while the program runs', async () => {
    const { station } = await plant.start()
    const answer = await run(['recover-administrator', 'OLD001'])
    expect(answer).toMatchObject({ code: 1, said: expect.stringContaining('is running') })
    await station.server.stop()
  })

  test('on a PC that uses the plant’s database, and where there is none', async () => {
    const ofPlant = await run(['recover-administrator', 'OLD001'], {
      OSE_MONGODB_URI: 'mongodb://u:s3cret@127.0.0.1:1/',
    })
    expect(ofPlant).toMatchObject({ code: 1, said: expect.stringContaining('server') })
    expect(ofPlant.said).not.toContain('s3cret')
    const empty = join(plant.dataFolder, 'elsewhere')
    expect(await run(['recover-administrator', 'OLD001', '--data-folder', empty])).toMatchObject({ code: 1 })
    expect(existsSync(join(empty, 'mongod'))).toBe(false)
  })

  test('what is not whole, by saying how it is typed', async () => {
    expect(await run(['restore'])).toMatchObject({ code: 2, said: expect.stringContaining('restore FILE') })
  })
})
