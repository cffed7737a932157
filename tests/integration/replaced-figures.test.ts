import { MongoError, ObjectId } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import type { FiguresAuditDocument } from '../../electron/db/collections/audit-documents.ts'
import { inTransaction } from '../../electron/db/connection/transaction.ts'
import { imei } from '../support/codes.ts'
import { countedOrders } from '../support/counted-orders.ts'
import { answered } from '../support/health-plant.ts'
import { type Office, openOffice } from '../support/office.ts'
import { type OfficeDoor, openOfficeDoor } from '../support/office-door.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openStation, type TestStation, until } from '../support/station-bench.ts'

const databaseName = 'replaced_figures'
const foreign = { produced: 850, approved: 800, rejected: 50, 'batches.0.produced': 850 }

let office: Office
let door: OfficeDoor
let plant: ReturnType<typeof countedOrders>
let stations: TestStation[] = []

beforeAll(async () => {
  office = await openOffice({ uri: inject('mongodbUri'), databaseName })
  plant = countedOrders(office.database)
})
afterAll(async () => {
  await office.database.db.dropDatabase()
  await office.close()
})
beforeEach(async () => {
  for (const collection of await office.database.db.collections()) await collection.deleteMany({})
  for (const employee_id of ['ADM-1', 'ADM-2'])
    await addEmployee(office.collections, employee_id, { role: 'super_admin' })
  door = openOfficeDoor(office)
  await signIn('ADM-1')
})
afterEach(async () => {
  for (const station of stations) {
    expect(station.bugs).toEqual([])
    await station.close()
  }
  stations = []
  await door.close()
})

async function signIn(employee_id: string): Promise<void> {
  door.session.signOut('person')
  answered(await door.call('session.signIn', { identifier: employee_id, password: rightPassword }))
}

async function openAt(order_number: string, folds: boolean): Promise<TestStation> {
  const station = await openStation({ uri: inject('mongodbUri'), databaseName, folds })
  stations.push(station)
  expect((await station.open(order_number, 1)).word).toBe('order-opened')
  return station
}

async function registered(station: TestStation, ...numbers: readonly number[]): Promise<void> {
  for (const number of numbers) expect(['registered', 'kept-here']).toContain((await station.scan(imei(number))).word)
  await until(() => station.state().kept.count === 0, 'what was kept')
}

const kept = () =>
  office.database.db
    .collection<FiguresAuditDocument>('station_audit')
    .find({ kind: 'figures-replaced' })
    .sort({ _id: 1 })
    .toArray()
const unseen = async () => answered(await door.call('audit.unseen', {}))

