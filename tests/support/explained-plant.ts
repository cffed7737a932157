import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import { type Collections, collections } from '../../electron/db/collections/collections.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'
import { explainingClient } from './explained.ts'
import { fillRepositoryPlant, type RepositoryPlant } from './repository-plant.ts'

/** A filled plant, all tests of a file together, on a server that explains what it is asked. Called where they begin. */
export function explainedPlant() {
  const name = `repository_${randomUUID().slice(0, 8)}`
  let server: Awaited<ReturnType<typeof explainingClient>>
  let plant: RepositoryPlant
  let tables: Collections

  beforeAll(async () => {
    server = await explainingClient(inject('mongodbUri'), name)
    tables = collections(server.db)
    plant = await fillRepositoryPlant(server.db)
    expect(await ensureIndexes(tables)).toEqual([])
  })
  afterAll(async () => {
    await server.db.dropDatabase()
    await server.client.close()
  })

  return {
    get server() {
      return server
    },
    get plant() {
      return plant
    },
    get tables() {
      return tables
    },
  }
}

/** Some days in the middle of what the plant has dates of. */
export const range = { from: new Date(Date.UTC(2025, 0, 3)), to: new Date(Date.UTC(2025, 0, 9)) }
