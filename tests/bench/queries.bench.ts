import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { openForSeeding, seedPlant } from '../../electron/db/demo/seed-plant.ts'
import { explainingClient } from '../support/explained.ts'
import { type QueryPattern, queryPatterns } from '../support/query-patterns.ts'
import { startTestServer } from '../support/replica-set.ts'
import { figures, progress } from './report.ts'

/**
 * Every documented query on seeded plants of several sizes, in turns on one server: time, and what the server looked
 * at. `--devices 10000,100000`: the sizes. `--uri … --database NAME`: a plant that was seeded before, as the largest.
 */
const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: '10000,100000' },
    uri: { type: 'string' },
    database: { type: 'string' },
    json: { type: 'boolean' },
  },
})
const rounds = { one: 60, page: 60, part: 30, tally: 3 } as const
const warmUp = 3

interface Plant {
  readonly devices: number
  readonly server: Awaited<ReturnType<typeof explainingClient>>
  readonly patterns: readonly QueryPattern[]
}

interface Measured {
  readonly devices: number
  readonly rows: number
  readonly p50_ms: number
  readonly p99_ms: number
  readonly keys: number
  readonly documents: number
  readonly returned: number
  readonly stages: readonly string[]
}

const own = values.uri === undefined ? await startTestServer() : null
const uri = values.uri ?? own?.uri ?? ''
const seeded: string[] = []
const plants: Plant[] = []
try {
  for (const size of values.devices.split(',').map(Number)) plants.push(await seededOf(size))
  if (values.database !== undefined) plants.push(await openPlant(values.database))
  const results = []
  for (const [index, { section, name, kind }] of (plants[0]?.patterns ?? []).entries()) {
    const sizes = await measure(index)
    results.push({ section, name, kind, growth: growth(sizes), sizes })
    progress(`${section} ${name}: ${sizes.map(({ p50_ms }) => p50_ms).join(' → ')} ms`)
  }
  if (values.json) console.log(JSON.stringify({ bench: 'queries', cores: cpus().length, results }))
  else for (const { section, name, kind, growth: grown, sizes } of results) print(section, name, kind, grown, sizes)
} finally {
  const [first] = plants
  for (const name of seeded) await first?.server.client.db(name).dropDatabase()
  for (const { server } of plants) await server.client.close()
  await own?.stop()
}

async function seededOf(devices: number): Promise<Plant> {
  const name = `bench_queries_${devices}_${Date.now()}`
  const seeding = await openForSeeding(uri, name)
  seeded.push(name)
  progress(`seeding ${devices} devices`)
  await seedPlant(seeding.db, { devices, seed: 1, now: Date.now() }, () => undefined)
  await seeding.close()
  return openPlant(name)
}

async function openPlant(name: string): Promise<Plant> {
  const server = await explainingClient(uri, name)
  const devices = await server.db.collection('devices').estimatedDocumentCount()
  return { devices, server, patterns: await queryPatterns(server.db) }
}

/** One pattern at every size, in turns, so that all meet the same machine. */
async function measure(index: number): Promise<Measured[]> {
  const runs = plants.map(() => ({ durations: [] as number[], rows: 0 }))
  const kind = plants[0]?.patterns[index]?.kind ?? 'one'
  for (let round = -warmUp; round < rounds[kind]; round++) {
    for (const [at, { patterns }] of plants.entries()) {
      const start = performance.now()
      const rows = (await patterns[index]?.run()) ?? 0
      const run = runs[at]
      if (round < 0 || run === undefined) continue
      run.durations.push(performance.now() - start)
      run.rows = rows
    }
  }
  const measured: Measured[] = []
  for (const [at, { devices, server, patterns }] of plants.entries()) {
    const { explained } = await server.explain(async () => patterns[index]?.run())
    const { durations, rows } = runs[at] ?? { durations: [], rows: 0 }
    const { p50_ms, p99_ms } = figures(durations, 1)
    const sum = (field: 'keys' | 'documents' | 'returned') => explained.reduce((all, one) => all + one[field], 0)
    measured.push({
      ...{ devices, rows, p50_ms, p99_ms },
      ...{ keys: sum('keys'), documents: sum('documents'), returned: sum('returned') },
      stages: [...new Set(explained.flatMap(({ stages }) => [...stages]))].filter((stage) =>
        /COLLSCAN|SORT$/.test(stage),
      ),
    })
  }
  return measured
}

/** Of the middle time, from the smallest to the largest plant. */
function growth(sizes: readonly Measured[]): number {
  const [first, last] = [sizes[0]?.p50_ms ?? 0, sizes.at(-1)?.p50_ms ?? 0]
  return first === 0 ? 0 : Math.round((last / first) * 100) / 100
}

/** As a line of a Markdown table. */
function print(section: string, name: string, kind: string, grown: number, sizes: readonly Measured[]): void {
  const cells = sizes.map(
    ({ p50_ms, p99_ms, rows, keys, documents, stages }) =>
      `${p50_ms} / ${p99_ms} ms, ${rows} rows, ${keys} / ${documents}${stages.length > 0 ? ` ${stages.join(' ')}` : ''}`,
  )
  console.log(`| ${[section, name, kind, ...cells, grown].join(' | ')} |`)
}
