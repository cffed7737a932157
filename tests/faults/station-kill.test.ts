import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { build } from 'esbuild'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { openStation, required, until } from '../support/station-bench.ts'

/** Kills of the long form: `OSE_FAULT_ROUNDS=10000 npm test -- faults station-kill`. */
const rounds = Number(process.env['OSE_FAULT_ROUNDS'] ?? 12)
const units = 20_000

let plant: TestPlant
let folder: string
const script = join(process.cwd(), 'dist', 'station-child.mjs')

beforeAll(async () => {
  await build({
    entryPoints: ['tests/support/station-child.ts'],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    logLevel: 'error',
  })
  plant = await openTestPlant(inject('mongodbUri'))
  await plant.order({ order_number: 'ORD-KILL', batches: [units], pairing: 'imei' })
  folder = await mkdtemp(join(tmpdir(), 'ose-kill-'))
})
afterAll(async () => {
  await plant.close()
  await rm(folder, { recursive: true, force: true })
})

/** Lets a station work for a moment and kills it. @returns what it had said, and from where to go on. */
async function lifeOf(from: number, answers: Map<number, string>, undone: Set<number>): Promise<number> {
  const child = spawn(process.execPath, [script, inject('mongodbUri'), plant.name, folder, 'S01', String(from)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const killAfterMs = 5 + Math.random() * 700
  let next = from
  for await (const line of createInterface({ input: child.stdout })) {
    const [what, number, word] = line.split(' ')
    if (what === 'ready') setTimeout(() => child.kill('SIGKILL'), killAfterMs)
    if (what === 'answer') {
      answers.set(Number(number), word ?? '')
      next = Number(number) + 1
    }
    if (what === 'undo' && word === 'undone') undone.add(Number(number))
  }
  await ended
  return next
}

test(`a station killed ${rounds} times at any moment: nothing lost, nothing doubled, every figure exact`, async () => {
  const answers = new Map<number, string>()
  const undone = new Set<number>()
  let from = 0
  for (let round = 0; round < rounds; round++) from = await lifeOf(from, answers, undone)

  // The last start: what is in the journal lands.
  const station = await openStation({ uri: inject('mongodbUri'), databaseName: plant.name, folder, station: 'S01' })
  await until(() => station.state().kept.count === 0, 'the journal to be empty')
  await station.desk.station.idle()
  expect(station.bugs).toEqual([])
  const { devices, deviceEvents, movimientos, counters, leases, rooms, orders } = plant.database.collections
  const found = new Map((await devices.find({}).toArray()).map((device) => [device.imei, device]))
  expect(answers.size).toBeGreaterThan(rounds)

  for (const [number, word] of answers) {
    const accepted = word.startsWith('registered') || word === 'kept-here'
    if (accepted && !undone.has(number) && number % 7 !== 3)
      expect(found.has(imei(number)), `unit ${number}: ${word}`).toBe(true)
    if (undone.has(number)) expect(found.has(imei(number)), `unit ${number} was undone`).toBe(false)
  }
  const count = found.size
  expect(await movimientos.countDocuments({})).toBe(count)
  const acts = await deviceEvents
    .aggregate<{ _id: string; n: number }>([{ $group: { _id: '$data.act_kind', n: { $sum: 1 } } }])
    .toArray()
  const of = (kind: string): number => acts.find((act) => act._id === kind)?.n ?? 0
  expect(of('register') - of('undo')).toBe(count)
  const [sum] = await counters.aggregate<{ n: number }>([{ $group: { _id: null, n: { $sum: '$produced' } } }]).toArray()
  expect(sum?.n).toBe(count)
  const lease = required(await leases.findOne({}))
  const room = required(await rooms.findOne({}))
  expect(lease.used).toBe(count)
  expect(room.free + lease.granted).toBe(units)
  await until(async () => (await orders.findOne({ order_number: 'ORD-KILL' }))?.produced === count, 'the fold')
  await station.close()
})