describe('the first fold of an order that another program counted', () => {
  it('puts the recount there, keeps the figures that stood there, and tells each administrator once', async () => {
    await plant.order('ORD-1', 25, foreign)
    const before = Date.now()
    expect(await plant.fold('ORD-1')).toBe(true)
    expect(await plant.figures('ORD-1')).toEqual([25, 0, 0, 25])
    expect(await kept()).toMatchObject([
      {
        order_number: 'ORD-1',
        at: expect.any(Date),
        before: { ...{ produced: 850, approved: 800, rejected: 50 }, batches: [{ batch_number: 1, produced: 850 }] },
        after: { ...{ produced: 25, approved: 0, rejected: 0 }, batches: [{ batch_number: 1, produced: 25 }] },
        seen_by: [],
      },
    ])

    const { events, moreFigures } = await unseen()
    expect(events).toEqual([
      {
        ...{ id: expect.stringMatching(/^[0-9a-f]{24}$/), kind: 'figures-replaced', at: expect.any(Number) },
        ...{ orderNumber: 'ORD-1', statusBefore: 'in_progress', statusAfter: 'in_progress' },
        before: { produced: 850, approved: 800, rejected: 50, batches: [{ lote: 1, produced: 850 }] },
        after: { produced: 25, approved: 0, rejected: 0, batches: [{ lote: 1, produced: 25 }] },
      },
    ])
    expect(moreFigures).toBe(0)
    const [event] = events
    expect(event?.at).toBeGreaterThanOrEqual(before)
    answered(await door.call('audit.markSeen', { id: event?.id ?? '' }))
    expect((await unseen()).events).toEqual([])
    await signIn('ADM-2')
    expect((await unseen()).events).toHaveLength(1)
  })

  it('writes nothing the second time, marked or not', async () => {
    await plant.order('ORD-1', 25, foreign)
    await plant.fold('ORD-1')
    expect(await plant.fold('ORD-1')).toBe(false)
    expect(await plant.foldAnew('ORD-1')).toBe(false)
    await plant.devices('ORD-1', 3, 'aprobado')
    expect(await plant.foldAnew('ORD-1')).toBe(true)
    expect(await plant.figures('ORD-1')).toEqual([28, 3, 0, 28])
    expect(await kept()).toHaveLength(1)
  })

  it('keeps them as well where the order was only marked before, and where the batch alone is another', async () => {
    await plant.order('ORD-1', 25, foreign)
    await plant.order('ORD-2', 25, { produced: 25, 'batches.0.produced': 30 })
    await plant.foldAnew('ORD-1')
    await plant.foldAnew('ORD-2')
    expect((await kept()).map(({ order_number, before }) => [order_number, before.produced])).toEqual([
      ['ORD-1', 850],
      ['ORD-2', 25],
    ])
    const [event] = (await unseen()).events.filter(
      (one) => one.kind === 'figures-replaced' && one.orderNumber === 'ORD-2',
    )
    expect(event).toMatchObject({ before: { batches: [{ produced: 30 }] }, after: { batches: [{ produced: 25 }] } })
  })

  it('keeps the status that a recount takes back with them', async () => {
    await plant.order('ORD-1', 25, { ...foreign, approved: 1000, status: 'completed' })
    await plant.fold('ORD-1')
    expect(await kept()).toMatchObject([{ before: { status: 'completed' }, after: { status: 'in_progress' } }])
    expect((await unseen()).events).toMatchObject([{ statusBefore: 'completed', statusAfter: 'in_progress' }])
  })

  it.each([
    ['an order without a unit', 0, {}],
    ['one whose figures are missing', 25, { produced: null, approved: null, rejected: null, batches: [] }],
    ['one that nobody counted', 25, {}],
    ['one that was counted right', 25, { produced: 25, 'batches.0.produced': 25 }],
  ])('writes nothing for %s', async (_what, devices, fields) => {
    await plant.order('ORD-1', devices, fields)
    await plant.fold('ORD-1')
    expect((await plant.stored('ORD-1'))['produced']).toBe(devices)
    expect(await kept()).toEqual([])
  })

  it('writes nothing where our stations have counted since', async () => {
    await plant.order('ORD-1', 25, { produced: 25, 'batches.0.produced': 25 })
    await plant.order('ORD-2', 0)
    const station = await openAt('ORD-1', false)
    await registered(station, 101, 102, 103)
    expect((await station.open('ORD-2', 1)).word).toBe('order-opened')
    await registered(station, 104, 105)
    expect([await plant.fold('ORD-1'), await plant.fold('ORD-2')]).toEqual([true, true])
    expect([await plant.figures('ORD-1'), await plant.figures('ORD-2')]).toEqual([
      [28, 0, 0, 28],
      [2, 0, 0, 2],
    ])
    expect(await kept()).toEqual([])
  })
})

describe('later', () => {
  it('what our own stations, their undoing, and devices of another program change is no loss', async () => {
    await plant.order('ORD-1', 5)
    const station = await openAt('ORD-1', false)
    await registered(station, 101, 102, 103)
    await plant.fold('ORD-1')
    await station.scan('OSECUNDO')
    await until(() => station.state().kept.count === 0, 'what was kept')
    await plant.fold('ORD-1')
    expect(await plant.figures('ORD-1')).toEqual([7, 0, 0, 7])
    await office.collections.devices.deleteMany({ nro_orden: 'ORD-1', imei: { $nin: [imei(101), imei(102)] } })
    await plant.foldAnew('ORD-1')
    expect(await plant.figures('ORD-1')).toEqual([2, 0, 0, 2])
    expect(await kept()).toEqual([])
  })

  it('a whole save that brings back older figures of ours loses nothing: they were ours', async () => {
    await plant.order('ORD-1', 0)
    const station = await openAt('ORD-1', false)
    await registered(station, 101, 102)
    await plant.fold('ORD-1')
    const { _id, ...held } = await plant.stored('ORD-1')
    await registered(station, 103, 104)
    await plant.fold('ORD-1')
    await plant.store('ORD-1', { ...held, notes: 'de ayer' })
    expect(await plant.figures('ORD-1')).toEqual([2, 0, 0, 2])
    await plant.foldAnew('ORD-1')
    expect(await plant.figures('ORD-1')).toEqual([4, 0, 0, 4])
    expect(await kept()).toEqual([])
  })

  it('figures of its own are kept, also where a fold comes before anybody has seen the change', async () => {
    await plant.order('ORD-1', 0)
    const station = await openAt('ORD-1', false)
    await registered(station, 101, 102)
    await plant.fold('ORD-1')
    await plant.store('ORD-1', { produced: 850 })
    await registered(station, 103)
    expect(await plant.fold('ORD-1')).toBe(true)
    await plant.foldAnew('ORD-1')
    expect(await plant.figures('ORD-1')).toEqual([3, 0, 0, 3])
    expect((await kept()).map(({ before, after }) => [before.produced, after.produced])).toEqual([[850, 3]])
    // The same figures again are another replacing.
    await plant.store('ORD-1', { produced: 850 })
    await plant.foldAnew('ORD-1')
    expect(await kept()).toHaveLength(2)
  })

  it('the station that folds does all of it by itself, once', async () => {
    await plant.order('ORD-1', 0)
    const station = await openAt('ORD-1', true)
    await registered(station, 101)
    await until(async () => (await plant.figures('ORD-1'))[0] === 1, 'the first fold')
    await plant.store('ORD-1', { produced: 850 })
    await until(async () => (await plant.figures('ORD-1'))[0] === 1, 'the recount')
    await registered(station, 102)
    await until(async () => (await plant.figures('ORD-1'))[0] === 2, 'the next fold')
    expect((await kept()).map(({ before }) => before.produced)).toEqual([850])
  })
})

