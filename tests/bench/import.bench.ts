import { cpus } from 'node:os'
import { type Document, ObjectId } from 'mongodb'
import { collections as collectionsOf } from '../../electron/db/collections/collections.ts'
import { newImportId } from '../../electron/db/collections/import-ids.ts'
import { clientFor, type Database } from '../../electron/db/connection/client.ts'
import { createPlanner, type PlannedDocument } from '../../electron/db/import/import-plan.ts'
import { runImport } from '../../electron/db/import/import-run.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { readTable } from '../../electron/import/read-table.ts'
import type { ImportMode } from '../../shared/domain/import/import-file.ts'
import { guessMapping } from '../../shared/domain/import/import-headers.ts'
import { createRowReader } from '../../shared/domain/import/import-rows.ts'
import { iccid, imei } from '../support/codes.ts'
import { csvOf } from '../support/import-file.ts'
import { insertOrder } from '../support/plant.ts'
import { startTestServer } from '../support/replica-set.ts'
import { progress } from './report.ts'

/**
 * The import of `--devices N` (10,000) into a database with all its indexes, step by step: the file read, its rows
 * judged, what they mean looked up, and the writing until a majority has it in its journal; `database_ms` is the time of
 * all of it in which a command was on its way. Beside it the bare driver's
 * `insertMany` of the same devices alone, and of the same devices, movements and events, with the same durability and
 * the same indexes in the same run.
 */
const devices = Number(/--devices[ =](\d+)/.exec(process.argv.join(' '))?.[1] ?? 10_000)
const turns = 3
const people = { employee_id: 'ADM-1', role: 'super_admin', status: 'active', permissions: {} } as const

const server = await startTestServer()
try {
  const results = []
  for (const mode of ['good', 'all'] as const) results.push(median(await turnsOf(mode)))
  if (process.argv.includes('--json')) console.log(JSON.stringify({ bench: 'import', cores: cpus().length, results }))
  else console.table(Object.fromEntries(results.map(({ name, ...figures }) => [name, figures])))
} finally {
  await server.stop()
}
process.exit(0)

type Figures = Awaited<ReturnType<typeof once>>

async function turnsOf(mode: ImportMode): Promise<Figures[]> {
  const all: Figures[] = []
  for (let turn = 0; turn < turns; turn++) {
    progress(`${devices} devices, ${mode}, turn ${turn + 1} of ${turns}`)
    all.push(await once(mode))
  }
  return all
}

/** The turn whose writing took the middle time. */
function median(all: readonly Figures[]): Figures {
  const sorted = [...all].sort((one, other) => one.write_ms - other.write_ms)
  const middle = sorted[Math.floor(sorted.length / 2)]
  if (middle === undefined) throw new Error('nothing was measured')
  return middle
}

async function once(mode: ImportMode) {
  const database = await emptyDatabase('ours')
  await insertOrder(database, { order_number: 'ORD-1', batches: [devices] })
  const bytes = Buffer.from(file())
  const waited = waitedFor(database)
  const table = await timed(() => readTable('devices', bytes, null))
  const mapping = guessMapping('devices', table.value.titles)
  const judged = await timed(async () => {
    const read = createRowReader({
      kind: 'devices',
      mapping,
      rules: { imeiLuhn: 'block', iccidLuhn: 'block' },
      by: people,
    })
    return table.value.rows.map(({ row, cells }) => read(row, cells))
  })
  const looked = await timed(() =>
    createPlanner(database.collections, 'devices', { now: new Date(), employee_id: 'ADM-1' })(judged.value),
  )
  const good = looked.value.filter((row): row is PlannedDocument => row.document !== null)
  if (good.length !== devices) throw new Error(`${good.length} of ${devices} rows are good`)
  const facts = { kind: 'devices', mode, file: 'bench.csv', sha256: '', at: new Date(), station: 'S01' } as const
  const holder = {
    linea: 1,
    puesto: 1,
    installation: 'bench',
    run: 'bench',
    operator_name: 'Ana',
    employee_id: 'ADM-1',
  }
  const written = await timed(() =>
    runImport(database, { _id: newImportId(), ...facts, ...holder }, good, {
      isCancelled: () => false,
      onProgress: () => undefined,
    }),
  )
  if (written.value.stored !== devices) throw new Error(`${written.value.stored} stored`)
  const database_ms = Math.round(waited())
  const { collections } = database
  const stored = {
    devices: await collections.devices.find().toArray(),
    movimientos: await collections.movimientos.find().toArray(),
    device_events: await collections.deviceEvents.find().toArray(),
  }
  for (const [name, documents] of Object.entries(stored)) {
    if (documents.length !== devices) throw new Error(`${documents.length} ${name}`)
  }
  await database.db.dropDatabase()
  await database.close()
  const alone = await bare({ devices: stored.devices })
  const same = await bare(stored)
  const round = (value: number) => Math.round(value * 100) / 100
  return {
    name: mode,
    n: devices,
    read_ms: Math.round(table.ms),
    judge_ms: Math.round(judged.ms),
    look_ms: Math.round(looked.ms),
    write_ms: Math.round(written.ms),
    database_ms,
    bare_devices_ms: Math.round(alone),
    bare_same_documents_ms: Math.round(same),
    ratio_to_same: round(database_ms / same),
    ratio_to_devices: round(database_ms / alone),
  }
}

/** The yardstick: the driver alone, one `insertMany` for each collection at the same time. @returns ms */
async function bare(documents: Readonly<Record<string, readonly Document[]>>): Promise<number> {
  const database = await emptyDatabase('bare')
  const client = await clientFor(server.uri).connect()
  const db = client.db(database.db.databaseName)
  const { ms } = await timed(() =>
    Promise.all(
      Object.entries(documents).map(([name, all]) => db.collection(name).insertMany([...all], { ordered: false })),
    ),
  )
  await client.close()
  await database.db.dropDatabase()
  await database.close()
  return ms
}

async function emptyDatabase(name: string): Promise<Database> {
  const client = await clientFor(server.uri, { monitorCommands: true }).connect()
  const db = client.db(`bench_${name}_${new ObjectId().toHexString()}`)
  const database = { client, db, collections: collectionsOf(db), close: () => client.close() }
  await ensureIndexes(database.collections)
  return database
}

/** The time in which the database was waited for: at least one command of ours was on its way. */
function waitedFor({ client }: Database) {
  let open = 0
  let since = 0
  let ms = 0
  client.on('commandStarted', () => {
    if (open === 0) since = performance.now()
    open += 1
  })
  const ended = () => {
    open -= 1
    if (open === 0) ms += performance.now() - since
  }
  client.on('commandSucceeded', ended)
  client.on('commandFailed', ended)
  return () => ms
}

function file(): string {
  const rows = Array.from({ length: devices }, (_, index) => [imei(index), iccid(index), 'ORD-1', 1, 'aprobado', 'A-7'])
  return csvOf([['IMEI', 'ICCID', 'Orden', 'Lote', 'Estado', 'Ubicación'], ...rows])
}

async function timed<Value>(work: () => Promise<Value>): Promise<{ readonly value: Value; readonly ms: number }> {
  const begun = performance.now()
  const value = await work()
  return { value, ms: performance.now() - begun }
}
