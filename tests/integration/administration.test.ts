import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { runAdministration } from '../../electron/administration/commands.ts'
import { startStation, temporaryFolder } from '../support/embedded-station.ts'
import { mongodBinary } from '../support/mongod-binary.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'

const station = { user: 'station', password: 'Stat1on-pass' }
let server: SecuredServer
let folder: Awaited<ReturnType<typeof temporaryFolder>>

beforeAll(async () => {
  server = await startServer({ auth: true })
})
afterAll(() => server.stop())
beforeEach(async () => {
  folder = await temporaryFolder()
})
afterEach(() => folder.remove())

const uriOf = (user: string) => `mongodb://${user}@127.0.0.1:${server.port}/?authSource=admin`

/** As at a command line; `typed` are the lines that somebody types. */
async function run(args: readonly string[], typed: readonly string[] = []) {
  const input = new PassThrough()
  for (const line of typed) input.write(`${line}\n`)
  input.end()
  let text = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  const cipher = { available: async () => false, encrypt: async () => Buffer.alloc(0), decrypt: async () => '' }
  const env = { OSE_MONGOD_PATH: mongodBinary() }
  const code = await runAdministration(args, {
    folder: folder.path,
    env,
    cipher,
    input,
    output,
    preferredLanguages: ['en'],
    version: '0',
  })
  return { code, text }
}

test('no passwords in arguments, and a usage for what is not understood', async () => {
  const told = await run(['prepare-database', '--uri', `mongodb://admin:secret@127.0.0.1:${server.port}/`])
  expect(told.code).toBe(2)
  expect(told.text).toContain('Leave the password out')
  for (const args of [
    [],
    ['prepare-database'],
    ['prepare-database', '--uri', 'http://x'],
    ['move-database', '--drop'],
  ]) {
    expect(await run(args)).toMatchObject({ code: 2, text: expect.stringContaining('prepare-database --uri') })
  }
})

test('prepare-database asks for both passwords, and shows neither', async () => {
  const args = ['--prepare-database', '--uri', uriOf(administrator.user), '--database', 'ose_cli']
  const wrong = await run(args, ['not-it'])
  expect(wrong).toMatchObject({ code: 1, text: expect.stringContaining('does not accept this user') })
  const made = await run([...args, '--station-user', station.user], [administrator.password, station.password])
  expect(made.code).toBe(0)
  expect(made.text).toContain('role oseStation_ose_cli: made')
  expect(made.text).not.toMatch(new RegExp(`${administrator.password}|${station.password}`))
  const client = new MongoClient(server.uri(station))
  expect(await client.db('ose_cli').collection('devices').countDocuments()).toBe(0)
  await client.close()
  // Less than an administrator cannot do it, and is told.
  const station2 = await run(
    ['prepare-database', '--uri', uriOf(station.user), '--database', 'ose_cli'],
    [station.password],
  )
  expect(station2).toMatchObject({ code: 1, text: expect.stringContaining('may not do that') })
})

test('move-database moves what this PC holds, and leaves all as it was where it cannot', async () => {
  const settings = join(folder.path, 'settings.json')
  const args = ['move-database', '--uri', uriOf(administrator.user), '--database', 'ose_cli_moved']
  expect(await run(args)).toMatchObject({ code: 1, text: expect.stringContaining('holds no database') })

  writeFileSync(settings, JSON.stringify({ database: 'embedded', databaseName: 'plant' }))
  const embedded = startStation(join(folder.path, 'mongod'))
  const own = new MongoClient(await embedded.server.connectionString())
  await own
    .db('plant')
    .collection('devices')
    .insertMany([{ imei: '1' }, { imei: '2' }])
  await own.close()
  const busy = await run(args, [administrator.password])
  expect(busy).toMatchObject({ code: 1, text: expect.stringContaining('Is the program closed?') })
  await embedded.server.stop()

  const refused = await run(args, ['not-it'])
  expect(refused).toMatchObject({ code: 1, text: expect.stringContaining('connection-authentication') })
  expect(JSON.parse(readFileSync(settings, 'utf8'))).toMatchObject({ database: 'embedded' })

  const moved = await run(args, [administrator.password])
  expect(moved.text).toContain('Moved and compared: 2 documents')
  expect(moved.code).toBe(0)
  expect(moved.text).not.toContain(administrator.password)
  const kept = readFileSync(settings, 'utf8')
  expect(JSON.parse(kept)).toMatchObject({ database: 'plant', databaseName: 'ose_cli_moved' })
  expect(kept).not.toContain(administrator.password)
  const secret = join(folder.path, 'connection.txt')
  expect(readFileSync(secret, 'utf8')).toContain(encodeURIComponent(administrator.password))
  if (process.platform !== 'win32') expect(statSync(secret).mode & 0o777).toBe(0o600)
  expect(existsSync(join(folder.path, 'mongod'))).toBe(true)
  const client = new MongoClient(server.uri(administrator))
  expect(await client.db('ose_cli_moved').collection('devices').countDocuments()).toBe(2)
  await client.close()
})
