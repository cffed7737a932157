import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { cpus, tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Db, MongoClient, ObjectId } from 'mongodb'
import { seededPlant } from '../../electron/db/demo/seeded-plant.ts'
import type { ExportTask } from '../../electron/export/export-messages.ts'
import { runExportThread } from '../../electron/export/export-thread.ts'
import { exportFormats } from '../../shared/exports.ts'
import { startTestServer } from '../support/replica-set.ts'
import { progress } from './report.ts'

/**
 * Every device of a plant (`--devices N`) as a file of each form: rows a second beside the bare driver's reading of the
 * same cursor, and what memory the export needs over the same process idle.
 */
const devices = Number(/--devices[ =](\d+)/.exec(process.argv.join(' '))?.[1] ?? 20_000)
const filter = { list: 'devices', by: { view: 'newest', from: null, to: null } } as const

interface Measured {
  readonly rows: number
  readonly ms: number
  readonly idle_mb: number
  readonly peak_mb: number
}

// A process of its own for each measurement: what was freed in one is not given back to the system.
const given = process.env['OSE_BENCH_EXPORT']
if (given !== undefined) {
  const task: ExportTask | (Pick<ExportTask, 'connectionString' | 'databaseName'> & { bare: true }) = JSON.parse(given)
  console.log(JSON.stringify(await measure('bare' in task ? () => readBare(task) : () => exportOnce(task))))
  process.exit(0)
}

const server = await startTestServer()
const name = `bench_${Date.now()}`
const client = await new MongoClient(server.uri).connect()
const folder = await mkdtemp(join(tmpdir(), 'ose-bench-export-'))
try {
  await fill(client.db(name))
  const floor = await inOwnProcess({ connectionString: server.uri, databaseName: name, bare: true })
  const results = []
  for (const format of exportFormats) {
    progress(`${devices} devices as ${format}`)
    const file = join(folder, `devices.${format}`)
    const task: ExportTask = { connectionString: server.uri, databaseName: name, filter, format, separator: ';', file }
    const { rows, ms, idle_mb, peak_mb } = await inOwnProcess(task)
    if (rows !== devices) throw new Error(`${rows} rows of ${devices}`)
    results.push({
      name: format,
      n: rows,
      per_s: Math.round((rows * 1000) / ms),
      floor_per_s: Math.round((floor.rows * 1000) / floor.ms),
      idle_mb,
      over_idle_mb: Math.round((peak_mb - idle_mb) * 10) / 10,
      file_mb: Math.round((await stat(file)).size / 2 ** 20),
    })
    await rm(file)
  }
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'export', cores: cpus().length, results }))
  else console.table(Object.fromEntries(results.map(({ name, ...figures }) => [name, figures])))
} finally {
  await client.close()
  await server.stop()
  await rm(folder, { recursive: true, force: true })
}
process.exit(0)

/** The devices of a seeded plant, and the index of their list. */
async function fill(db: Db): Promise<void> {
  let made = 0
  for (const { units } of seededPlant({ devices, seed: 1, now: Date.now() }).orders()) {
    const documents = units.map(({ device }) => ({ _id: new ObjectId(device.id), ...device.document }))
    if (documents.length > 0)
      await db.collection('devices').insertMany(documents, { ordered: false, writeConcern: { w: 1 } })
    const before = made
    made += documents.length
    if (Math.floor((made * 10) / devices) !== Math.floor((before * 10) / devices)) progress(`${made} devices made`)
  }
  await db.collection('devices').createIndex({ fecha_creacion: -1, _id: -1 }, { name: 'ose_devices_newest' })
}

async function inOwnProcess(task: object): Promise<Measured> {
  const child: ChildProcess = spawn(process.execPath, [process.argv[1] ?? ''], {
    env: { ...process.env, OSE_BENCH_EXPORT: JSON.stringify(task) },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  if (child.stdout === null) throw new Error('no output')
  for await (const line of createInterface(child.stdout)) return JSON.parse(line)
  throw new Error('the measured process said nothing')
}

async function measure(work: () => Promise<number>): Promise<Measured> {
  const megabytes = () => Math.round((process.memoryUsage.rss() / 2 ** 20) * 10) / 10
  await sleep(1000)
  const idle_mb = megabytes()
  let peak_mb = idle_mb
  const timer = setInterval(() => {
    peak_mb = Math.max(peak_mb, megabytes())
  }, 20)
  const begun = performance.now()
  const rows = await work()
  const ms = performance.now() - begun
  clearInterval(timer)
  return { rows, ms, idle_mb, peak_mb }
}

async function exportOnce(task: ExportTask): Promise<number> {
  const worker = join(__dirname, 'export.worker.cjs')
  return (await runExportThread(worker, task, new AbortController().signal, () => undefined)).rows
}

/** The yardstick: the same documents in the same order through the driver, and nothing done with them. */
async function readBare(task: Pick<ExportTask, 'connectionString' | 'databaseName'>): Promise<number> {
  const reader = await new MongoClient(task.connectionString).connect()
  let rows = 0
  const cursor = reader
    .db(task.databaseName)
    .collection('devices')
    .find({}, { sort: { fecha_creacion: -1, _id: -1 } })
  for await (const _document of cursor) rows++
  await reader.close()
  return rows
}
