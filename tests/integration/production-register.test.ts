import { setTimeout as sleep } from 'node:timers/promises'
import { ObjectId } from 'mongodb'
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { damaged, iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, operator, required, supervisor, type TestStation, until } from '../support/station-bench.ts'

let plant: TestPlant
let station: TestStation
const supervisorToken = '0123456789ABCDEFGHJKMNPQRS'

beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  await plant.order({ order_number: 'ORD-1', batches: [50, 50], tacs: ['86188808'], iccid_prefixes: ['898823'] })
  await plant.order({ order_number: 'ORD-PAIR', batches: [10], pairing: 'pair' })
  await plant.order({ order_number: 'ORD-IMEI', batches: [3], pairing: 'imei' })
  await plant.order({ order_number: 'ORD-ICCID', batches: [10], pairing: 'iccid-then-imei' })
  await plant.order({ order_number: 'ORD-HOLD', status: 'on_hold' })
  await plant.order({ order_number: 'ORD-L2', production_line: 2 })
  station = await openStation({
    uri: inject('mongodbUri'),
    databaseName: plant.name,
    supervisors: { [supervisorToken]: supervisor },
  })
})

afterAll(async () => {
  expect(station.bugs).toEqual([])
  await station.close()
  await plant.close()
})

const order = (number: string) => plant.database.db.collection('production_orders').findOne({ order_number: number })
const device = (code: string) => plant.database.collections.devices.findOne({ imei: code })

describe('a registered unit', () => {
  test('is a device, a movement, an event and a count', async () => {
    expect((await station.open('ORD-1', 1)).word).toBe('order-opened')
    expect((await station.scan(imei(1))).word).toBe('half-waiting')
    expect((await station.scan(iccid(1))).word).toBe('registered')

    const stored = required(await device(imei(1)))
    expect(stored).toMatchObject({
      ccid: iccid(1),
      nro_orden: 'ORD-1',
      lote: 1,
      linea: 1,
      puesto: 1,
      marca: 'OversunTrack',
      sku: '100',
      estado: 'en_produccion',
      notificado: false,
      valido: true,
      creado_por: operator.employee_id,
    })
    const [movement] = await plant.database.collections.movimientos.find({ imei: imei(1) }).toArray()
    expect(movement).toMatchObject({
      tipo: 'produccion',
      producto: stored._id.toHexString(),
      cantidad: 1,
      origen: 'api',
      metadata: { app: 'ose-station', linea: 1, puesto: 1 },
    })
    const [event] = await plant.database.collections.deviceEvents.find({ imei: imei(1) }).toArray()
    expect(event).toMatchObject({
      estado_anterior: null,
      estado_nuevo: 'en_produccion',
      operator: operator.employee_id,
      nro_orden: 'ORD-1',
    })
    expect(required(event)._id.toHexString()).toBe(required(event).data.act)
    expect(stored.ose_act).toBe(required(event).data.act)
  })

  test('the first one starts the order and its batch', async () => {
    expect(await order('ORD-1')).toMatchObject({
      status: 'in_progress',
      start_date: expect.any(Date),
      batches: [
        { batch_number: 1, status: 'in_progress', operator: operator.employee_id, workstation: 1 },
        { status: 'pending' },
      ],
    })
  })

  test('the figures are folded into the order within a second or so', async () => {
    await until(async () => (await order('ORD-1'))?.produced === 1, 'the fold')
    expect(station.work().batch).toMatchObject({ produced: 1, quantity: 50 })
  })
})

