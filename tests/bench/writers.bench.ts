import { setTimeout as sleep } from 'node:timers/promises'
import { iccid, imei } from '../support/codes.ts'
import { openTestPlant, type TestPlant } from '../support/plant.ts'
import { startTestServer } from '../support/replica-set.ts'
import { openStation, type TestStation, until } from '../support/station-bench.ts'
import { bareLeases, bareRegistration } from './bare-driver.ts'
import { type CpuFigures, measureCpu } from './cpu.ts'
import { type BenchResult, figures, progress, report } from './report.ts'
import { changeOrder, type SeenFigures } from './seen-changes.ts'

/**
 * 1, 6 and 64 stations on one order, as fast as each is answered; beside the bare driver's transactions on as many
 * sessions in the same run. Counts must be exact afterwards, or there is no result. Then, at 64, the office changes the
 * order once a second: how soon the stations see it, beside one bare change stream.
 */
const isLong = process.argv.includes('--long')
const sizes = [
  { size: 1, each: isLong ? 1600 : 600 },
  { size: 6, each: isLong ? 400 : 120 },
  { size: 64, each: isLong ? 300 : 150 },
] as const
/** While the office changes the order: units at each station. */
const [fastEach, pacedEach] = [60, 60]
type Changes = Awaited<ReturnType<typeof changeOrder>>

const server = await startTestServer()
const results: BenchResult[] = []
const more: Record<string, Record<string, SeenFigures>> = {}
const beside: Record<string, CpuFigures> = {}
for (const { size, each } of sizes) {
  progress(`${size} stations, ${each} units each`)
  const plant = await openTestPlant(server.uri)
  const { result, seen } = await scanAll(plant, size, each)
  Object.assign(more, seen)
  await plant.close()
  const floor = await bare(size, each)
  // All PCs of the bench share the server's cores: the same bare writing, by a client that is as busy as ours are together.
  const asBusy = await bare(size, each, Math.max(0, result.client_cpu_ms - floor.client_cpu_ms))
  beside[`${size}`] = asBusy
  results.push({ name: size === 1 ? '1 station' : `${size} stations`, n: size * each, ...result, floor })
}
await server.stop()
report('writers', results, { ...more, 'floor with a client as busy': beside })
process.exit(0)

async function scanAll(plant: TestPlant, size: number, each: number) {
  const total = size * each
  // A day's order: how the last places of a batch are found is the tests' subject, not this bench's.
  await plant.order({ order_number: 'ORD-BENCH', batches: [total * 20], pairing: 'pair' })
  const changes = size === 64 ? await changeOrder(server.uri, plant.database, 'ORD-BENCH') : null
  const stations = await openAll(plant, size, changes)
  const scanned: number[] = []
  const cpu = measureCpu(server.pid)
  const begun = performance.now()
  await Promise.all(stations.map((station, index) => scanShift(station, index * each, each, scanned)))
  const wall = performance.now() - begun
  await until(() => stations.every((station) => station.state().kept.count === 0), 'kept units to land', 60_000)
  const result = { ...figures(scanned, wall), ...cpu(total) }
  const seen = changes === null ? {} : await seenBy(stations, changes, total)
  await changes?.close()
  await until(() => stations.every((station) => station.state().kept.count === 0), 'kept units to land', 60_000)
  await countsExactly(plant, changes === null ? total : total + size * (fastEach + pacedEach))
  for (const station of stations) await station.close()
  return { result, seen }
}

async function openAll({ database, name }: TestPlant, size: number, changes: Changes | null): Promise<TestStation[]> {
  const stations: TestStation[] = []
  for (let index = 0; index < size; index++) {
    const station = `S${String(index + 1).padStart(2, '0')}`
    const own = changes === null ? {} : { onState: changes.shown.bind(null, station) }
    const made = { uri: server.uri, databaseName: name, station, folds: index === 0, ...own }
    const opened = await openStation(made)
    changes?.hears(station, opened)
    stations.push(opened)
  }
  // A shift does not begin in one millisecond either.
  for (const station of stations) await station.open('ORD-BENCH', 1)
  // An opened order fetches its places while the operator takes the first unit in his hand.
  const { leases } = database.collections
  await until(async () => (await leases.countDocuments({ granted: { $gt: 0 } })) === size, 'places', 60_000)
  return stations
}

/**
 * How soon the office's changes are seen: beside scans as fast as they are answered, which leaves no core a moment of rest,
 * and beside four scans a second at each station.
 */
async function seenBy(stations: readonly TestStation[], changes: Changes, first: number) {
  const shift = (from: number, count: number, every: number) =>
    Promise.all(stations.map((station, index) => scanShift(station, from + index * count, count, [], every)))
  const fast = await changes.during(shift(first, fastEach, 0))
  const paced = await changes.during(shift(first + stations.length * fastEach, pacedEach, 250))
  return { 'seen at full speed': fast, 'seen at four scans a second each': paced }
}

/**
 * @param scanned gets the ms that each took
 * @param every the least time from one to the next, ms
 */
async function scanShift(
  station: TestStation,
  first: number,
  count: number,
  scanned: number[],
  every = 0,
): Promise<void> {
  // Stations are not in step.
  if (every > 0) await sleep(Math.random() * every)
  for (let number = first; number < first + count; number++) {
    const start = performance.now()
    let verdict = await station.scan(`${imei(number)}|${iccid(number)}`)
    // Held by another, or a server too busy to answer its heartbeat: the unit is read again, as at the line.
    while (verdict.word === 'places-held' || verdict.word === 'database-away') {
      if (verdict.blocks) await station.scan('OSECACK')
      verdict = await station.scan(`${imei(number)}|${iccid(number)}`)
    }
    scanned.push(performance.now() - start)
    if (!['accepted', 'completed', 'kept'].includes(verdict.kind)) throw new Error(`refused: ${verdict.word}`)
    if (every > 0) await sleep(Math.max(0, every - (performance.now() - start)))
  }
}

async function countsExactly({ database }: TestPlant, total: number): Promise<void> {
  const { devices, orders, movimientos } = database.collections
  const counted = async () => (await orders.findOne({ order_number: 'ORD-BENCH' }))?.produced === total
  await until(counted, 'the order to count exactly', 60_000)
  const found = await devices.countDocuments({ nro_orden: 'ORD-BENCH' })
  if (found !== total || (await movimientos.countDocuments({})) !== total) {
    throw new Error(`counts differ: ${found} of ${total}`)
  }
}

/** @param busyMs computing beside each scan */
async function bare(size: number, each: number, busyMs = 0) {
  const plant = await openTestPlant(server.uri)
  const { client, db } = plant.database
  const stations = Array.from({ length: size }, (_, index) => `S${index}`)
  await bareLeases(db, 'ORD-BARE', stations, each)
  const register = bareRegistration(db, 'ORD-BARE')
  const durations: number[] = []
  const cpu = measureCpu(server.pid)
  const begun = performance.now()
  await Promise.all(
    stations.map(async (station, index) => {
      const session = client.startSession({ causalConsistency: false })
      for (let unit = 0; unit < each; unit++) {
        const number = index * each + unit
        const start = performance.now()
        await register(session, station, imei(number), iccid(number))
        durations.push(performance.now() - start)
        for (const until = performance.now() + busyMs; performance.now() < until; ) JSON.stringify({ unit, number })
      }
      await session.endSession()
    }),
  )
  const measured = { ...figures(durations, performance.now() - begun), ...cpu(size * each) }
  await plant.close()
  return measured
}
