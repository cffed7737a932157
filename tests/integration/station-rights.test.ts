import { type Document, MongoClient, ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectionNames } from '../../electron/db/collections/collections.ts'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { checkIndexes } from '../../electron/db/indexes/indexes.ts'
import { PreparationRefused, prepareDatabase, stationRoleName } from '../../electron/db/preparation/prepare-database.ts'
import { iccid, imei } from '../support/codes.ts'
import { openOffice } from '../support/office.ts'
import { openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'
import { openStation, required, type TestStation, until } from '../support/station-bench.ts'

const databaseName = 'ose_rights'
const stationUser = { user: 'station', password: 'Stat1on-of-the-plant' }

let server: SecuredServer
let admin: MongoClient
let plant: TestPlant
let said: string[] = []

async function prepare(password = stationUser.password) {
  said = []
  return prepareDatabase({
    client: admin,
    databaseName,
    station: { user: stationUser.user, password: async () => password },
    say: (line) => said.push(line),
  })
}

beforeAll(async () => {
  server = await startServer({ auth: true })
  admin = new MongoClient(server.uri(administrator))
})
afterAll(async () => {
  await plant?.close()
  await admin.close()
  await server.stop()
})

describe('the command that prepares a plant’s database', () => {
  test('makes collections, indexes, role and user, and says so', async () => {
    expect(await prepare()).toEqual([])
    const there = await admin.db(databaseName).listCollections().toArray()
    expect(there.map(({ name }) => name).sort()).toEqual(Object.values(collectionNames).sort())
    const { users } = await admin.db('admin').command({ usersInfo: stationUser.user })
    expect(users[0].roles).toEqual([{ role: stationRoleName(databaseName), db: 'admin' }])
    expect(said.join('\n')).toContain('user station: made')
    expect(said.join('\n')).not.toContain(stationUser.password)
  })

  test('run again makes nothing twice, mends the role, and keeps the password', async () => {
    await admin.db('admin').command({ updateRole: stationRoleName(databaseName), privileges: [], roles: [] })
    expect(await prepare('Another-passw0rd')).toEqual([])
    expect(said.filter((line) => /: made/.test(line))).toEqual([])
    const client = new MongoClient(server.uri(stationUser))
    expect(await client.db(databaseName).collection('devices').countDocuments()).toBe(0)
    await client.close()
  })

  test('names the documents that stand in an index’s way, and drops nothing', async () => {
    const devices = admin.db('ose_twice').collection('devices')
    await devices.insertMany([
      { imei: imei(1), valido: true },
      { imei: imei(1), valido: true },
    ])
    const missing = await prepareDatabase({ client: admin, databaseName: 'ose_twice', station: null, say: () => {} })
    expect(missing).toEqual([
      { name: 'ose_imei_unique', unique: true, isNeededToRegister: true, duplicates: [`imei ${imei(1)} (2×)`] },
    ])
    expect(await devices.countDocuments()).toBe(2)
  })

  test('refuses a standalone server', async () => {
    const standalone = await startServer({ replicaSet: null })
    const client = new MongoClient(standalone.uri())
    const attempt = prepareDatabase({ client, databaseName, station: null, say: () => {} })
    await expect(attempt).rejects.toBeInstanceOf(PreparationRefused)
    await client.close()
    await standalone.stop()
  })
})

describe('with the rights of a station', () => {
  let station: TestStation
  beforeAll(async () => {
    await prepare()
    plant = await openTestPlant(server.uri(administrator), databaseName)
    await plant.order({ order_number: 'ORD-1', batches: [5, 5] })
    station = await openStation({ uri: server.uri(stationUser), databaseName })
  })
  afterAll(async () => {
    expect(station.bugs).toEqual([])
    await station.close()
  })

  /** The newest answer; a busy machine may say "kept here" first. */
  async function answer(): Promise<string> {
    await until(() => station.verdicts.at(-1)?.word !== 'kept-here', 'the database')
    return required(station.verdicts.at(-1)).word
  }
  async function scan(...codes: readonly string[]): Promise<string> {
    await station.scan(...codes)
    return answer()
  }

  const order = () => plant.database.collections.orders.findOne({ order_number: 'ORD-1' })

  test('a unit is registered, folded into its order, verified, and each is taken back', async () => {
    expect(station.link.missingIndexes()).toEqual([])
    expect((await station.open('ORD-1', 1)).word).toBe('order-opened')
    expect(await scan(imei(1), iccid(1))).toBe('registered')
    expect(await scan(imei(2), iccid(2))).toBe('registered')
    await until(async () => (await order())?.produced === 2, 'the fold')

    await station.desk.at('production').setJob('verify')
    expect(await scan(imei(1), iccid(1))).toBe('verified')
    await station.desk.station.input({ kind: 'command', command: 'UNDO' })
    expect(await answer()).toBe('undone')

    await station.desk.at('production').setJob('register')
    expect(await scan(imei(3), iccid(3))).toBe('registered')
    await station.desk.station.input({ kind: 'command', command: 'UNDO' })
    expect(await answer()).toBe('undone')
    expect(await plant.database.collections.devices.countDocuments()).toBe(2)
    await until(async () => (await order())?.produced === 2, 'the fold')
  })

  test('the station hears of a change of its order, and a change of another program is counted', async () => {
    await plant.database.collections.orders.updateOne({ order_number: 'ORD-1' }, { $set: { priority: 'critical' } })
    await until(() => station.work().order?.priority === 'critical', 'the change stream')
    await plant.database.collections.devices.updateOne({ imei: imei(2) }, { $set: { estado: 'retirado' } })
    await until(async () => (await order())?.produced === 1, 'the watch for changes that are not ours')
  })

  test('a station that was killed ends its own sessions and goes on', async () => {
    const marks = await station.journal.sessions.list()
    expect(marks.length).toBeGreaterThan(0)
    await station.abandon()
    station = await openStation({ uri: server.uri(stationUser), databaseName, folder: station.folder })
    const now = await station.journal.sessions.list()
    expect(marks.filter((mark) => now.includes(mark))).toEqual([])
    expect(await scan(imei(4), iccid(4))).toBe('registered')
  })

  test('the office signs in, makes orders and employees, and sets the plant', async () => {
    const office = await openOffice({ uri: server.uri(stationUser), databaseName })
    await addEmployee(plant.database.collections, 'ADM-1', { role: 'super_admin' })
    const door = openOfficeDoor(office)
    const done = { ok: true, value: {} }
    try {
      expect(await door.call('session.signIn', { identifier: 'ADM-1', password: 'wrong' })).toMatchObject({ ok: false })
      expect(await door.call('session.signIn', { identifier: 'ADM-1', password: rightPassword })).toEqual(done)
      const quantity = 10
      expect(
        await door.call('orders.create', {
          ...{ order_number: 'ORD-2', product_name: 'Baliza V16', nro_referencia: 'REF-1', brand: 'CARLITE' },
          ...{ sku: 100, quantity, batches: [quantity], production_line: 1, priority: 'high', notes: '' },
          ...{ pairing: 'imei', inspection: 'every', tacs: ['86188808'], iccid_prefixes: [] },
        }),
      ).toEqual(done)
      expect(await door.call('orders.setStatus', { order_number: 'ORD-2', status: 'in_progress' })).toEqual(done)
      const employee_id = 'OPE-1'
      expect(
        await door.call('employees.create', {
          ...{ employee_id, name: 'Luis', surname: 'Pardo', email: '', role: 'operator' },
          ...{ permissions: ['production_line1_station1'], password: rightPassword },
        }),
      ).toEqual(done)
      expect(await door.call('employees.printBadge', { employee_id })).toMatchObject({ ok: true })
      expect(await door.call('employees.printBadge', { employee_id })).toMatchObject({ ok: true })
      expect(await door.call('employees.setStatus', { employee_id, status: 'inactive' })).toEqual(done)
      expect(await door.call('settings.savePlant', { ...door.plant.current(), idleMinutes: 7 })).toEqual(done)
    } finally {
      await door.close()
      await office.close()
    }
  })
})

/** What a stolen connection string could be tried for. Each is answered by the server, not by this program. */
const forbidden: Readonly<Record<string, (client: MongoClient) => Promise<unknown>>> = {
  'drop a collection': (client) => client.db(databaseName).dropCollection('devices'),
  'drop the database': (client) => client.db(databaseName).dropDatabase(),
  'drop an index': (client) => client.db(databaseName).collection('devices').dropIndex('ose_imei_unique'),
  'make an index': (client) => client.db(databaseName).collection('devices').createIndex({ imei: -1 }),
  'make a collection of another name': (client) => client.db(databaseName).createCollection('loot'),
  'insert into a collection of another name': (client) =>
    client.db(databaseName).collection('packages').insertOne({ tracking_number: 'X' }),
  'change a collection': (client) => client.db(databaseName).command({ collMod: 'devices', validationLevel: 'off' }),
  'rename a collection': (client) => client.db(databaseName).renameCollection('devices', 'gone'),
  'delete employees': (client) => client.db(databaseName).collection('employees').deleteMany({}),
  'delete the history of devices': (client) => client.db(databaseName).collection('device_events').deleteMany({}),
  'rewrite the history of devices': (client) =>
    client
      .db(databaseName)
      .collection('device_events')
      .updateMany({}, { $set: { operator: 'X' } }),
  'rewrite movements': (client) =>
    client
      .db(databaseName)
      .collection('movimientos')
      .updateMany({}, { $set: { cantidad: 0 } }),
  'delete orders': (client) => client.db(databaseName).collection('production_orders').deleteOne({}),
  'delete badges': (client) => client.db(databaseName).collection('station_badges').deleteMany({}),
  'write past validation': (client) =>
    client
      .db(databaseName)
      .collection<Document>('devices')
      .insertOne({ _id: new ObjectId() }, { bypassDocumentValidation: true }),
  'copy out with $out': (client) =>
    client
      .db(databaseName)
      .collection('employees')
      .aggregate([{ $out: 'loot' }])
      .toArray(),
  'copy into another database with $merge': (client) =>
    client
      .db(databaseName)
      .collection('employees')
      .aggregate([{ $merge: { into: { db: 'elsewhere', coll: 'loot' } } }])
      .toArray(),
  'run mapReduce into a collection': (client) =>
    client
      .db(databaseName)
      .command({ mapReduce: 'devices', map: 'function(){}', reduce: 'function(){}', out: { replace: 'loot' } }),
  'read another database': (client) => client.db('ose_twice').collection('devices').findOne(),
  'read the users': (client) => client.db('admin').collection('system.users').findOne(),
  'read the oplog': (client) => client.db('local').collection('oplog.rs').findOne(),
  'watch the whole server': (client) => client.watch().tryNext(),
  'make a user': (client) => client.db('admin').command({ createUser: 'x', pwd: 'x', roles: [] }),
  'grant itself a role': (client) =>
    client.db('admin').command({ grantRolesToUser: stationUser.user, roles: [{ role: 'root', db: 'admin' }] }),
  'change its role': (client) =>
    client.db('admin').command({ updateRole: stationRoleName(databaseName), privileges: [], roles: ['root'] }),
  'read others’ operations': (client) =>
    client
      .db('admin')
      .aggregate([{ $currentOp: { allUsers: true } }])
      .toArray(),
  'end everybody’s sessions': (client) => client.db('admin').command({ killAllSessions: [] }),
  'change a server parameter': (client) => client.db('admin').command({ setParameter: 1, logLevel: 5 }),
  'read the command line': (client) => client.db('admin').command({ getCmdLineOpts: 1 }),
  'change the replica set': (client) => client.db('admin').command({ replSetStepDown: 60 }),
  'shut the server down': (client) => client.db('admin').command({ shutdown: 1 }),
}

describe('the server refuses a station’s user', () => {
  let thief: MongoClient
  beforeAll(async () => {
    thief = new MongoClient(server.uri(stationUser))
    await thief.connect()
  })
  afterAll(() => thief.close())

  test.each(Object.entries(forbidden))('to %s', async (_what, attempt) => {
    await expect(attempt(thief)).rejects.toMatchObject({ code: 13, codeName: 'Unauthorized' })
  })

  test('and tells which indexes are there, so that a missing one is known', async () => {
    await admin.db(databaseName).collection('devices').dropIndex('ose_ccid_unique')
    const database = await openDatabase(server.uri(stationUser), databaseName)
    expect(await checkIndexes(database.collections)).toEqual([
      { name: 'ose_ccid_unique', unique: true, isNeededToRegister: true, duplicates: [], notAllowed: true },
    ])
    await database.close()
    const late = await openStation({ uri: server.uri(stationUser), databaseName, station: 'S09' })
    await late.open('ORD-2', 1)
    expect((await late.scan(imei(9))).word).toBe('unique-index-missing')
    await late.close()
    expect(await prepare()).toEqual([])
  })
})
