import { randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Writable } from 'node:stream'
import { MongoClient } from 'mongodb'
import { expect, inject, test } from 'vitest'
import { runAdministration } from '../../electron/administration/commands.ts'
import { seedPlant } from '../../electron/db/demo/seed-plant.ts'
import { startStation, temporaryFolder } from '../support/embedded-station.ts'
import { mongodBinary } from '../support/mongod-binary.ts'
import { required } from '../support/station-bench.ts'

/** As at a command line. */
async function run(folder: string, args: readonly string[]) {
  let text = ''
  const output = new Writable({
    write(chunk, _encoding, done) {
      text += String(chunk)
      done()
    },
  })
  const input = new PassThrough()
  input.end()
  const code = await runAdministration(['check-data', ...args], {
    ...{ folder, input, output, preferredLanguages: ['en'], version: '0' },
    env: { OSE_MONGOD_PATH: mongodBinary() },
    cipher: { available: async () => false, encrypt: async () => Buffer.alloc(0), decrypt: async () => '' },
  })
  return { code, text }
}

test.each([
  ['--fix', 'no-such-kind'],
  ['--apply'],
  ['--fix', 'order-figures', '--accept'],
  ['--uri', 'http://x'],
  ['--database', 'a b'],
  ['more'],
])('%s %s %s is not understood, and nothing is done', async (...args) => {
  expect(await run('/nowhere', args)).toMatchObject({ code: 2, text: expect.stringContaining('check-data [--uri') })
})

test('a password stands in no argument', async () => {
  const told = await run('/nowhere', ['--uri', 'mongodb://admin:secret@127.0.0.1/'])
  expect(told).toMatchObject({ code: 2, text: expect.stringContaining('Leave the password out') })
})

test('finds, tries out, and corrects on a server; twice there is nothing to do', async () => {
  const uri = inject('mongodbUri')
  const client = await new MongoClient(uri).connect()
  const db = client.db(`cli_${randomUUID().slice(0, 8)}`)
  try {
    await seedPlant(db, { devices: 300, seed: 1, now: Date.now() }, () => undefined)
    const args = ['--uri', uri, '--database', db.databaseName]
    expect(await run('/nowhere', args)).toMatchObject({ code: 0, text: expect.stringContaining('Everything agrees.') })

    const movement = required(await db.collection('movimientos').findOne({ tipo: 'produccion' }))
    await db.collection('movimientos').updateOne({ _id: movement._id }, { $set: { producto: '0'.repeat(24) } })
    const found = await run('/nowhere', args)
    expect(found).toMatchObject({ code: 1, text: expect.stringContaining('movement-device-missing: 1 found') })
    const tried = await run('/nowhere', [...args, '--fix', 'movement-device-missing'])
    expect(tried.text).toContain(`producto ${'0'.repeat(24)} → ${movement['producto']}`)
    expect(tried.text).toContain('Nothing was changed')
    expect(await db.collection('movimientos').findOne({ _id: movement._id })).toMatchObject({
      producto: '0'.repeat(24),
    })

    const applied = await run('/nowhere', [...args, '--fix', 'movement-device-missing', '--apply'])
    expect(applied).toMatchObject({ code: 0, text: expect.stringContaining('1 documents corrected, 0 left') })
    expect(await db.collection('movimientos').findOne({ _id: movement._id })).toMatchObject({
      producto: movement['producto'],
    })
    const event = await db.collection('device_events').findOne({ operator: 'check-data' })
    expect(event).toMatchObject({ imei: movement['imei'], data: { reason: 'movement-device-missing', station: 'S00' } })
    expect(await run('/nowhere', args)).toMatchObject({ code: 0 })
  } finally {
    await db.dropDatabase()
    await client.close()
  }
})

test('checks the database of this PC, and refuses while the program has it', async () => {
  const folder = await temporaryFolder()
  try {
    expect(await run(folder.path, [])).toMatchObject({ code: 1, text: expect.stringContaining('holds no database') })
    writeFileSync(join(folder.path, 'settings.json'), JSON.stringify({ database: 'embedded', databaseName: 'plant' }))
    const embedded = startStation(join(folder.path, 'mongod'))
    const own = new MongoClient(await embedded.server.connectionString())
    await own.db('plant').collection('devices').insertOne({ imei: '1', estado: 'APROBADO', valido: true })
    await own.close()
    expect(await run(folder.path, [])).toMatchObject({ code: 1, text: expect.stringContaining('Close it first') })
    await embedded.server.stop()
    const found = await run(folder.path, ['--fix', 'word-unknown', '--apply'])
    expect(found.text).toContain('devices 1: estado APROBADO → aprobado')
    expect(await run(folder.path, [])).toMatchObject({ code: 0 })
  } finally {
    await folder.remove()
  }
})
