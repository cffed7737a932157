import { parseArgs } from 'node:util'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { openForSeeding, seedPlant } from '../../electron/db/demo/seed-plant.ts'
import { iccid, imei } from '../support/codes.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { insertOrder, openTestPlant } from '../support/plant.ts'
import { openPty } from '../support/pty.ts'
import { startTestServer } from '../support/replica-set.ts'
import { startStationApp } from '../support/station-app.ts'
import { until } from '../support/station-bench.ts'
import { bareLeases, bareRegistration } from './bare-driver.ts'
import { now, watchPaints } from './painted.ts'
import { figures, progress, report } from './report.ts'
import { meanParts, openDisk, type ScanParts, watchMain } from './scan-parts.ts'

/**
 * Last byte into the serial line → verdict painted, in real Electron on real mongod; beside the bare driver writing
 * the same documents in one transaction, in turns within the same run, so that both meet the same machine.
 * `--devices N`: in the database of a plant that has made N units already, with their movements and events.
 * `--uri … --database NAME`: in one that was seeded before; its units stay there.
 */
const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '0' },
    uri: { type: 'string' },
    database: { type: 'string' },
    long: { type: 'boolean' },
    json: { type: 'boolean' },
  },
})
const rounds = values.long ? 200 : 16
const scansPerRound = 50
const warmUp = 20

const own = values.uri === undefined ? await startTestServer() : null
const uri = values.uri ?? own?.uri ?? ''
const name = values.database ?? `bench_${Date.now()}`
const seeds = Number(values.devices)
if (seeds > 0) {
  // Never through a station's connection: its time-outs are a scan's, an index of a million devices takes longer.
  const seeding = await openForSeeding(uri, name)
  await seedPlant(seeding.db, { devices: seeds, seed: 1, now: Date.now() }, toldInTenths(seeds))
  await seeding.close()
}
// A database that was there before is not this bench's to drop, and has its indexes.
const plant = values.database === undefined ? await openTestPlant(uri, name) : null
const database = plant?.database ?? (await openDatabase(uri, name))
const { client, collections, db } = database
const devices = await collections.devices.estimatedDocumentCount()
// The same plant may be measured again: each run has its own order, person and codes.
const run = Date.now() % 1_000_000
const [order, person] = [`ORD-SCAN-${run}`, `BENCH-${run}`]
const tac = values.database === undefined ? '86188808' : String(90_000_000 + run)
await addEmployee(collections, person, { may: ['production_line1_station1'] })
const total = rounds * scansPerRound + warmUp
await insertOrder(database, { order_number: order, batches: [total + 100], pairing: 'pair' })
await bareLeases(db, `${order}-FLOOR`, ['BARE'], total)
const pty = await openPty()
const station = await startStationApp({
  uri,
  databaseName: name,
  scanners: [{ id: 'line', kind: 'serial', path: pty.device, baudRate: 115200 }],
})
await station.signIn(person, rightPassword)
await station.openOrder(order)
const paints = await watchPaints(station.page)
const main = await watchMain(station.app)
const disk = await openDisk()

function toldInTenths(all: number): (made: number) => void {
  let told = 0
  return (made) => {
    const tenth = Math.floor((made * 10) / all)
    if (tenth !== told) progress(`${made} of ${all} devices`)
    told = tenth
  }
}

/** Of this run alone, as far as a plant of ten million leaves room. */
function iccidOf(number: number): string {
  return iccid(run * 1_000_000 + number)
}

async function scan(number: number): Promise<ScanParts> {
  const painted = paints.next()
  const code = `${imei(number, tac)}|${iccidOf(number)}\r`
  const sent = now()
  await pty.write(code)
  const { word, at } = await painted
  // Amber is an answer too: the bench's own figure of 250 ms and more.
  if (!word.startsWith('registered') && word !== 'kept-here') throw new Error(`unit ${number}: ${word}`)
  return main.partsOf(sent, at)
}

const register = bareRegistration(db, `${order}-FLOOR`)
const session = client.startSession({ causalConsistency: false })
async function bare(number: number): Promise<number> {
  const start = performance.now()
  await register(session, 'BARE', imei(500_000 + number, tac), iccidOf(500_000 + number))
  return performance.now() - start
}

/** A person's hand is no metronome, and a frame clock must not be met in step. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 40))

let number = 0
for (; number < warmUp; number++) {
  await scan(number)
  await bare(number)
}
const scans: ScanParts[] = []
const written: number[] = []
const floor: number[] = []
for (let round = 0; round < rounds; round++) {
  for (let index = 0; index < scansPerRound; index++, number++) {
    scans.push(await scan(number))
    await pause()
  }
  for (let index = 0; index < scansPerRound; index++) {
    floor.push(await bare(number - scansPerRound + index))
    written.push(await disk.write())
    await pause()
  }
  progress(`${scans.length} of ${total - warmUp}`)
}
const countDevices = () => collections.devices.countDocuments({ nro_orden: order })
await until(async () => (await countDevices()) === total, `${total} devices`, 30_000)
const sum = (durations: readonly number[]) => durations.reduce((all, one) => all + one, 0)
const wholes = scans.map(({ whole }) => whole)
report(
  'scan',
  [
    {
      name: `last byte to painted, ${devices} devices before`,
      n: scans.length,
      ...figures(wholes, sum(wholes)),
      floor: figures(floor, sum(floor)),
    },
  ],
  {
    parts: {
      'middle half': meanParts(scans, floor, written, 0.25, 0.75),
      'slowest 5 %': meanParts(scans, floor, written, 0.95, 1),
      'slowest 1 %': meanParts(scans, floor, written, 0.99, 1),
    },
  },
)
await disk.close()
await station.close()
await pty.close()
await session.endSession()
await (plant ?? database).close()
await own?.stop()
