import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Document, MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EmbeddedServerOptions } from '../../electron/mongod/embedded-server.ts'
import { freePort } from '../../electron/mongod/loopback-port.ts'
import { readDevices, type Station, startStation, temporaryFolder, writeDevice } from '../support/embedded-station.ts'
import { mongodBinary } from '../support/mongod-binary.ts'
import { type SmallDisk, smallDisk } from '../support/small-disk.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let path: string
let stations: Station[]
let disks: SmallDisk[]

beforeEach(async () => {
  folder = await temporaryFolder()
  path = join(folder.path, 'mongod')
  stations = []
  disks = []
})

afterEach(async () => {
  await Promise.all(stations.map((station) => station.server.stop()))
  await Promise.all(disks.map((disk) => disk.remove()))
  await folder.remove()
})

function start(overrides?: Partial<EmbeddedServerOptions>): Station {
  const station = startStation(path, overrides)
  stations.push(station)
  return station
}

async function disk(options: string): Promise<string> {
  const made = await smallDisk(options)
  disks.push(made)
  return made.path
}

/** A folder with data, cleanly stopped. */
async function withData(): Promise<void> {
  const station = start()
  await writeDevice(station, 'one')
  await station.server.stop()
}

describe('disk', () => {
  test.each(['64k', '1m'])('of %s is full at the first start', async (size) => {
    const station = start({ folder: join(await disk(`size=${size}`), 'mongod') })
    expect(await station.next('failed')).toMatchObject({ code: 'disk-full' })
    expect(station.server.pid()).toBeUndefined()
  })

  test('full under a running server is told, and mends itself once there is room', async () => {
    const root = await disk('size=500m')
    const station = start({ folder: join(root, 'mongod') })
    await writeDevice(station, 'one')
    const ballast = join(root, 'ballast')
    await writeFile(ballast, Buffer.alloc(500 * 2 ** 20)).catch((error) => expect(error.code).toBe('ENOSPC'))

    const client = new MongoClient(await station.server.connectionString(), { serverSelectionTimeoutMS: 1_000 })
    const write = async (): Promise<void> => {
      for (;;) {
        const lots = Array.from({ length: 100 }, () => ({ photo: Buffer.alloc(100_000, String(Math.random())) }))
        await client
          .db('plant')
          .collection('photos')
          .insertMany(lots, { writeConcern: { w: 1, journal: true } })
      }
    }
    await expect(write()).rejects.toThrow()
    await client.close()
    expect(await station.next('failed')).toMatchObject({ code: 'disk-full' })

    await rm(ballast)
    await station.next('running')
    expect(await readDevices(station)).toEqual(['one'])
  }, 90_000)

  test('that is read-only is a missing permission', async () => {
    const station = start({ folder: join(await disk('ro'), 'mongod') })
    expect(await station.next('failed')).toMatchObject({ code: 'no-permission' })
  })

  test('with a file where the folder belongs is a missing permission', async () => {
    await writeFile(path, 'not a folder')
    expect(await start().next('failed')).toMatchObject({ code: 'no-permission' })
  })
})

