import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { Actor } from '../../shared/station/act.ts'
import { idAt } from '../../shared/station/id-at.ts'
import { imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer, type TestServer } from '../support/replica-set.ts'
import { openStation, required, type TestStation, until } from '../support/station-bench.ts'

/* What the core promises to a station, shown by one that the product does not have (tests/trial). */

const ana: Actor = { employee_id: 'EMP-001', name: 'Ana', isSupervisor: false, stations: ['production', 'trialbench'] }
const eva: Actor = { employee_id: 'SUP-001', name: 'Eva', isSupervisor: true, stations: ['trialbench'] }
const token = '0123456789ABCDEFGHJKMNPQRS'

let server: TestServer
let plant: TestPlant
let station: TestStation
beforeAll(async () => {
  server = await startTestServer()
})
afterAll(() => server.stop())
beforeEach(async () => {
  plant = await openTestPlant(server.uri)
  await plant.order({ order_number: 'ORD-T', batches: [50], pairing: 'imei' })
  station = await open()
})
afterEach(async () => {
  expect(station.bugs).toEqual([])
  await station.close()
  await plant.close()
})

function open(more: Partial<Parameters<typeof openStation>[0]> = {}): Promise<TestStation> {
  return openStation({
    ...{ uri: server.uri, databaseName: plant.name, person: ana, supervisors: { [token]: eva } },
    ...{ offered: ['production', 'trialbench'], ...more },
  })
}

/** Registers units at production, then opens a carton at the trial. */
async function begin(...numbers: readonly number[]): Promise<void> {
  expect((await station.scan('OSECGOPRODUCTION')).word).toBe('station-opened')
  await station.open('ORD-T', 1)
  for (const number of numbers) expect((await station.scan(imei(number))).word).toBe('registered')
  expect((await station.scan('OSECGOTRIALBENCH')).word).toBe('station-opened')
  expect((await station.scan('ORDER:ORD-T')).word).toBe('bench-opened')
}

function work() {
  const state = station.state()
  if (state.word !== 'trialbench') throw new Error(`open is ${state.word}`)
  return state.work
}

const device = async (number: number) =>
  required(await plant.database.collections.devices.findOne({ imei: imei(number) }))
const events = (number: number) =>
  plant.database.collections.deviceEvents
    .find({ imei: imei(number) })
    .sort({ timestamp: 1, _id: 1 })
    .toArray()
const count = async (...numbers: readonly number[]) => {
  for (const number of numbers) expect((await station.scan(imei(number))).word).toMatch(/^bench-(counted|box-full)$/)
}

test('an act of two state steps writes both, with ids that follow from the first, and is undone whole', async () => {
  await begin(1)
  await count(1)
  const made = await events(1)
  expect(made.map(({ estado_anterior, estado_nuevo }) => [estado_anterior, estado_nuevo])).toEqual([
    [null, 'en_produccion'],
    ['en_produccion', 'control_calidad'],
    ['control_calidad', 'aprobado'],
  ])
  const act = String(made[1]?._id)
  expect(String(made[2]?._id)).toBe(idAt(act, 1))
  expect(await device(1)).toMatchObject({ estado: 'aprobado', codigo_innerbox: work().box })
  expect((await station.scan('OSECUNDO')).word).toBe('undone')
  expect(await device(1)).toMatchObject({ estado: 'en_produccion', codigo_innerbox: null })
  expect(work()).toMatchObject({ box: null, units: [] })
})

test('an act of many devices, and of two open things: the box goes into the carton, and out again', async () => {
  await begin(1, 2, 3)
  await count(1, 2, 3)
  const { box, carton } = work()
  expect(await station.scan('OSECNEXT')).toMatchObject({ word: 'bench-boxed', params: { thing: 'box', number: box } })
  for (const number of [1, 2, 3])
    expect(await device(number)).toMatchObject({ carton_id: carton, codigo_innerbox: box })
  const act = String((await device(1)).ose_act)
  const ids = await Promise.all([1, 2, 3].map(async (number) => String((await events(number)).at(-1)?._id)))
  expect(ids).toEqual([0, 1, 2].map((n) => idAt(act, n)))
  expect(work()).toMatchObject({ box: null, units: [], boxes: 1 })
  expect(await station.scan('OSECUNDO')).toMatchObject({ word: 'undone', params: { number: box } })
  for (const number of [1, 2, 3]) expect(await device(number)).toMatchObject({ carton_id: null })
  expect(work()).toMatchObject({ box, boxes: 0, units: [{}, {}, {}] })
})

