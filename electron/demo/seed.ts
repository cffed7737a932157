import { join } from 'node:path'
import { z } from 'zod'
import { openForSeeding, seedPlant } from '../db/demo/seed-plant.ts'
import { startEmbeddedServer } from '../mongod/embedded-server.ts'

/**
 * `npm run seed`: fills a database with a plant of a given size, under plain Node. Without a server's address it is an
 * embedded one in a data folder of its own, which the program then opens as a demo plant.
 */
const job = z
  .object({
    devices: z.number().int().min(1),
    seed: z.number().int(),
    now: z.number(),
    uri: z.string().nullable(),
    database: z.string(),
    folder: z.string(),
    json: z.boolean(),
  })
  .parse(JSON.parse(process.env['OSE_SEED'] ?? '{}'))

/** The other channel than the result. */
const say = (line: string) => process.stderr.write(`[ose-station] ${line}\n`)

function embedded() {
  return startEmbeddedServer({
    folder: join(job.folder, 'mongod'),
    executable: process.env['OSE_MONGOD_PATH'] ?? 'mongod',
    log: () => undefined,
    onStatus: (status) => {
      if (status.phase === 'failed') say(`the embedded server failed: ${status.code} ${status.detail}`)
    },
  })
}

const server = job.uri === null ? embedded() : null
try {
  const database = await openForSeeding(job.uri ?? (await server?.connectionString()) ?? '', job.database)
  try {
    let told = 0
    const made = await seedPlant(database.db, job, (devices) => {
      const tenth = Math.floor((devices / job.devices) * 10)
      if (tenth === told) return
      told = tenth
      say(tenth === 10 ? 'the indexes …' : `${devices} of ${job.devices} devices`)
    })
    const perSecond = Math.round((made.documents * 1000) / made.loadMs)
    const seconds = (ms: number) => Math.round(ms / 100) / 10
    if (job.json) {
      const { devices, seed } = job
      console.log(JSON.stringify({ devices, seed, at: new Date(job.now).toISOString(), ...made, per_s: perSecond }))
    } else {
      console.log(
        `${job.devices} devices, ${made.documents} documents in ${seconds(made.loadMs)} s: ${perSecond} a second`,
      )
      console.log(`indexes in ${seconds(made.indexMs)} s`)
      console.log(`the same again: --devices ${job.devices} --seed ${job.seed} --at ${new Date(job.now).toISOString()}`)
      if (server !== null) console.log(`open it: OSE_USER_DATA=${job.folder} npm start -- --demo`)
    }
  } finally {
    await database.close()
  }
} catch (error) {
  say(error instanceof Error ? error.message : String(error))
  process.exitCode = 1
} finally {
  await server?.stop()
}