describe('one replacing is one event', () => {
  it('when stations fold the same order at once', async () => {
    await plant.order('ORD-1', 25, foreign)
    await Promise.all(Array.from({ length: 6 }, () => plant.fold('ORD-1')))
    expect(await plant.figures('ORD-1')).toEqual([25, 0, 0, 25])
    expect(await kept()).toHaveLength(1)
  })

  it('when the transaction is done again', async () => {
    await plant.order('ORD-1', 25, foreign)
    let tries = 0
    await plant.within((session) =>
      inTransaction(session, async () => {
        await plant.folds.foldWithin(session, 'ORD-1')
        tries += 1
        if (tries > 1) return
        const error = new MongoError('the primary stepped down')
        error.addErrorLabel('TransientTransactionError')
        throw error
      }),
    )
    expect(tries).toBe(2)
    expect(await kept()).toHaveLength(1)
  })

  it('and none when the transaction is taken back', async () => {
    await plant.order('ORD-1', 25, foreign)
    const attempt = plant.within((session) =>
      inTransaction(session, async () => {
        await plant.folds.foldWithin(session, 'ORD-1')
        throw new Error('taken back')
      }),
    )
    await expect(attempt).rejects.toThrow('taken back')
    expect((await plant.figures('ORD-1'))[0]).toBe(850)
    expect(await kept()).toEqual([])
  })
})

it('a database with hundreds of such orders is read in one go, and crowds nothing out', async () => {
  await office.collections.audit.insertOne(recovery())
  const numbers = Array.from({ length: 30 }, (_, index) => `ORD-${index + 1}`)
  for (const number of numbers) {
    await plant.order(number, 1, { produced: 850 })
    await plant.fold(number)
  }
  const { events, moreFigures } = await unseen()
  const figures = events.filter((event) => event.kind === 'figures-replaced')
  expect(figures.map(({ orderNumber }) => orderNumber)).toEqual(['ORD-30', 'ORD-29', 'ORD-28', 'ORD-27', 'ORD-26'])
  expect(moreFigures).toBe(25)
  expect(events.filter((event) => event.kind === 'administrator-recovered')).toHaveLength(1)

  // What comes while somebody reads is not read with it.
  await plant.order('ORD-99', 1, { produced: 850 })
  await plant.fold('ORD-99')
  answered(await door.call('audit.markFiguresSeen', { until: figures[0]?.at ?? 0 }))
  const after = await unseen()
  expect(after.moreFigures).toBe(0)
  expect(after.events.map((event) => (event.kind === 'figures-replaced' ? event.orderNumber : event.kind))).toEqual([
    'administrator-recovered',
    'ORD-99',
  ])
  await signIn('ADM-2')
  expect((await unseen()).moreFigures).toBe(26)
})

function recovery() {
  return {
    ...{ _id: new ObjectId(), kind: 'administrator-recovered' as const, at: new Date(), seen_by: [] },
    ...{ host: 'PC-1', os_user: 'ana', version: 'test', employee_id: 'ADM-2', made: false },
    ...{ role_before: null, password_mark: null, copy_of: null },
  }
}