test('a rejection is noted: done, nothing to acknowledge, and undone like any other', async () => {
  await begin(1, 2)
  await count(1, 2)
  expect(await station.scan('OSECREJECT')).toMatchObject({ word: 'bench-rejected', kind: 'noted', blocks: false })
  expect(await device(2)).toMatchObject({ estado: 'rechazado', codigo_innerbox: null })
  expect(station.state().recent[0]).toMatchObject({ fate: 'noted', subject: { kind: 'unit', imei: imei(2) } })
  expect((await station.scan('OSECUNDO')).word).toBe('undone')
  expect(await device(2)).toMatchObject({ estado: 'aprobado', codigo_innerbox: work().box })
})

test('what follows from an act is done by the duty, in the name of who decided; it is never undone', async () => {
  await begin(1, 2, 3)
  await count(1, 2, 3)
  await station.scan('OSECNEXT')
  expect((await station.scan('OSECCLOSE')).word).toBe('bench-closed')
  station.signIn(eva)
  await until(async () => (await device(3)).estado === 'empaquetado', 'the duty')
  for (const number of [1, 2, 3]) {
    expect((await events(number)).at(-1)).toMatchObject({ event_type: 'packed', operator: 'EMP-001' })
  }
  const [followUp] = await plant.database.collections.followUps.find().toArray()
  expect(followUp).toMatchObject({ word: 'trialbench', open: false })
  expect(String((await events(1)).at(-1)?._id)).toBe(String(followUp?._id))
  // Not even a supervisor jumps over it to the act before.
  expect(await station.scan('OSECUNDO')).toMatchObject({ word: 'undo-never', params: { instead: 'new-carton' } })
  expect((await device(3)).estado).toBe('empaquetado')
})

test('refusals: full, elsewhere, not registered; a supervisor’s act of its own', async () => {
  await begin(1, 2, 3, 4)
  expect((await station.scan(imei(9))).word).toBe('bench-unknown')
  await station.scan('OSECACK')
  await count(1, 2, 3)
  expect(await station.scan(imei(4))).toMatchObject({ word: 'bench-full', blocks: true })
  expect((await station.scan(imei(4))).word).toBe('acknowledge-first')
  await station.scan('OSECACK')
  await station.scan('OSECNEXT')
  expect((await station.scan(imei(2))).word).toBe('bench-elsewhere')
  await station.scan('OSECACK')
  await plant.database.collections.devices.updateOne({ imei: imei(4) }, { $set: { estado: 'rma' } })
  await count(4)
  await plant.database.collections.devices.updateOne({ imei: imei(4) }, { $set: { estado: 'aprobado' } })
  await station.scan('OSECUNDO')
  expect(await station.scan('OSECTARE')).toMatchObject({ word: 'bench-tared', kind: 'accepted' })
})

test('a supervisor allows what the slice offered', async () => {
  await begin(1)
  await plant.database.collections.devices.updateOne({ imei: imei(1) }, { $set: { estado: 'enviado' } })
  expect(await station.scan(imei(1))).toMatchObject({ word: 'wrong-state', supervisorCan: 'bench-let-in' })
  await plant.database.collections.devices.updateOne({ imei: imei(1) }, { $set: { estado: 'en_produccion' } })
  expect((await station.scan(`OSEB${token}`)).word).toBe('bench-counted')
  expect(station.state().standing).toBeNull()
})

