import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest'
import { imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, required, type TestStation, until } from '../support/station-bench.ts'

let plant: TestPlant
let one: TestStation
let two: TestStation

beforeAll(async () => {
  plant = await openTestPlant(inject('mongodbUri'))
  await plant.order({ order_number: 'ORD-R', batches: [120], pairing: 'imei' })
  await plant.order({ order_number: 'ORD-F', batches: [20], pairing: 'imei' })
  await plant.order({ order_number: 'ORD-Q', quantity: 10, batches: [8, 8], pairing: 'imei' })
  one = await openStation({ uri: inject('mongodbUri'), databaseName: plant.name, station: 'S01' })
  two = await openStation({ uri: inject('mongodbUri'), databaseName: plant.name, station: 'S02', folds: false })
})

afterAll(async () => {
  expect([...one.bugs, ...two.bugs]).toEqual([])
  await one.close()
  await two.close()
  await plant.close()
})

const order = (number: string) => plant.database.db.collection('production_orders').findOne({ order_number: number })

/** Both scan the same codes at the same time, acknowledging each refusal as an operator would. */
async function scanAll(station: TestStation, codes: readonly string[]): Promise<string[]> {
  const scans: string[] = []
  for (const code of codes) {
    const verdict = await station.scan(code)
    scans.push(verdict.scanId)
    if (verdict.blocks) await station.scan('OSECACK')
  }
  // An answer that took longer than a blink is amber first; what counts is what it became.
  await until(() => station.state().kept.count === 0, 'kept scans to land')
  return scans.map((scanId) => {
    const answers = station.verdicts.filter((verdict) => verdict.scanId === scanId).map((verdict) => verdict.word)
    const last = answers[answers.length - 1] ?? ''
    // A kept scan that lands is only said while it is the newest; one that is refused is always said.
    return last === 'kept-here' ? 'registered' : last
  })
}

describe('two stations on one order', () => {
  test('the same IMEI within milliseconds: exactly one wins, the other is told who', async () => {
    await one.open('ORD-R')
    await two.open('ORD-R')
    const codes = Array.from({ length: 60 }, (_, number) => imei(number))
    const [first, second] = await Promise.all([scanAll(one, codes), scanAll(two, codes)])
    codes.forEach((code, index) => {
      const pair = [first[index], second[index]].sort()
      expect(pair, code).toEqual(['already-registered', 'registered'])
    })
    expect(await plant.database.collections.devices.countDocuments({ nro_orden: 'ORD-R' })).toBe(60)
    const loser = required([...one.verdicts, ...two.verdicts].find((verdict) => verdict.word === 'already-registered'))
    expect(loser.params).toMatchObject({
      order: 'ORD-R',
      linea: 1,
      puesto: 1,
      operator: 'EMP-001',
      when: expect.any(Number),
    })
    await until(async () => (await order('ORD-R'))?.produced === 60, 'the fold')
  })

  test('the quantity is never exceeded, and every place is found', async () => {
    const own = Array.from({ length: 40 }, (_, number) => imei(1000 + number))
    const other = Array.from({ length: 40 }, (_, number) => imei(2000 + number))
    const words = (await Promise.all([scanAll(one, own), scanAll(two, other)])).flat()
    expect(words.filter((word) => word.startsWith('registered'))).toHaveLength(60)
    expect(words.filter((word) => word === 'batch-full')).toHaveLength(20)
    expect(await plant.database.collections.devices.countDocuments({ nro_orden: 'ORD-R' })).toBe(120)
    await until(async () => (await order('ORD-R'))?.batches[0].status === 'completed', 'the batch to complete')
  })

  test('the order’s own quantity holds as well as the batches’', async () => {
    await one.open('ORD-Q', 1)
    await two.open('ORD-Q', 2)
    const words = [
      ...(await scanAll(
        one,
        Array.from({ length: 9 }, (_, number) => imei(3000 + number)),
      )),
      ...(await scanAll(
        two,
        Array.from({ length: 9 }, (_, number) => imei(4000 + number)),
      )),
    ]
    expect(words.filter((word) => word.startsWith('registered'))).toHaveLength(10)
    expect(words).toContain('order-full')
    expect(await plant.database.collections.devices.countDocuments({ nro_orden: 'ORD-Q' })).toBe(10)
  })
})

test('eight stations at the end of one batch find every place, and no more', async () => {
  await plant.order({ order_number: 'ORD-8', batches: [80], pairing: 'imei' })
  const uri = inject('mongodbUri')
  const eight = await Promise.all(
    [11, 12, 13, 14, 15, 16, 17, 18].map((number) =>
      openStation({ uri, databaseName: plant.name, station: `S${number}`, folds: false }),
    ),
  )
  for (const station of eight) await station.open('ORD-8')
  const accepted = await Promise.all(
    eight.map(async (station, index) => {
      let made = 0
      for (let number = 0; made < 80; number++) {
        const [word = ''] = await scanAll(station, [imei(20_000 + index * 1000 + number)])
        if (word === 'batch-full') return made
        // Held by another: whoever holds it needs it for the unit in hand, or gives it back.
        if (word.startsWith('registered')) made += 1
      }
      return made
    }),
  )
  expect(accepted.reduce((sum, made) => sum + made, 0)).toBe(80)
  expect(await plant.database.collections.devices.countDocuments({ nro_orden: 'ORD-8' })).toBe(80)
  for (const station of eight) {
    expect(station.bugs).toEqual([])
    await station.close()
  }
})

