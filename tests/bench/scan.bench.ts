import { openForSeeding, seedPlant } from '../../electron/db/seed-plant.ts'
import { iccid, imei } from '../support/codes.ts'
import { addEmployee, rightPassword } from '../support/people.ts'
import { openTestPlant } from '../support/plant.ts'
import { openPty } from '../support/pty.ts'
import { startTestServer } from '../support/replica-set.ts'
import { startStationApp } from '../support/station-app.ts'
import { until } from '../support/station-bench.ts'
import { bareLeases, bareRegistration } from './bare-driver.ts'
import { now, watchPaints } from './painted.ts'
import { figures, progress, report } from './report.ts'

/**
 * Last byte into the serial line → verdict painted, in real Electron on real mongod; beside the bare driver writing
 * the same documents in one transaction, in turns within the same run, so that both meet the same machine.
 * `--devices N`: in the database of a plant that has made N units already, with their movements and events.
 */
const rounds = process.argv.includes('--long') ? 200 : 16
const scansPerRound = 50
const warmUp = 20

const devices = Number(/--devices[ =](\d+)/.exec(process.argv.join(' '))?.[1] ?? 0)

const server = await startTestServer()
const name = `bench_${Date.now()}`
if (devices > 0) {
  // Never through a station's connection: its time-outs are a scan's, an index of a million devices takes longer.
  const seeding = await openForSeeding(server.uri, name)
  await seedPlant(seeding.db, { devices, seed: 1, now: Date.now() }, toldInTenths(devices))
  await seeding.close()
}
const plant = await openTestPlant(server.uri, name)
const { client, collections, db } = plant.database
await addEmployee(collections, 'BENCH-1', { may: ['production_line1_station1'] })
const total = rounds * scansPerRound + warmUp
await plant.order({ order_number: 'ORD-SCAN', batches: [total + 100], pairing: 'pair' })
await bareLeases(db, 'ORD-FLOOR', ['BARE'], total)
const pty = await openPty()
const station = await startStationApp({
  uri: server.uri,
  databaseName: plant.name,
  scanners: [{ id: 'line', kind: 'serial', path: pty.device, baudRate: 115200 }],
})
await station.signIn('BENCH-1', rightPassword)
await station.openOrder('ORD-SCAN')
const paints = await watchPaints(station.page)

function toldInTenths(all: number): (made: number) => void {
  let told = 0
  return (made) => {
    const tenth = Math.floor((made * 10) / all)
    if (tenth !== told) progress(`${made} of ${all} devices`)
    told = tenth
  }
}

async function scan(number: number): Promise<number> {
  const painted = paints.next()
  const code = `${imei(number)}|${iccid(number)}\r`
  const sent = now()
  await pty.write(code)
  const { word, at } = await painted
  // Amber is an answer too: the bench's own figure of 250 ms and more.
  if (!word.startsWith('registered') && word !== 'kept-here') throw new Error(`unit ${number}: ${word}`)
  return at - sent
}

const register = bareRegistration(db, 'ORD-FLOOR')
const session = client.startSession({ causalConsistency: false })
async function bare(number: number): Promise<number> {
  const start = performance.now()
  await register(session, 'BARE', imei(500_000 + number), iccid(500_000 + number))
  return performance.now() - start
}

/** A person's hand is no metronome, and a frame clock must not be met in step. */
const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 10 + Math.random() * 40))

let number = 0
for (; number < warmUp; number++) {
  await scan(number)
  await bare(number)
}
const scans: number[] = []
const floor: number[] = []
for (let round = 0; round < rounds; round++) {
  for (let index = 0; index < scansPerRound; index++, number++) {
    scans.push(await scan(number))
    await pause()
  }
  for (let index = 0; index < scansPerRound; index++) {
    floor.push(await bare(number - scansPerRound + index))
    await pause()
  }
  progress(`${scans.length} of ${total - warmUp}`)
}
const countDevices = () => collections.devices.countDocuments({ nro_orden: 'ORD-SCAN' })
await until(async () => (await countDevices()) === total, `${total} devices`, 30_000)
const sum = (durations: readonly number[]) => durations.reduce((all, one) => all + one, 0)
report('scan', [
  {
    name: `last byte to painted, ${devices} devices before`,
    n: scans.length,
    ...figures(scans, sum(scans)),
    floor: figures(floor, sum(floor)),
  },
])
await station.close()
await pty.close()
await session.endSession()
await plant.close()
await server.stop()
