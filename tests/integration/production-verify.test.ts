import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, required, type TestStation, until } from '../support/station-bench.ts'

let plant: TestPlant
let one: TestStation
let two: TestStation

beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  await plant.order({ order_number: 'ORD-V', batches: [3, 50], inspection: 'every' })
  await plant.order({ order_number: 'ORD-NONE', batches: [2], inspection: 'none' })
  await plant.order({ order_number: 'ORD-OTHER', batches: [10] })
  one = await openStation({ uri: inject('mongodbUri'), databaseName: plant.name, station: 'S01' })
  two = await openStation({
    uri: inject('mongodbUri'),
    databaseName: plant.name,
    station: 'S02',
    puesto: 2,
    folds: false,
  })
  await one.open('ORD-OTHER')
  await one.scan(imei(90), iccid(90))
  await one.open('ORD-V', 2)
  await one.scan(imei(80), iccid(80))
  await one.open('ORD-V', 1)
  for (const number of [1, 2, 3]) await one.scan(imei(number), iccid(number))
  await two.open('ORD-V', 1)
})

afterAll(async () => {
  expect([...one.bugs, ...two.bugs]).toEqual([])
  await one.close()
  await two.close()
  await plant.close()
})

const device = (code: string) => plant.database.collections.devices.findOne({ imei: code })

describe('station 2 reads the unit again', () => {
  test('registered in this order, with this ICCID: verified, counted, its estado unchanged where quality inspects', async () => {
    expect(two.work().job).toBe('verify')
    await two.scan(imei(1))
    const verdict = await two.scan(iccid(1))
    expect(verdict).toMatchObject({
      word: 'verified',
      params: { imei: imei(1), iccid: iccid(1), brand: 'OversunTrack' },
    })
    expect(await device(imei(1))).toMatchObject({
      estado: 'en_produccion',
      verificado: { operador: 'EMP-001', linea: 1, puesto: 2 },
    })
    expect(two.work().batch).toMatchObject({ verified: 1, produced: 3 })
    const events = await plant.database.collections.deviceEvents
      .find({ imei: imei(1) })
      .sort({ _id: 1 })
      .toArray()
    expect(events.map((event) => event.data.act_kind)).toEqual(['register', 'verify'])
    expect(await plant.database.collections.movimientos.countDocuments({ imei: imei(1) })).toBe(1)
  })

  test.each([
    ['not registered', () => [imei(70), iccid(70)], 'not-registered'],
    ['of another order', () => [imei(90), iccid(90)], 'registered-in-other-order'],
    ['of another batch', () => [imei(80), iccid(80)], 'registered-in-other-batch'],
    ['already verified', () => [imei(1), iccid(1)], 'already-verified'],
    ['with another ICCID', () => [imei(2), iccid(3)], 'iccid-differs'],
  ])('%s is refused', async (_what, codes, word) => {
    // Past the two seconds of a double read.
    await sleep(2100)
    const [first, second] = codes()
    await two.scan(required(first))
    expect((await two.scan(required(second))).word).toBe(word)
    await two.scan('OSECACK')
  })

  test('undo after undo: what was taken back does not stand in the way of what was before it', async () => {
    await one.open('ORD-V', 2)
    await one.scan(imei(70))
    expect((await one.scan(iccid(70))).word).toBe('registered')
    await one.scan('OSECVERIFY', imei(70))
    expect((await one.scan(iccid(70))).word).toBe('verified')
    expect((await one.scan('OSECUNDO')).word).toBe('undone')
    expect(await device(imei(70))).toMatchObject({ estado: 'en_produccion' })
    expect((await one.scan('OSECUNDO')).word).toBe('undone')
    expect(await device(imei(70))).toBeNull()
    await one.scan('OSECREGISTER')
  })

  test('undo takes the verification back', async () => {
    await two.scan(imei(2), iccid(2))
    expect((await two.scan('OSECUNDO')).word).toBe('undone')
    expect(required(await device(imei(2))).verificado).toBeUndefined()
    expect(two.work().batch).toMatchObject({ verified: 1 })
  })

  test('where the order inspects none, verified is approved, and the order completes', async () => {
    await one.open('ORD-NONE')
    await one.scan(imei(101), iccid(101), imei(102), iccid(102))
    await two.open('ORD-NONE')
    await two.scan(imei(101), iccid(101), imei(102))
    expect((await two.scan(iccid(102))).word).toBe('verified-batch-complete')
    expect(await device(imei(102))).toMatchObject({ estado: 'aprobado' })
    const order = () => plant.database.db.collection('production_orders').findOne({ order_number: 'ORD-NONE' })
    await until(async () => (await order())?.status === 'completed', 'the order to complete')
    expect(await order()).toMatchObject({ produced: 2, approved: 2, rejected: 0, end_date: expect.any(Date) })
  })
})
