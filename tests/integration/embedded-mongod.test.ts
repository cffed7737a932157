import { readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { EmbeddedServerOptions } from '../../electron/mongod/embedded-server.ts'
import { lockFolder } from '../../electron/mongod/folder-lock.ts'
import {
  isRunning,
  onDatabase,
  readDevices,
  type Station,
  startStation,
  temporaryFolder,
  writeDevice,
} from '../support/embedded-station.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let stations: Station[]

beforeEach(async () => {
  folder = await temporaryFolder()
  stations = []
})

afterEach(async () => {
  await Promise.all(stations.map((station) => station.server.stop()))
  await folder.remove()
})

function start(overrides?: Partial<EmbeddedServerOptions>): Station {
  const station = startStation(join(folder.path, 'mongod'), overrides)
  stations.push(station)
  return station
}

describe('first start', () => {
  test('ends in a writable primary that takes transactions, and tells each phase once', async () => {
    const station = start()
    expect(station.server.pid()).toBeUndefined()
    await onDatabase(station, async (db) => {
      await db.client.withSession((session) =>
        session.withTransaction(async () => {
          await db.collection('devices').insertOne({ imei: '1' }, { session })
          await db.collection('movimientos').insertOne({ imei: '1' }, { session })
        }),
      )
    })
    expect(await readDevices(station)).toEqual(['1'])
    const { port } = await station.next('running')
    expect(station.statuses).toEqual([{ phase: 'starting' }, { phase: 'running', port }])
    expect(await isRunning(station.pid())).toBe(true)
  })

  test('gives the program what it needs, and no more', async () => {
    await onDatabase(start(), async (db) => {
      const admin = db.admin()
      await db.collection('devices').createIndex({ imei: 1 }, { unique: true, name: 'ose_imei' })
      expect(await db.collection('devices').indexes()).toHaveLength(2)
      await db.command({ collMod: 'devices', validationLevel: 'moderate' })
      const stream = db.watch()
      const changed = stream.next()
      await db.collection('devices').insertOne({ imei: '1' })
      expect((await changed).operationType).toMatch(/insert|create/)
      await stream.close()
      await admin.command({ killAllSessions: [] })
      const limit = await admin.command({ getParameter: 1, transactionLifetimeLimitSeconds: 1 })
      expect(limit['transactionLifetimeLimitSeconds']).toBe(5)
      expect(await admin.command({ serverStatus: 1 })).toMatchObject({ repl: { setName: 'rs0' } })

      for (const forbidden of [{ shutdown: 1 }, { createUser: 'x', pwd: 'y', roles: [] }]) {
        await expect(admin.command(forbidden)).rejects.toMatchObject({ code: 13 })
      }
    })
  })

  test('lets a program end the session it used before its crash, by id', async () => {
    const station = start()
    await writeDevice(station, 'one')
    const crashed = new MongoClient(await station.server.connectionString())
    const session = crashed.startSession()
    session.startTransaction()
    await crashed
      .db('plant')
      .collection('devices')
      .updateOne({ imei: 'one' }, { $set: { a: 1 } }, { session })
    await onDatabase(station, async (db) => {
      const update = () => db.collection('devices').updateOne({ imei: 'one' }, { $set: { a: 2 } }, { maxTimeMS: 300 })
      await expect(update()).rejects.toThrow()
      await db.command({ killSessions: [session.id] })
      await expect(update()).resolves.toMatchObject({ modifiedCount: 1 })
    })
    await crashed.close()
  })

  test('lets nobody in without the password, also not to make a first user, and only from this PC', async () => {
    const station = start()
    const { port } = await station.next('running')
    const stranger = new MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`)
    await expect(stranger.db('plant').collection('devices').findOne()).rejects.toMatchObject({ code: 13 })
    await expect(stranger.db('admin').command({ createUser: 'x', pwd: 'y', roles: ['root'] })).rejects.toMatchObject({
      code: 13,
    })
    await stranger.close()

    const hex = port.toString(16).toUpperCase().padStart(4, '0')
    const listening = `${await readFile('/proc/net/tcp', 'utf8')}${await readFile('/proc/net/tcp6', 'utf8')}`
      .split('\n')
      .filter((line) => line.includes(`:${hex} `) && / 0A /.test(line))
      .map((line) => line.trim().split(/\s+/)[1])
    expect(listening).toEqual([`0100007F:${hex}`])
  })

  test('keeps the secret to this user, and out of log and status', async () => {
    const station = start()
    const { password } = new URL(await station.server.connectionString())
    const mongod = join(folder.path, 'mongod')
    for (const file of ['state.json', 'keyfile', 'mongod.log', 'station.lock']) {
      expect((await stat(join(mongod, file))).mode & 0o077, file).toBe(0)
    }
    expect((await stat(mongod)).mode & 0o077).toBe(0)
    expect(password.length).toBeGreaterThanOrEqual(32)
    const key = await readFile(join(mongod, 'keyfile'), 'utf8')
    const told = station.logged() + (await readFile(join(mongod, 'mongod.log'), 'utf8'))
    expect(told).toContain('mongod.running')
    expect(told).not.toContain(password)
    expect(told).not.toContain(key)
    expect(await readFile(`/proc/${station.pid()}/cmdline`, 'utf8')).not.toContain(password)
    expect(await readFile(`/proc/${station.pid()}/environ`, 'utf8')).not.toContain('OSE_')
  })
})

describe('later start', () => {
  test('has the same data, port and user; the last log is put aside', async () => {
    const first = start()
    await writeDevice(first, 'one')
    const connection = await first.server.connectionString()
    await first.server.stop()

    const second = start()
    expect(await second.server.connectionString()).toBe(connection)
    expect(await readDevices(second)).toEqual(['one'])
    expect((await stat(join(folder.path, 'mongod', 'mongod.log.1'))).size).toBeGreaterThan(0)
  })

  test('takes another port when its own is taken, even by a program that says nothing, and remembers it', async () => {
    const first = start()
    await writeDevice(first, 'one')
    const { port } = await first.next('running')
    await first.server.stop()
    const squatter = await listen(port)

    const second = start()
    await writeDevice(second, 'two')
    const moved = await second.next('running')
    expect(moved.port).not.toBe(port)
    await second.server.stop()
    await new Promise((resolve) => squatter.close(resolve))

    const third = start()
    expect(await third.next('running')).toEqual(moved)
    expect(await readDevices(third)).toEqual(['one', 'two'])
    // mongod itself waits 30 s for an answer from the old port.
  }, 90_000)

  test('goes on with a new password when the state file or the user was lost', async () => {
    const first = start()
    await writeDevice(first, 'one')
    const lost = new URL(await first.server.connectionString()).password
    await first.server.stop()
    const state = join(folder.path, 'mongod', 'state.json')
    await rm(state)

    const second = start()
    expect(await readDevices(second)).toEqual(['one'])
    expect(new URL(await second.server.connectionString()).password).not.toBe(lost)
    await second.server.stop()
    const written = JSON.parse(await readFile(state, 'utf8'))
    await writeFile(state, JSON.stringify({ ...written, password: 'of-an-older-backup' }))
    await rm(join(folder.path, 'mongod', 'keyfile'))

    expect(await readDevices(start())).toEqual(['one'])
  })
})

describe('stop', () => {
  test('ends mongod cleanly and gives the folder back', async () => {
    const station = start()
    await writeDevice(station, 'one')
    const pid = station.pid()
    await station.server.stop()
    expect(await isRunning(pid)).toBe(false)
    expect(station.statuses[station.statuses.length - 1]).toEqual({ phase: 'stopped' })
    // mongod empties its own lock at a clean end only.
    expect((await stat(join(folder.path, 'mongod', 'data', 'mongod.lock'))).size).toBe(0)
    await expect(stat(join(folder.path, 'mongod', 'station.lock'))).rejects.toMatchObject({ code: 'ENOENT' })
    await expect(station.server.connectionString()).rejects.toThrow('stopped')
    await station.server.stop()
  })

  test.each([0, 60, 300, 600, 900])('works %i ms into the first start', async (ms) => {
    const station = start()
    const waiting = station.server.connectionString().catch(() => 'refused')
    await sleep(ms)
    const pid = station.server.pid()
    await station.server.stop()
    await waiting
    if (pid !== undefined) expect(await isRunning(pid)).toBe(false)
    expect(station.server.pid()).toBeUndefined()

    const next = start()
    await writeDevice(next, 'one')
    expect(await readDevices(next)).toEqual(['one'])
  })
})

describe('one folder', () => {
  test('never has two servers: the second program waits, told so, and goes on when the first has ended', async () => {
    const first = start()
    await writeDevice(first, 'one')
    const second = start()
    expect(await second.next('failed')).toMatchObject({ code: 'folder-in-use' })
    expect(second.server.pid()).toBeUndefined()
    expect(await readDevices(first)).toEqual(['one'])

    await first.server.stop()
    await second.next('running')
    expect(await readDevices(second)).toEqual(['one'])
  })

  test('is taken over from a dead program by exactly one of many that try at once', async () => {
    for (let round = 0; round < 100; round += 1) {
      // The number is alive, its owner is another: numbers are given out again.
      const app = { pid: process.pid, started: 1, boot: 'of-another-day' }
      await writeFile(join(folder.path, 'station.lock'), JSON.stringify({ token: 'dead', app }))
      const tries = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder.path)))
      const held = tries.flatMap((attempt) => (attempt.status === 'fulfilled' ? [attempt.value] : []))
      expect(held).toHaveLength(1)
      await held[0]?.release()
    }
  })
})

test('a folder lock goes past a program that died while it took over from a dead one', async () => {
  const app = { pid: process.pid, started: 1, boot: 'of-another-day' }
  const mongod = { pid: 1, started: 1, boot: 'of-another-day' }
  await writeFile(join(folder.path, 'station.lock'), JSON.stringify({ token: 'dead', app, mongod }))
  await writeFile(join(folder.path, 'station.lock.after-dead'), JSON.stringify({ token: 'dead-too', app }))
  const lock = await lockFolder(folder.path)
  expect(lock.leftBehind).toEqual(mongod)
  await expect(lockFolder(folder.path)).rejects.toMatchObject({ code: 'folder-in-use' })
  await lock.release()
  await writeFile(join(folder.path, 'station.lock'), '')
  await expect(lockFolder(folder.path)).resolves.toMatchObject({ leftBehind: undefined })
})

function listen(port: number): Promise<Server> {
  return new Promise((resolve, reject) => {
    // Read and thrown away: an end that is not read would keep the server from closing.
    const server = createServer((socket) => void socket.resume().on('error', () => undefined))
    server.once('error', reject).listen(port, '127.0.0.1', () => resolve(server))
  })
}
