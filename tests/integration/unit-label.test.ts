import { afterAll, beforeAll, expect, test } from 'vitest'
import { iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { openStation, type TestStation, until } from '../support/station-bench.ts'

let server: TestServer
let plant: TestPlant
let one: TestStation
let two: TestStation

beforeAll(async () => {
  server = await startTestServer()
  plant = await openTestPlant(server.uri)
  await plant.order({ order_number: 'ORD-L', batches: [10] })
  const given = { uri: server.uri, databaseName: plant.name }
  one = await openStation({ ...given, station: 'S01', folds: false })
  two = await openStation({ ...given, station: 'S02', puesto: 2, folds: false })
  await one.open('ORD-L')
  for (const number of [1, 2]) await one.scan(imei(number), iccid(number))
  await two.open('ORD-L')
})

afterAll(async () => {
  expect([...one.bugs, ...two.bugs]).toEqual([])
  await one.close()
  await two.close()
  await plant.close()
  await server.stop()
})

const labelled = () => two.labels.map((unit) => unit.imei)

test('each verified unit gets one label, with what stands on it; no other unit does', async () => {
  await two.scan(imei(1))
  expect((await two.scan(iccid(1))).word).toBe('verified')
  expect(two.labels).toEqual([
    {
      ...{ imei: imei(1), iccid: iccid(1), order_number: 'ORD-L', lote: 1, at: two.verdicts.at(-1)?.at },
      ...{ brand: 'OversunTrack', nro_referencia: expect.any(String) },
    },
  ])
  await two.scan(imei(9))
  expect((await two.scan(iccid(9))).word).toBe('not-registered')
  await two.scan('OSECACK')
  expect(labelled()).toEqual([imei(1)])
  expect(one.labels).toEqual([])
})

test('one that is only kept gets its label when its operator is told, and no second when it lands', async () => {
  await server.kill()
  await until(() => two.link.isAway(), 'the station to see it')
  await two.scan(imei(2))
  expect((await two.scan(iccid(2))).word).toBe('kept-here')
  expect(labelled()).toEqual([imei(1), imei(2)])
  await server.restart()
  await until(() => two.state().kept.count === 0, 'the kept scan to land')
  expect(await plant.database.collections.devices.findOne({ imei: imei(2) })).toMatchObject({
    verificado: { operador: 'EMP-001' },
  })
  await until(
    () =>
      two
        .state()
        .recent.some(
          (scan) => scan.subject?.kind === 'unit' && scan.subject.imei === imei(2) && scan.word === 'verified',
        ),
    'green',
  )
  expect(labelled()).toEqual([imei(1), imei(2)])
})
