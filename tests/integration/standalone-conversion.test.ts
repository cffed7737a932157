import { rm } from 'node:fs/promises'
import { MongoClient } from 'mongodb'
import { afterEach, expect, test } from 'vitest'
import { testConnection } from '../../electron/db/connection-test/test-connection.ts'
import { administrator, type SecuredServer, startServer } from '../support/secured-server.ts'

let folder = ''
let server: SecuredServer | undefined
afterEach(async () => {
  await server?.stop()
  if (folder !== '') await rm(folder, { recursive: true, force: true })
})

const asAdministrator = async <Value>(act: (client: MongoClient) => Promise<Value>): Promise<Value> => {
  const client = new MongoClient(server?.uri(administrator, '&directConnection=true') ?? '')
  try {
    return await act(client)
  } finally {
    await client.close()
  }
}
const tested = async () => {
  const answer = await testConnection(server?.uri(administrator) ?? '', 'ose')
  return answer.ok ? 'works' : answer.error.code
}
const countDevices = () => asAdministrator((client) => client.db('ose').collection('devices').countDocuments())

/** What the screen and docs/plant-database.md tell an administrator to do, done. */
test('a standalone server with users becomes a replica set by the procedure shown, and goes back by it', async () => {
  server = await startServer({ replicaSet: null, auth: true })
  folder = server.folder
  const { user, password: pwd } = administrator
  await server.asSystem((admin) => admin.command({ createUser: user, pwd, roles: ['root'] }))
  await asAdministrator((client) => client.db('ose').collection('devices').insertOne({ imei: '1' }))
  expect(await tested()).toBe('connection-standalone')

  await server.shutDown()
  server = await startServer({ auth: true, replicaSet: 'rs0', uninitiated: true, folder })
  expect(await tested()).toBe('connection-not-initiated')
  const members = [{ _id: 0, host: `127.0.0.1:${server.port}` }]
  await asAdministrator((client) => client.db('admin').command({ replSetInitiate: { _id: 'rs0', members } }))
  await expect.poll(tested, { timeout: 20_000 }).toBe('works')
  expect(await countDevices()).toBe(1)

  await server.shutDown()
  server = await startServer({ auth: true, replicaSet: null, folder })
  expect(await tested()).toBe('connection-standalone')
  expect(await countDevices()).toBe(1)
})
