import { readFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { type AddressInfo, createServer as createTcpServer } from 'node:net'
import { createServer as createTlsServer } from 'node:tls'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { leaksMemory } from '../../electron/db/connection/server-version.ts'
import { testConnection } from '../../electron/db/connection-test/test-connection.ts'
import { markMoved, writeMarker } from '../../electron/db/copy/move-marker.ts'
import { prepareDatabase } from '../../electron/db/preparation/prepare-database.ts'
import { type Certificates, makeCertificates } from '../support/certificates.ts'
import { freePort } from '../support/replica-set.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'

const name = 'ose'
/** On loopback an answer takes milliseconds. */
const tested = (uri: string, databaseName: string) => testConnection(uri, databaseName, { patienceMs: 700 })
const failed = (code: string, params?: object) => ({ ok: false, error: { code, ...(params && { params }) } })
const code = async (uri: string) => {
  const answer = await tested(uri, name)
  return answer.ok ? answer.value : answer.error.code
}

let certificates: Certificates
let plant: SecuredServer
let overTls: SecuredServer

beforeAll(async () => {
  certificates = await makeCertificates()
  const certificate = await certificates.server('plant', 'IP:127.0.0.1')
  plant = await startServer({ auth: true })
  overTls = await startServer({ tls: { certificate, authority: certificates.authority } })
})
afterAll(async () => {
  await plant?.stop()
  await overTls?.stop()
  await certificates?.remove()
})

describe('the address', () => {
  test.each(['', 'http://server', 'mongodb://', 'mongodb://a:b', 'mongodb://h/?tls=perhaps', 'mongodb://h/?wrong=1'])(
    '%j is none',
    async (uri) => {
      expect(await tested(uri, name)).toEqual(failed('connection-string-invalid'))
    },
  )

  test('a name that nobody knows', async () => {
    const host = 'nobody-here.invalid'
    expect(await tested(`mongodb://${host}/`, name)).toEqual(failed('connection-unknown-host', { host }))
    expect(await tested(`mongodb+srv://${host}/`, name)).toEqual(failed('connection-unknown-host', { host }))
  })

  test('a port that is closed', async () => {
    const host = `127.0.0.1:${await freePort()}`
    expect(await tested(`mongodb://${host}/`, name)).toEqual(failed('connection-refused', { host }))
  })

  test('a port that says nothing, as a firewall leaves it', async () => {
    const silent = createTcpServer(() => undefined).listen(0, '127.0.0.1')
    await new Promise((resolve) => silent.once('listening', resolve))
    const { port } = silent.address() as AddressInfo // a TCP server's address
    const host = `127.0.0.1:${port}`
    expect(await tested(`mongodb://${host}/`, name)).toEqual(failed('connection-no-answer', { host }))
    expect(await tested(`mongodb://${host}/?tls=true`, name)).toEqual(failed('connection-no-answer', { host }))
    silent.close()
  })

  test('a port where another program answers', async () => {
    const web: Server = createServer((_request, response) => response.end('hello')).listen(0, '127.0.0.1')
    await new Promise((resolve) => web.once('listening', resolve))
    const { port } = web.address() as AddressInfo // a TCP server's address
    expect(await code(`mongodb://127.0.0.1:${port}/`)).toBe('connection-not-mongodb')
    web.closeAllConnections()
    web.close()
  })
})

describe('TLS', () => {
  const withAuthority = () => `&tlsCAFile=${encodeURIComponent(certificates.authority)}`
  const at = (server: SecuredServer, more: string) => `mongodb://127.0.0.1:${server.port}/?${more}`

  test('is there with the plant’s own authority', async () => {
    expect(await code(overTls.uri())).toMatchObject({ isEncrypted: true, set: 'plant' })
  })

  test('is needed', async () => {
    const host = `127.0.0.1:${overTls.port}`
    expect(await tested(at(overTls, ''), name)).toEqual(failed('connection-tls-needed', { host }))
  })

  test('is not offered', async () => {
    expect(await code(at(plant, 'tls=true'))).toBe('connection-tls-not-offered')
  })

  test('with a certificate that this PC does not trust', async () => {
    expect(await code(at(overTls, 'tls=true'))).toBe('connection-tls-untrusted')
  })

  test('with an authority’s file that is not there, or is none', async () => {
    expect(await code(at(overTls, 'tls=true&tlsCAFile=/not/there.pem'))).toBe('connection-certificate-file')
    const file = encodeURIComponent(import.meta.filename)
    expect(await code(at(overTls, `tls=true&tlsCAFile=${file}`))).toBe('connection-certificate-file')
  })

  test('with a certificate of another name', async () => {
    const { authority } = certificates
    const other = await startServer({
      tls: { authority, certificate: await certificates.server('other', 'DNS:db.plant.example') },
      uninitiated: true,
    })
    expect(await tested(at(other, `tls=true${withAuthority()}`), name)).toEqual(
      failed('connection-tls-host-name', { host: '127.0.0.1', names: 'DNS:db.plant.example' }),
    )
    await other.stop()
  })

  test('with a certificate that is right for the address, and not for the set’s name of its primary', async () => {
    const { authority } = certificates
    const certificate = await certificates.server('alias', 'IP:127.0.0.1')
    const server = await startServer({ tls: { authority, certificate }, uninitiated: true })
    const members = [{ _id: 0, host: `0x7f000001:${server.port}` }]
    const settings = { electionTimeoutMillis: 1000 }
    await server.asSystem((admin) => admin.command({ replSetInitiate: { _id: 'plant', members, settings } }))
    const uri = at(server, `tls=true${withAuthority()}`)
    await expect
      .poll(() => tested(uri, name), { timeout: 20_000 })
      .toMatchObject(failed('connection-tls-host-name', { host: '0x7f000001' }))
    await server.stop()
  })

  test('with a certificate that has run out', async () => {
    const pem = await readFile(await certificates.server('old', 'IP:127.0.0.1', ['-days', '-1']))
    // mongod does not start with such a one; the handshake fails before anything of MongoDB's is said.
    const old = createTlsServer({ cert: pem, key: pem }).listen(0, '127.0.0.1')
    await new Promise((resolve) => old.once('listening', resolve))
    const { port } = old.address() as AddressInfo // a TCP server's address
    const uri = `mongodb://127.0.0.1:${port}/?tls=true${withAuthority()}`
    expect(await tested(uri, name)).toEqual(failed('connection-tls-expired', { host: `127.0.0.1:${port}` }))
    old.close()
  })

  test('with a server that wants a certificate of its client', async () => {
    const { authority } = certificates
    const certificate = await certificates.server('strict', 'IP:127.0.0.1')
    const strict = await startServer({ tls: { authority, certificate, clientMustShow: true } })
    expect(await code(at(strict, `tls=true${withAuthority()}`))).toBe('connection-tls-client-certificate')
    await strict.stop()
  })
})

describe('the server', () => {
  test('stands alone', async () => {
    const standalone = await startServer({ replicaSet: null })
    const { port } = standalone
    expect(await tested(standalone.uri(), name)).toEqual(failed('connection-standalone', { host: '127.0.0.1', port }))
    await standalone.stop()
  })

  test('waits to be made a replica set, then names a member that nobody finds, then has no primary', async () => {
    const server = await startServer({ uninitiated: true })
    expect(await code(server.uri())).toBe('connection-not-initiated')
    // A set may not name loopback and other hosts at once; this is 127.0.0.1 for the system and a name for MongoDB.
    const own = `0x7f000001:${server.port}`
    await server.asSystem((admin) =>
      admin.command({
        replSetInitiate: { _id: 'plant', members: [{ _id: 0, host: own }], settings: { electionTimeoutMillis: 1000 } },
      }),
    )
    await expect.poll(() => code(server.uri()), { timeout: 20_000 }).toMatchObject({ members: [own] })
    expect(await code(server.uri(null, '&replicaSet=other'))).toBe('connection-set-name')

    const lost = { _id: 1, host: 'db2.plant.invalid:27017', priority: 0, votes: 0 }
    await server.reconfigure((config) => ({ ...config, members: [...config['members'], lost] }))
    expect(await tested(server.uri(), name)).toEqual(failed('connection-member-unknown', { member: lost.host }))

    const off = `0x7f000001:${await freePort()}`
    await server.reconfigure((config) => ({ ...config, members: [config['members'][0], { ...lost, host: off }] }))
    expect(await code(server.uri())).toMatchObject({ warnings: expect.arrayContaining(['member-not-reached']) })

    // With a vote the member that is off takes the majority away.
    await server.reconfigure((config) => ({ ...config, members: [config['members'][0], { _id: 1, host: off }] }))
    await server.asSystem((admin) =>
      admin.command({ replSetStepDown: 60, secondaryCatchUpPeriodSecs: 0, force: true }).catch(() => undefined),
    )
    expect(await tested(server.uri(), name)).toEqual(failed('connection-no-primary', { set: 'plant' }))
    await server.stop()
  })
})

describe('who signs in', () => {
  let admin: MongoClient
  beforeAll(async () => {
    admin = new MongoClient(plant.uri(administrator))
    const station = { user: 'station', password: async () => 'Stat1on-pass' }
    await prepareDatabase({ client: admin, databaseName: name, station, say: () => {} })
    await admin.db(name).command({ createUser: 'local', pwd: 'Loc4l-pass', roles: ['readWrite'] })
    await admin.db('admin').command({ createUser: 'reader', pwd: 'Read3r-pass', roles: [{ role: 'read', db: name }] })
  })
  afterAll(() => admin.close())
  const at = (who: string, more = 'authSource=admin') => `mongodb://${who}127.0.0.1:${plant.port}/?${more}`

  test('nobody, where somebody must', async () => {
    expect(await code(at('', ''))).toBe('connection-user-needed')
  })

  test('somebody with a wrong password, or unknown', async () => {
    expect(await tested(at('station:wrong@'), name)).toEqual(failed('connection-authentication', { database: 'admin' }))
    expect(await code(at('nobody:wrong@'))).toBe('connection-authentication')
  })

  test('somebody of another database', async () => {
    expect(await tested(at('local:Loc4l-pass@'), name)).toEqual(
      failed('connection-auth-database', { used: 'admin', right: name }),
    )
  })

  test('somebody who may only read', async () => {
    const answer = await tested(at('reader:Read3r-pass@'), name)
    expect(answer).toMatchObject(failed('connection-rights'))
    expect(JSON.stringify(answer)).toMatch(/insert: devices.*remove: devices, movimientos, station_duties/)
  })

  test('the station’s user: all is well, and what should still be done is said', async () => {
    const facts = await code(at('station:Stat1on-pass@'))
    const { version, versionArray } = await admin.db('admin').command({ buildInfo: 1 })
    expect(facts).toMatchObject({ version, members: [`127.0.0.1:${plant.port}`], missingIndexes: [] })
    // Whoever tests on a server of his own may have one from before the fix.
    expect(facts).toMatchObject({ warnings: leaksMemory(versionArray) ? ['server-needs-update'] : [] })
  })

  test('indexes that this user may not make are named', async () => {
    await admin.db(name).collection('devices').dropIndex('ose_imei_unique')
    expect(await code(at('station:Stat1on-pass@'))).toMatchObject({ missingIndexes: ['ose_imei_unique'] })
    // Whoever may make them makes them at the first start.
    expect(await code(plant.uri(administrator))).toMatchObject({ missingIndexes: [] })
  })

  test('half a copy is no database, but a move may go on with it', async () => {
    await writeMarker(admin.db(name), 'some source')
    expect(await code(at('station:Stat1on-pass@'))).toBe('connection-half-moved')
    const options = { patienceMs: 700, forMove: true }
    expect(await testConnection(at('station:Stat1on-pass@'), name, options)).toMatchObject({ ok: true })
    await markMoved(admin.db(name))
    expect(await code(at('station:Stat1on-pass@'))).toMatchObject({ set: 'plant' })
  })

  test('no answer ever holds what the address held', async () => {
    const answers = await Promise.all(
      [
        at('secret-user:secret-word@'),
        at('secret-user:secret-word@', 'tls=true'),
        'mongodb://secret-user:secret-word@',
      ].map((uri) => tested(uri, name)),
    )
    expect(answers.every((answer) => !answer.ok)).toBe(true)
    expect(JSON.stringify(answers)).not.toMatch(/secret/)
  })
})
