import { stat } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { MongoClient } from 'mongodb'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import {
  isRunning,
  readDevices,
  type Station,
  type StationProcess,
  startStation,
  startStationProcess,
  temporaryFolder,
  untilGone,
  writeDevice,
} from '../support/embedded-station.ts'

let folder: Awaited<ReturnType<typeof temporaryFolder>>
let path: string
let ends: (() => Promise<void>)[]

beforeEach(async () => {
  folder = await temporaryFolder()
  path = join(folder.path, 'mongod')
  ends = []
})

afterEach(async () => {
  await Promise.all(ends.map((end) => end()))
  await folder.remove()
})

function start(): Station {
  const station = startStation(path)
  ends.push(() => station.server.stop())
  return station
}

async function startProcess(tie: 'tied' | 'loose'): Promise<StationProcess> {
  const program = await startStationProcess(path, tie)
  ends.push(() => program.kill())
  return program
}

describe('mongod killed under the program', () => {
  test('is started again on its port, and the connections of the program go on', async () => {
    const station = start()
    const { port } = await station.next('running')
    const client = new MongoClient(await station.server.connectionString())
    ends.push(() => client.close())
    const devices = client.db('plant').collection('devices')
    await devices.insertOne({ imei: 'before' }, { writeConcern: { w: 'majority', journal: true } })

    const killed = station.pid()
    process.kill(killed, 'SIGKILL')
    expect(await station.next('restarting')).toEqual({ phase: 'restarting', attempt: 1 })
    expect(await station.next('running')).toEqual({ phase: 'running', port })
    expect(station.pid()).not.toBe(killed)
    await devices.insertOne({ imei: 'after' })
    expect(await readDevices(station)).toEqual(['after', 'before'])
  })

  test('again and again counts its attempts, and ends running', async () => {
    const station = start()
    for (const attempt of [1, 2, 3]) {
      await station.next('running')
      process.kill(station.pid(), 'SIGKILL')
      expect(await station.next('restarting')).toEqual({ phase: 'restarting', attempt })
    }
    await station.next('running')
    await writeDevice(station, 'one')
  })

  test('while it starts is started again as well', async () => {
    const station = start()
    while (station.server.pid() === undefined) await sleep(5)
    await sleep(100)
    process.kill(station.pid(), 'SIGKILL')
    await station.next('restarting')
    await station.next('running')
    await writeDevice(station, 'one')
  })

  test('moves to another port when the old one is gone for good, and answers the new connection string', async () => {
    const station = start()
    await writeDevice(station, 'one')
    const before = await station.next('running')
    const squatter = createServer(
      (socket) =>
        void socket
          .resume()
          .on('error', () => undefined)
          .end(),
    )
    ends.push(() => new Promise((resolve) => squatter.close(() => resolve())))
    for (;;) {
      const killed = station.server.pid()
      if (killed !== undefined) {
        process.kill(killed, 'SIGKILL')
        await untilGone(killed)
      }
      // Between two looks the next mongod may have been faster: then it is killed as well.
      const isTaken = await new Promise<boolean>((resolve) => {
        squatter.removeAllListeners('listening').removeAllListeners('error')
        squatter.once('error', () => resolve(false)).listen(before.port, '127.0.0.1', () => resolve(true))
      })
      if (isTaken) break
    }

    const after = await station.next('running')
    expect(after.port).not.toBe(before.port)
    expect(station.statuses.filter(({ phase }) => phase === 'restarting').length).toBeGreaterThan(1)
    expect(await station.server.connectionString()).toContain(`:${after.port}/`)
    expect(await readDevices(station)).toEqual(['one'])
  })
})

describe('crash of the program', () => {
  test('ends mongod with it', async () => {
    const program = await startProcess('tied')
    expect(await isRunning(program.mongodPid)).toBe(true)
    await program.kill()
    await untilGone(program.mongodPid)
  })

  test('leaves nothing in the way of the next start, at once', async () => {
    const program = await startProcess('tied')
    await program.kill()
    const station = start()
    await writeDevice(station, 'one')
    expect(await readDevices(station)).toEqual(['one'])
  })

  test('and of mongod leaves stale locks and data that the next start takes over', async () => {
    const station = start()
    await writeDevice(station, 'one')
    await station.server.stop()
    const program = await startProcess('tied')
    process.kill(program.mongodPid, 'SIGKILL')
    await program.kill()
    await untilGone(program.mongodPid)
    expect((await stat(join(path, 'data', 'mongod.lock'))).size).toBeGreaterThan(0)
    expect((await stat(join(path, 'station.lock'))).size).toBeGreaterThan(0)

    expect(await readDevices(start())).toEqual(['one'])
  })
})

describe('a mongod left behind, where the system does not end it', () => {
  test('goes on without its program and is adopted by the next start, which can end it', async () => {
    const program = await startProcess('loose')
    await program.kill()
    await sleep(1_000)
    expect(await isRunning(program.mongodPid)).toBe(true)

    const station = start()
    await writeDevice(station, 'one')
    expect(station.pid()).toBe(program.mongodPid)
    await station.server.stop()
    expect(await isRunning(program.mongodPid)).toBe(false)
    expect((await stat(join(path, 'data', 'mongod.lock'))).size).toBe(0)
  })

  test('is watched like one of our own', async () => {
    const program = await startProcess('loose')
    await program.kill()
    const station = start()
    const { port } = await station.next('running')
    process.kill(program.mongodPid, 'SIGKILL')
    expect(await station.next('restarting')).toEqual({ phase: 'restarting', attempt: 1 })
    expect(await station.next('running')).toEqual({ phase: 'running', port })
  })

  test('is ended when it hangs, and a new one started', async () => {
    const program = await startProcess('loose')
    await program.kill()
    process.kill(program.mongodPid, 'SIGSTOP')
    const station = start()
    await station.next('running')
    expect(station.pid()).not.toBe(program.mongodPid)
    expect(await isRunning(program.mongodPid)).toBe(false)
    await writeDevice(station, 'one')
  }, 60_000)

  test('is not touched while its program lives', async () => {
    const program = await startProcess('loose')
    const station = start()
    expect(await station.next('failed')).toMatchObject({ code: 'folder-in-use' })
    expect(await isRunning(program.mongodPid)).toBe(true)
    await program.stop()
    await station.next('running')
    expect(await isRunning(program.mongodPid)).toBe(false)
  })
})
