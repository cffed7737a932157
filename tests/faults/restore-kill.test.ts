import { spawn } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { MongoClient } from 'mongodb'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { bundleBackupWorker } from '../support/bundled-workers.ts'
import { type EmbeddedPlant, embeddedPlant } from '../support/embedded-backup.ts'

/** Kills of the long form: `OSE_FAULT_ROUNDS=500 npm test -- faults restore-kill`. */
const rounds = Number(process.env['OSE_FAULT_ROUNDS'] ?? 8)
const units = 5_000

let worker: Awaited<ReturnType<typeof bundleBackupWorker>>
let plant: EmbeddedPlant

beforeAll(async () => {
  worker = await bundleBackupWorker()
  plant = await embeddedPlant(worker.file)
})
afterAll(async () => {
  await plant.close()
  await worker.remove()
})

/** Starts the program's server as after a power cut, and looks at what is there. */
async function afterStart<Value>(ask: (client: MongoClient) => Promise<Value>): Promise<Value> {
  const { station, uri } = await plant.start()
  const client = new MongoClient(uri)
  try {
    return await ask(client)
  } finally {
    await client.close()
    await station.server.stop()
  }
}

/** @returns whether it came to its end before it was killed. */
async function restoreKilled(file: string, afterMs: number | 'swap'): Promise<boolean> {
  const program = join(process.cwd(), 'dist', 'administration.cjs')
  const child = spawn(process.execPath, [program, 'restore', file, '--data-folder', plant.dataFolder], {
    env: { ...process.env, OSE_LANGUAGE: 'en' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = new Promise<boolean>((resolve) => child.once('exit', (code) => resolve(code === 0)))
  const kill = () => child.kill('SIGKILL')
  if (afterMs !== 'swap') setTimeout(kill, afterMs)
  for await (const line of createInterface({ input: child.stdout })) {
    if (afterMs === 'swap' && line.startsWith('Putting')) setTimeout(kill, Math.random() * 12)
  }
  return ended
}

test(`a restore killed ${rounds} times: there is the old database or the copy, whole, and the next one succeeds`, async () => {
  const write = (state: string) => (client: MongoClient) =>
    client
      .db('plant')
      .collection('devices')
      .updateMany({}, { $set: { state } }, { writeConcern: { w: 'majority', j: true } })
  const first = await plant.start()
  const client = new MongoClient(first.uri)
  await client
    .db('plant')
    .collection('devices')
    .insertMany(Array.from({ length: units }, (_, imei) => ({ imei, state: 'copied' })))
  await first.backup.backUpNow()
  await write('newer')(client)
  await client.close()
  await first.station.server.stop()
  const [name = ''] = await readdir(plant.copies)
  const file = join(plant.copies, name)

  let killed = 0
  for (let round = 0; round < rounds; round++) {
    const wasWhole = await restoreKilled(file, round % 2 === 0 ? 'swap' : 50 + Math.random() * 3000)
    const found = await afterStart(async (asked) => {
      const devices = asked.db('plant').collection('devices')
      const counts = await devices.aggregate([{ $group: { _id: '$state', count: { $sum: 1 } } }]).toArray()
      await write('newer')(asked)
      return counts
    })
    expect(found).toEqual([{ _id: expect.stringMatching(wasWhole ? /^copied$/ : /^copied$|^newer$/), count: units }])
    if (!wasWhole) killed++
  }
  expect(await restoreKilled(file, 600_000)).toBe(true)
  expect(await afterStart((asked) => asked.db('plant').collection('devices').countDocuments({ state: 'copied' }))).toBe(
    units,
  )
  expect(await readdir(join(plant.dataFolder, 'mongod'))).not.toContain('restoring')
  // Else no kill came in time, and nothing was tried.
  expect(killed).toBeGreaterThan(0)
})