describe('data', () => {
  test('of a newer version is named so, left as it is, and final', async () => {
    await withData()
    await pretendNewer('7.0')
    const station = start()
    const failed = await station.next('failed')
    expect(failed).toMatchObject({ code: 'newer-data', detail: expect.stringContaining('7.0') })
    await expect(station.server.connectionString()).rejects.toMatchObject({ code: 'newer-data' })
  })

  test.each([
    ['the catalogue', '_mdb_catalog.wt'],
    ['the metadata', 'WiredTiger.wt'],
    ['the turtle file', 'WiredTiger.turtle'],
  ])('with garbage in %s is damaged', async (_what, file) => {
    await withData()
    await spoil(join(path, 'data', file))
    expect(await start().next('failed')).toMatchObject({ code: 'data-damaged' })
  })

  test('with garbage in every collection is damaged', async () => {
    await withData()
    const files = await readdir(join(path, 'data'))
    for (const file of files.filter((name) => name.startsWith('collection-'))) await spoil(join(path, 'data', file))
    expect(await start().next('failed')).toMatchObject({ code: 'data-damaged' })
  })

  test('cut short is damaged', async () => {
    await withData()
    await truncate(join(path, 'data', '_mdb_catalog.wt'), 4096)
    expect(await start().next('failed')).toMatchObject({ code: 'data-damaged' })
  })

  test('that lost its turtle file is damaged, and not replaced by an empty database', async () => {
    await withData()
    const files = (await readdir(join(path, 'data'))).sort()
    const turtle = join(path, 'data', 'WiredTiger.turtle')
    const content = await readFile(turtle)
    await rm(turtle)
    expect(await start().next('failed')).toMatchObject({ code: 'data-damaged' })
    await stations[1]?.server.stop()

    await writeFile(turtle, content)
    expect((await readdir(join(path, 'data'))).sort()).toEqual(files)
    expect(await readDevices(start())).toEqual(['one'])
  })

  test('that is gone while the state file remembers it is damaged', async () => {
    await withData()
    await rm(join(path, 'data'), { recursive: true })
    expect(await start().next('failed')).toMatchObject({ code: 'data-damaged' })
  })
})

describe('binary', () => {
  test('that is not there is missing', async () => {
    const station = start({ executable: join(folder.path, 'nothing') })
    expect(await station.next('failed')).toMatchObject({ code: 'binary-missing' })
    await expect(station.server.connectionString()).rejects.toMatchObject({ code: 'binary-missing' })
  })

  test.each([
    ['without the right to run', 'text', 0o644],
    ['of another machine', '\x7fELF\x02\x01\x01garbage', 0o755],
    ['that ends at once', '#!/bin/sh\nexit 0\n', 0o755],
    ['that lacks a library', '#!/bin/sh\necho "error while loading shared libraries: libx.so" >&2\nexit 127\n', 0o755],
    ['that knows none of our options', `#!/bin/sh\nexec "${process.execPath}" "$@"\n`, 0o755],
  ])('%s is broken', async (_what, content, mode) => {
    const executable = join(folder.path, 'mongod-broken')
    await writeFile(executable, content, { mode })
    expect(await start({ executable }).next('failed')).toMatchObject({ code: 'binary-broken' })
  })

  test('that hangs is ended after its time', async () => {
    const executable = join(folder.path, 'mongod-hanging')
    await writeFile(executable, '#!/bin/sh\nexec sleep 1000\n', { mode: 0o755 })
    const station = start({ executable, startTimeoutMs: 500 })
    expect(await station.next('failed')).toMatchObject({ code: 'start-timeout' })
    expect(station.server.pid()).toBeUndefined()
  })
})

async function spoil(file: string): Promise<void> {
  const content = await readFile(file)
  await writeFile(file, content.fill(0xaa, Math.min(4096, content.length >> 1)))
}

/**
 * Makes the data a later version's, as far as mongod looks: there is no later mongod here to do it. A server refuses to
 * write such a feature compatibility version; renaming a collection over the one that holds it, by `applyOps`, is the
 * one way that does not look.
 */
async function pretendNewer(version: string): Promise<void> {
  const port = await freePort()
  const args = ['--dbpath', join(path, 'data'), '--bind_ip', '127.0.0.1', '--port', String(port), '--nounixsocket']
  const mongod = spawn(mongodBinary(), args, { stdio: 'ignore' })
  const ended = once(mongod, 'exit')
  const client = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`)
  const admin = client.db('admin')
  const documents: Document[] = await admin.collection('system.version').find().toArray()
  const newer = documents.map((found) => (String(found['_id']).startsWith('feature') ? { ...found, version } : found))
  await admin.collection('newer').insertMany(newer)
  const [newerInfo] = await admin.listCollections({ name: 'newer' }).toArray()
  const rename = { renameCollection: 'admin.newer', to: 'admin.system.version', dropTarget: true }
  const ui = newerInfo && 'info' in newerInfo ? newerInfo.info?.uuid : undefined
  await admin.command({ applyOps: [{ op: 'c', ns: 'admin.$cmd', ui, o: rename }] })
  await client.close()
  mongod.kill('SIGTERM')
  await ended
}
