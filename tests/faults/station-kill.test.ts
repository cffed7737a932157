import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { bundleProgram } from '../support/bundled-program.ts'
import { imei } from '../support/codes.ts'
import { type Child, startChild } from '../support/killed-station.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { required, until } from '../support/station-bench.ts'
import { createLog, seeded } from '../support/two-stations-log.ts'

/** Kills of the long form: `OSE_FAULT_ROUNDS=200 npm test -- faults station-kill`. */
const rounds = Number(process.env['OSE_FAULT_ROUNDS'] ?? 20)
const seed = Number(process.env['OSE_FAULT_SEED'] ?? Math.floor(Math.random() * 2 ** 31))
const quantity = 50_000

let plant: TestPlant
let folder: string
const script = join(process.cwd(), 'dist', 'station-child.mjs')
const random = seeded(seed)
const log = createLog(random)

beforeAll(async () => {
  await bundleProgram('station-child', script, { conditions: ['trial'], packages: 'external' })
  plant = await openTestPlant(inject('mongodbUri'))
  await plant.order({ order_number: 'ORD-KILL', batches: [quantity], pairing: 'imei' })
  folder = await mkdtemp(join(tmpdir(), 'ose-kill-'))
})
afterAll(async () => {
  await running?.kill()
  await plant.close()
  await rm(folder, { recursive: true, force: true })
})

let running: Child | null = null
async function start(): Promise<Child> {
  running = await startChild(script, [inject('mongodbUri'), plant.name, folder])
  return running
}

/** After a kill every answer is what it was; what nobody saw is learnt now, oldest first. */
function compare({ remembered }: Child): void {
  const { recent, isStanding } = required(remembered)
  for (const { scanId, code, word } of [...recent].reverse()) {
    const before = log.answerTo(scanId)
    if (before === undefined) log.remembered(scanId, code, word)
    // Amber becomes what it became; anything else stays what it was.
    else if (before === 'kept-here') expect(word, code).toMatch(/^(kept-here|registered|undone|bench-)/)
    else expect(word, code).toBe(before)
  }
  log.standing(isStanding)
}

/** Lets a station work until it is killed. */
async function life(): Promise<void> {
  const child = await start()
  if (child.remembered !== null) {
    compare(child)
    expect(child.remembered.word ?? null).toBe(log.open())
    if (log.open() === null) await openProduction(child)
    child.killAfter(5 + random() * 700)
    for (;;) {
      const code = log.nextCode()
      const told = await child.scan(code)
      if (told === null) break
      log.answered(code, told)
    }
  }
  await child.kill()
}

/** Before the first kill: the order that everything is made of. */
async function openProduction(child: Child): Promise<void> {
  for (const code of ['OSECGOPRODUCTION', 'BATCH:ORD-KILL:1']) {
    log.answered(code, required(await child.scan(code)))
  }
}

test(`a PC with two stations killed ${rounds} times at any moment (seed ${seed}): every answer stands, every act once`, async () => {
  console.log(`seed ${seed}`)
  for (let round = 0; round < rounds; round++) await life()

  // The last start: what is in the journal lands, and what follows from it is done.
  const child = await start()
  compare(child)
  await until(async () => (await child.state()).kept === 0, 'the journal to be empty', 60_000)
  const conflicts = await plant.database.collections.conflicts.find().toArray()
  expect(conflicts.map(({ act_kind, word, subject, params }) => ({ act_kind, word, subject, params }))).toEqual([])
  expect(await child.state()).toEqual({ kept: 0, conflicts: 0, bugs: [] })
  expect(log.answers()).toBeGreaterThan(rounds * 3)
  const { devices, deviceEvents, movimientos, counters, leases, rooms, orders, followUps } = plant.database.collections
  await until(async () => (await followUps.countDocuments({ open: true })) === 0, 'what follows', 60_000)

  const found = new Map((await devices.find().toArray()).map((device) => [device.imei, device]))
  const events = await deviceEvents
    .aggregate<{ _id: string; n: number }>([{ $group: { _id: '$imei', n: { $sum: 1 } } }])
    .toArray()
  const counted = new Map(events.map(({ _id, n }) => [_id, n]))
  let alive = 0
  for (const [number, expected] of log.units()) {
    const device = found.get(imei(number))
    const stands = device && {
      estado: device.estado,
      box: device.codigo_innerbox !== null,
      carton: device.carton_id !== null,
    }
    const { events: made, ...state } = expected
    expect(stands, `unit ${number}`).toEqual(state.estado === 'gone' ? undefined : state)
    expect(counted.get(imei(number)), `events of unit ${number}`).toBe(made)
    if (state.estado !== 'gone') alive += 1
  }
  // No other: neither a device nor an event of a unit that nobody scanned.
  expect(found.size).toBe(alive)
  expect(counted.size).toBe(log.units().size)
  const boxes = new Map([...found.values()].flatMap((device) => device.codigo_innerbox ?? []).map((box) => [box, 0]))
  for (const { codigo_innerbox: box } of found.values()) if (box) boxes.set(box, (boxes.get(box) ?? 0) + 1)
  expect(Math.max(0, ...boxes.values())).toBeLessThanOrEqual(3)

  expect(await movimientos.countDocuments()).toBe(alive)
  const [sum] = await counters.aggregate<{ n: number }>([{ $group: { _id: null, n: { $sum: '$produced' } } }]).toArray()
  expect(sum?.n).toBe(alive)
  const lease = required(await leases.findOne())
  const room = required(await rooms.findOne())
  expect(lease.used).toBe(alive)
  expect(room.free + lease.granted).toBe(quantity)
  await until(async () => (await orders.findOne({ order_number: 'ORD-KILL' }))?.produced === alive, 'the fold')
  console.log(`${log.answers()} answers, ${log.units().size} units, ${boxes.size} boxes`)
  await child.kill()
})