test('who believes to hold a place that is gone is still told who has the unit', async () => {
  await plant.order({ order_number: 'ORD-G', batches: [4], pairing: 'imei' })
  await one.open('ORD-G')
  await one.scan(imei(9000))
  const { leases } = plant.database.collections
  await until(async () => (await leases.countDocuments({ order_number: 'ORD-G', granted: { $gt: 1 } })) > 0, 'a place')
  // Taken away behind its back, and used up by the other.
  await leases.updateOne({ order_number: 'ORD-G', station: 'S01' }, [{ $set: { granted: '$used' } }])
  await plant.database.collections.rooms.updateOne({ order_number: 'ORD-G' }, { $set: { free: 3 } })
  await two.open('ORD-G')
  for (const number of [9001, 9002, 9003]) expect((await scanAll(two, [imei(number)]))[0]).toMatch(/^registered/)
  expect((await one.scan(imei(9002))).word).toBe('already-registered')
  await one.scan('OSECACK')
})

describe('another program on the same database', () => {
  test('a quantity that it raises is made, one that it lowers ends the batch', async () => {
    await plant.order({ order_number: 'ORD-M', quantity: 100, batches: [3], pairing: 'imei' })
    const orders = plant.database.db.collection('production_orders')
    const plan = (quantity: number) =>
      orders.updateOne({ order_number: 'ORD-M' }, { $set: { 'batches.0.quantity': quantity } })
    const codes = (from: number, count: number) => Array.from({ length: count }, (_, number) => imei(from + number))
    await one.open('ORD-M')
    expect(await scanAll(one, codes(8000, 4))).toEqual([
      'registered',
      'registered',
      'registered-batch-complete',
      'batch-full',
    ])
    await plan(6)
    await until(() => one.work().batch?.quantity === 6, 'the station to see it')
    expect((await scanAll(one, codes(8010, 2))).map((word) => word.split('-')[0])).toEqual(['registered', 'registered'])
    await plan(5)
    await until(() => one.work().batch?.quantity === 5, 'the station to see it')
    // The counters of those two are folded about now; the fold takes back what was lowered, then what is out already.
    await until(async () => {
      const room = await plant.database.collections.rooms.findOne({ order_number: 'ORD-M' })
      return room?.limit === 5 && room.free === 0
    }, 'the room to shrink')
    expect((await scanAll(one, codes(8020, 1)))[0]).toBe('batch-full')
    expect(await plant.database.collections.devices.countDocuments({ nro_orden: 'ORD-M' })).toBe(5)
  })

  test('devices it makes or changes are in the figures, and take their places', async () => {
    await one.open('ORD-F')
    await one.scan(imei(5000))
    await until(async () => (await order('ORD-F'))?.produced === 1, 'the fold')
    const devices = plant.database.db.collection('devices')
    await devices.insertMany(
      Array.from({ length: 15 }, (_, number) => ({
        imei: imei(6000 + number),
        estado: 'en_produccion',
        nro_orden: 'ORD-F',
        lote: 1,
        valido: true,
        marca: 'X',
      })),
    )
    await until(async () => (await order('ORD-F'))?.produced === 16, 'the new base')
    await until(() => one.work().batch?.produced === 16, 'the station’s screen')
    await devices.updateOne({ imei: imei(6000) }, { $set: { estado: 'retirado' } })
    await until(async () => (await order('ORD-F'))?.produced === 15, 'the scrapped one')
    // Places that were out already come back until no more are out than there are.
    const { rooms } = plant.database.collections
    await until(
      async () => ((await rooms.findOne({ order_number: 'ORD-F' }))?.free ?? -1) >= 0,
      'the places to come back',
    )
    const words = await scanAll(
      one,
      Array.from({ length: 8 }, (_, number) => imei(7000 + number)),
    )
    expect(words.filter((word) => word.startsWith('registered'))).toHaveLength(5)
    await until(async () => (await order('ORD-F'))?.produced === 20, 'the fold')
  })
})

test('stations that open a fresh batch one right after another all find places', async () => {
  const uri = inject('mongodbUri')
  const four = await Promise.all(
    [21, 22, 23, 24].map((number) =>
      openStation({ uri, databaseName: plant.name, station: `S${number}`, folds: false }),
    ),
  )
  const { leases } = plant.database.collections
  for (let round = 0; round < 12; round++) {
    const order_number = `ORD-N${round}`
    await plant.order({ order_number, batches: [4000], pairing: 'imei' })
    for (const station of four) expect((await station.open(order_number)).word).toBe('order-opened')
    await until(
      async () => (await leases.countDocuments({ order_number, granted: { $gt: 0 } })) === four.length,
      `places of ${order_number}`,
    )
  }
  for (const station of four) {
    expect(station.bugs).toEqual([])
    await station.close()
  }
})
