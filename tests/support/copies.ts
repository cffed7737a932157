import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { MongoClient } from 'mongodb'
import { afterAll, afterEach, beforeAll, beforeEach, expect } from 'vitest'
import { restoreCopy } from '../../electron/administration/restore.ts'
import { bundleBackupWorker } from './bundled-workers.ts'
import { type EmbeddedPlant, embeddedPlant } from './embedded-backup.ts'
import { mongodBinary } from './mongod-binary.ts'

/** Who restores. */
export const restorer = { host: 'test-pc', os_user: 'tester', version: 'test' }

/** For each test of a file a plant of its own, whose copies are made and restored. Called where its tests begin. */
export function copiedPlants() {
  let worker: Awaited<ReturnType<typeof bundleBackupWorker>>
  let plant: EmbeddedPlant

  beforeAll(async () => {
    worker = await bundleBackupWorker()
  })
  afterAll(() => worker.remove())
  beforeEach(async () => {
    plant = await embeddedPlant(worker.file)
  })
  afterEach(() => plant.close())

  return {
    get worker() {
      return worker
    },
    get plant() {
      return plant
    },

    restore: (file: string) =>
      restoreCopy({
        dataFolder: plant.dataFolder,
        file,
        executable: mongodBinary(),
        onStep: () => undefined,
        by: restorer,
      }),

    async onlyCopy(): Promise<string> {
      const names = await readdir(plant.copies)
      expect(names).toHaveLength(1)
      return join(plant.copies, names[0] ?? '')
    },
  }
}

export async function onPlant<Value>(uri: string, ask: (client: MongoClient) => Promise<Value>): Promise<Value> {
  const client = new MongoClient(uri)
  try {
    return await ask(client)
  } finally {
    await client.close()
  }
}
