import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { openStation, required, type TestStation, until } from '../support/station-bench.ts'

let server: TestServer
let plant: TestPlant
let station: TestStation

beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await plant.order({ order_number: 'ORD-A', batches: [400] })
  station = await openStation({ uri: server.uri, databaseName: plant.name })
  await station.open('ORD-A')
  await station.scan(imei(1), iccid(1))
})

afterAll(async () => {
  expect(station.bugs).toEqual([])
  await station.close()
  await plant.close()
  await server.stop()
})

const devices = () => plant.database.collections.devices.countDocuments({ nro_orden: 'ORD-A' })

describe('while the database is away', () => {
  test('a killed server: amber, the line goes on, and everything lands once, in order', async () => {
    await server.kill()
    await until(() => station.link.isAway(), 'the station to see it')
    for (const number of [2, 3, 4, 5, 6]) {
      await station.scan(imei(number))
      expect(await station.scan(iccid(number))).toMatchObject({ word: 'kept-here', kind: 'kept' })
    }
    expect(station.state().kept.count).toBe(5)
    expect(station.work().batch).toMatchObject({ produced: 6 })
    // What this station holds itself it knows without the database.
    await sleep(2100)
    await station.scan(imei(3))
    expect((await station.scan(iccid(3))).word).toBe('already-registered')
    await station.scan('OSECACK')

    await server.restart()
    await until(() => station.state().kept.count === 0, 'the kept scans to land')
    expect(await devices()).toBe(6)
    const events = await plant.database.collections.deviceEvents
      .find({ nro_orden: 'ORD-A' })
      .sort({ timestamp: 1 })
      .toArray()
    expect(events.map((event) => event.imei)).toEqual([1, 2, 3, 4, 5, 6].map((number) => imei(number)))
    expect(station.state().recent.filter((scan) => scan.fate === 'kept')).toEqual([])
    await until(
      async () => (await plant.database.collections.orders.findOne({ order_number: 'ORD-A' }))?.produced === 6,
      'the fold',
    )
  })

  test('what turns out refused later is a conflict, not lost and not counted', async () => {
    const before = await devices()
    await server.kill()
    await until(() => station.link.isAway(), 'the station to see it')
    await station.scan(imei(10))
    expect((await station.scan(iccid(10))).word).toBe('kept-here')
    const { folder } = station
    await station.abandon()
    await server.restart()
    // While this station is off, another program makes the same unit.
    await plant.database.db.collection('devices').insertOne({
      imei: imei(10),
      estado: 'aprobado',
      valido: true,
      nro_orden: 'ORD-X',
      lote: 4,
      creado_por: 'otro',
      fecha_creacion: new Date(),
    })
    station = await openStation({ uri: server.uri, databaseName: plant.name, folder })
    await until(() => station.state().conflicts === 1, 'the conflict')
    expect(await devices()).toBe(before)
    const [conflict] = await station.desk.conflicts()
    expect(conflict).toMatchObject({
      subject: { kind: 'unit', imei: imei(10) },
      word: 'already-registered',
      params: { order: 'ORD-X', operator: 'otro' },
    })
    expect(await station.desk.resolveConflict(required(conflict).id, 'SUP-001', 'counted by hand')).toBe(true)
    expect(station.state().conflicts).toBe(0)
    expect(await station.desk.resolveConflict(required(conflict).id, 'SUP-001', 'again')).toBe(false)
  })

  test('a killed station goes on where it was: half, kept scans, order, undo', async () => {
    const before = await devices()
    await server.kill()
    await until(() => station.link.isAway(), 'the station to see it')
    await station.scan(imei(20), iccid(20), imei(21), iccid(21), imei(22))
    const { folder } = station
    await station.abandon()
    await server.restart()
    station = await openStation({ uri: server.uri, databaseName: plant.name, folder })
    await until(() => station.state().kept.count === 0, 'the kept scans to land')
    expect(await devices()).toBe(before + 2)
    expect(station.work()).toMatchObject({ order: { order_number: 'ORD-A' }, half: { code: imei(22) } })
    expect((await station.scan(iccid(22))).word).toBe('registered')
    expect((await station.scan('OSECUNDO')).word).toBe('undone')
    expect(await devices()).toBe(before + 2)
  })

  test('a transaction that a killed station left open does not block the replay', async () => {
    const { folder } = station
    await station.scan(imei(30))
    // The last thing it did: a transaction with the device in it, open when it died.
    const session = required(await station.link.session())
    session.startTransaction()
    await required(station.link.database()).collections.devices.insertOne(
      { imei: imei(30), ccid: iccid(30), valido: true } as never, // stands for the half-done write of the killed program
      { session },
    )
    await station.abandon()
    const begun = Date.now()
    station = await openStation({ uri: server.uri, databaseName: plant.name, folder })
    expect((await station.scan(iccid(30))).word).toBe('registered')
    // The server would hold it for transactionLifetimeLimitSeconds (60 by default); a bound, not a timing.
    expect(Date.now() - begun).toBeLessThan(30_000)
  })

  test('a server that is silent holds nobody up: what needs it is answered before its silence is known', async () => {
    await plant.order({ order_number: 'ORD-B', batches: [40], pairing: 'imei' })
    await station.desk.station.input({ kind: 'command', command: 'CLOSE' })
    process.kill(server.pid, 'SIGSTOP')
    try {
      expect((await station.open('ORD-B')).word).toBe('database-away')
      expect(station.link.isAway()).toBe(false)
      expect((await station.scan(imei(40))).word).toBe('no-order-open')
      await station.scan('OSECACK')
    } finally {
      process.kill(server.pid, 'SIGCONT')
    }
    await until(async () => (await station.open('ORD-B')).word === 'order-opened', 'the order to open')
    expect((await station.scan(imei(40))).word).toBe('registered')
  })
})