describe('the same code again', () => {
  test('is soft: nothing counted, nothing to acknowledge', async () => {
    expect((await station.scan(iccid(1))).word).toBe('already-counted')
    expect((await station.scan(imei(1))).word).toBe('already-counted')
    expect(station.state().standing).toBeNull()
  })

  test('after another unit it is refused and names who, where and when', async () => {
    await station.scan(imei(2), iccid(2))
    // A first half that is taken is refused at once, before anybody looks for its ICCID.
    await sleep(2100)
    const verdict = await station.scan(imei(1))
    expect(verdict.word).toBe('already-registered')
    expect(verdict.params).toMatchObject({
      order: 'ORD-1',
      lote: 1,
      linea: 1,
      puesto: 1,
      operator: operator.employee_id,
      when: expect.any(Number),
    })
    expect(verdict.blocks).toBe(true)
  })

  test('an error stays until acknowledged; a good code meanwhile is not counted', async () => {
    expect((await station.scan(imei(3))).word).toBe('acknowledge-first')
    expect(await device(imei(3))).toBeNull()
    expect((await station.scan('OSECACK')).word).toBe('acknowledged')
    expect(station.state().standing).toBeNull()
  })
})

describe('refusals, each with its own reason', () => {
  test.each([
    ['a wrong check digit', damaged(imei(10)), 'imei-check-digit'],
    ['another reference’s TAC', imei(10, '35000000'), 'tac-not-of-reference'],
    ['an ICCID first', iccid(10), 'imei-expected-first'],
    ['an EAN', '4006381333931', 'unknown-code'],
    ['a carton', '9912182511100000012300001', 'not-a-unit-code'],
  ])('%s', async (_what, code, word) => {
    expect((await station.scan(code)).word).toBe(word)
    expect((await station.scan('OSECACK')).word).toBe('acknowledged')
  })

  test('a second IMEI while an ICCID is due names both; the first goes on waiting', async () => {
    await station.scan(imei(11))
    const verdict = await station.scan(imei(12))
    expect(verdict).toMatchObject({
      word: 'second-imei-while-iccid-due',
      params: { first: imei(11), second: imei(12) },
    })
    await station.scan('OSECACK')
    expect(station.work().half?.code).toBe(imei(11))
    expect((await station.scan(iccid(11))).word).toBe('registered')
  })

  test('an ICCID that sits on another device', async () => {
    // Within two seconds it would be the double read of the unit before.
    await sleep(2100)
    const verdict = await station.scan(imei(13), iccid(11))
    expect(verdict).toMatchObject({ word: 'iccid-on-other-device', params: { other: imei(11) } })
    expect(await device(imei(13))).toBeNull()
    await station.scan('OSECACK')
  })

  test('an ICCID of another prefix keeps the IMEI waiting', async () => {
    await station.scan(imei(14))
    expect((await station.scan(iccid(14, '893407'))).word).toBe('iccid-prefix-not-of-reference')
    await station.scan('OSECACK')
    expect((await station.scan('OSECCLEAR')).word).toBe('half-cleared')
  })

  test('orders that are not open for work', async () => {
    expect((await station.open('ORD-HOLD')).word).toBe('order-not-open-for-work')
    expect((await station.open('ORD-L2')).word).toBe('order-of-other-line')
    expect((await station.scan('BATCH:NO-SUCH:1')).word).toBe('unknown-order')
  })

  test('nobody signed in; no permission', async () => {
    station.signIn(null)
    expect((await station.scan(imei(15))).word).toBe('not-signed-in')
    station.signIn({ ...operator, stations: [] })
    expect((await station.scan(imei(15))).word).toBe('no-permission')
    station.signIn(operator)
  })

  test('an order put on hold meanwhile', async () => {
    const orders = plant.database.db.collection('production_orders')
    await orders.updateOne({ order_number: 'ORD-1' }, { $set: { status: 'paused', updated_at: new Date() } })
    await until(() => station.work().order?.status === 'paused', 'the station to see it')
    expect((await station.scan(imei(16))).word).toBe('order-paused')
    await orders.updateOne({ order_number: 'ORD-1' }, { $set: { status: 'in_progress', updated_at: new Date() } })
    await until(() => station.work().order?.status === 'in_progress', 'the station to see it')
    await station.scan('OSECACK')
  })
})