test('numbers are leased in blocks: none twice, by two stations, over kills and while the database is away', async () => {
  await begin(1, 2, 3)
  const other = await open({ station: 'S02', folds: false })
  await other.scan('OSECGOTRIALBENCH')
  await other.scan('ORDER:ORD-T')
  const boxes: string[] = []
  const box = () => boxes.push(String(work().box))
  await count(1)
  box()
  await station.scan('OSECNEXT')
  expect((await other.scan(imei(2))).word).toBe('bench-counted')
  boxes.push(String((other.state().work as { box?: unknown } | null)?.box))
  await until(() => station.state().known?.units === 3, 'the known units')
  await server.kill()
  await until(() => station.link.isAway(), 'the station to see it')
  expect((await station.scan(imei(3))).word).toBe('kept-here')
  box()
  const { folder } = station
  await station.abandon()
  await server.restart()
  station = await open({ folder })
  await until(() => station.state().kept.count === 0, 'the kept act')
  expect(await device(3)).toMatchObject({ codigo_innerbox: boxes[2] })
  expect(new Set(boxes).size).toBe(3)
  const [block] = await plant.database.collections.numbers.find({ station: 'S01' }).toArray()
  expect(block).toMatchObject({ next: 3, to: 5 })
  await other.close()
})

test('offline, a unit that is not known goes to the tray, and nothing is written of it', async () => {
  await begin(1, 2)
  await count(1)
  await until(() => station.state().known?.units === 2, 'the known units')
  await server.kill()
  await until(() => station.link.isAway(), 'the station to see it')
  expect(await station.scan(imei(5))).toMatchObject({ word: 'bench-set-aside', blocks: false })
  expect(work().aside).toBe(1)
  expect((await station.scan(imei(2))).word).toBe('kept-here')
  expect(work().units).toMatchObject([{ imei: imei(1) }, { imei: imei(2), device: null }])
  await server.restart()
  const written = async () => String((await device(2))._id)
  await until(async () => work().units[1]?.device === (await written()), 'the kept act to land, with its device')
  expect(await plant.database.collections.devices.countDocuments()).toBe(2)
})

test('a kept unit that the database refuses is a conflict that names it, and is in no box', async () => {
  await begin(1, 2)
  await until(() => station.state().known?.units === 2, 'the known units')
  await count(1)
  await server.kill()
  await until(() => station.link.isAway(), 'the station to see it')
  expect((await station.scan(imei(2))).word).toBe('kept-here')
  const { folder } = station
  await station.abandon()
  await server.restart()
  await plant.database.collections.devices.updateOne({ imei: imei(2) }, { $set: { estado: 'retirado' } })
  station = await open({ folder })
  await until(() => station.state().conflicts === 1, 'the conflict')
  const [conflict] = await station.desk.conflicts()
  expect(conflict).toMatchObject({ subject: { kind: 'unit', imei: imei(2) }, word: 'wrong-state' })
  expect(work().units.map((unit) => unit.imei)).toEqual([imei(1)])
})

test('a refusal is of the station where it was said, whoever comes and acknowledges', async () => {
  await begin(1)
  await station.scan('OSECGOPRODUCTION')
  expect((await station.scan(imei(1))).word).toBe('already-counted')
  await sleep(2100)
  await station.scan(imei(5))
  expect(await station.scan(imei(1))).toMatchObject({ word: 'already-registered', blocks: true })
  station.signIn({ ...ana, employee_id: 'EMP-2', stations: ['trialbench'] })
  await station.desk.personChanged()
  expect(station.state().word).toBe('production')
  expect((await station.scan('OSECACK')).word).toBe('acknowledged')
  expect((await station.scan('OSECGOTRIALBENCH')).word).toBe('station-opened')
})

test('one PC, two stations: each keeps its own, and undo takes the last act of either', async () => {
  await begin(1, 2)
  await count(1)
  // A box is open: it is finished first.
  expect(await station.scan('OSECGOPRODUCTION')).toMatchObject({ word: 'bench-box-open', kind: 'passes' })
  await station.scan('OSECNEXT')
  expect((await station.scan('OSECGOPRODUCTION')).word).toBe('station-opened')
  expect((await station.scan('OSECNEXT')).word).toBe('command-not-here')
  expect(await station.scan('OSECUNDO')).toMatchObject({ word: 'undone', params: { thing: 'box' } })
  station.signIn({ ...ana, stations: ['trialbench'] })
  await station.desk.personChanged()
  expect(work().units).toMatchObject([{ imei: imei(1) }])
})