describe('undo', () => {
  test('takes back the last unit: device and movement gone, both events stay, the place is free', async () => {
    const before = required(station.work().batch).produced
    await station.scan(imei(20), iccid(20))
    expect(required(station.work().batch).produced).toBe(before + 1)
    expect((await station.scan('OSECUNDO')).word).toBe('undone')
    expect(await device(imei(20))).toBeNull()
    expect(await plant.database.collections.movimientos.countDocuments({ imei: imei(20) })).toBe(0)
    const events = await plant.database.collections.deviceEvents
      .find({ imei: imei(20) })
      .sort({ _id: 1 })
      .toArray()
    expect(events.map((event) => event.data.act_kind)).toEqual(['register', 'undo'])
    expect(required(station.work().batch).produced).toBe(before)
    // Not "already counted": it was undone.
    await station.scan(imei(20))
    expect((await station.scan(iccid(20))).word).toBe('registered')
  })

  test('is refused when something later happened to the device', async () => {
    await station.scan(imei(21), iccid(21))
    const stored = required(await device(imei(21)))
    await plant.database.db.collection('device_events').insertOne({
      _id: new ObjectId(),
      device_id: stored._id.toHexString(),
      imei: imei(21),
      event_type: 'quality_check_passed',
      timestamp: new Date(Date.now() + 1000),
      operator: 'QC-1',
    })
    const verdict = await station.scan('OSECUNDO')
    expect(verdict).toMatchObject({
      word: 'undo-changed-since',
      params: { act: 'quality_check_passed', operator: 'QC-1' },
    })
    expect(await device(imei(21))).not.toBeNull()
  })

  test('of somebody else’s act needs a supervisor’s badge, good for that one act', async () => {
    await station.scan(imei(22), iccid(22))
    station.signIn({ ...operator, employee_id: 'EMP-002', name: 'Leo' })
    expect((await station.scan('OSECUNDO')).word).toBe('undo-not-yours')
    expect((await station.scan(`OSEB${supervisorToken}`)).word).toBe('undone')
    station.signIn(operator)
    expect(await device(imei(22))).toBeNull()
  })
})

describe('other pairings', () => {
  test('IMEI and ICCID in one code', async () => {
    await station.open('ORD-PAIR')
    expect((await station.scan(imei(30))).word).toBe('pair-expected')
    await station.scan('OSECACK')
    expect((await station.scan(`${imei(30)}|${iccid(30)}`)).word).toBe('registered')
    expect((await station.scan(`IMEI:${imei(31)};ICCID:${iccid(31)}`)).word).toBe('registered')
    expect(await device(imei(31))).toMatchObject({ ccid: iccid(31) })
  })

  test('ICCID first', async () => {
    await station.open('ORD-ICCID')
    expect((await station.scan(iccid(40))).word).toBe('half-waiting')
    expect((await station.scan(imei(40))).word).toBe('registered')
  })

  test('the last unit completes the batch; a full batch is refused; a supervisor adds one place', async () => {
    await station.open('ORD-IMEI')
    await station.scan(imei(50), imei(51))
    expect((await station.scan(imei(52))).word).toBe('registered-batch-complete')
    const full = await station.scan(imei(53))
    expect(full).toMatchObject({ word: 'batch-full', supervisorCan: 'add-place' })
    await until(async () => (await order('ORD-IMEI'))?.batches[0].status === 'completed', 'the batch to be completed')
    expect((await station.scan(`OSEB${supervisorToken}`)).kind).toBe('completed')
    expect(await device(imei(53))).not.toBeNull()
    const [event] = await plant.database.collections.deviceEvents.find({ imei: imei(53) }).toArray()
    expect(event?.data).toMatchObject({ supervisor: 'SUP-001', reason: 'over-quantity' })
    expect(await order('ORD-IMEI')).toMatchObject({ quantity: 3 })
    expect((await station.scan(imei(54))).word).toBe('batch-full')
    await station.scan('OSECACK')
  })
})
