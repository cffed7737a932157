import { randomUUID } from 'node:crypto'
import { BSON, type Db, type Document, MongoClient } from 'mongodb'
import { createClock } from '../../electron/clock/clock.ts'
import { createDatabaseLink } from '../../electron/database/database-link.ts'
import { seedPlant } from '../../electron/db/demo/seed-plant.ts'
import type { HealthKind } from '../../shared/domain/health/data-health.ts'
import { openOffice } from './office.ts'
import { openOfficeDoor } from './office-door.ts'
import { addEmployee, rightPassword } from './people.ts'
import { required, until } from './station-bench.ts'

/** A seeded plant, the office's door before it, and an administrator signed in there. */
export async function openHealthPlant(uri: string, devices: number) {
  const databaseName = `health_${randomUUID().slice(0, 8)}`
  const client = await new MongoClient(uri).connect()
  const db = client.db(databaseName)
  await seedPlant(db, { devices, seed: 5, now: Date.now() }, () => undefined)
  const office = await openOffice({ uri, databaseName })
  const link = openTestLink(uri, databaseName)
  await until(() => !link.isAway() && link.indexing().making === null, 'the database')
  const door = openOfficeDoor(office, {}, link)
  await addEmployee(office.collections, 'ADM-009', { role: 'super_admin' })
  await door.call('session.signIn', { identifier: 'ADM-009', password: rightPassword })

  const kept = await documentsOf(db)

  return {
    ...{ db, client, office, link, door, databaseName },
    tables: office.collections,
    /** Waits for the whole check. @returns what was found, by kind */
    async check(): Promise<Partial<Record<HealthKind, number>>> {
      await door.call('health.start', {})
      await until(async () => (await readOf(door)).check.state !== 'running', 'the check', 60_000)
      const { check } = await readOf(door)
      if (check.state !== 'done') throw new Error(`the check ended as ${check.state}: ${JSON.stringify(office.logged)}`)
      return Object.fromEntries(check.found.map(({ kind, findings }) => [kind, findings]))
    },
    read: () => readOf(door),
    async close() {
      await door.close()
      await link.close()
      await office.close()
      await db.dropDatabase()
      await client.close()
    },
    /** As it was seeded, again. */
    async restore(): Promise<void> {
      for (const [name, now] of await documentsOf(db)) {
        const before = new Map((kept.get(name) ?? []).map((one) => [String(one['_id']), one]))
        const same = (one: Document) => textOf(before.get(String(one['_id']))) === textOf(one)
        const wrong = now.filter((one) => !same(one))
        await db.collection(name).deleteMany({ _id: { $in: wrong.map(({ _id }) => _id) } })
        for (const one of now) if (!wrong.includes(one)) before.delete(String(one['_id']))
        if (before.size > 0) await db.collection(name).insertMany([...before.values()])
      }
    },
    /** Every document of every collection, byte by byte. */
    async dump(): Promise<ReadonlyMap<string, string>> {
      return new Map([...(await documentsOf(db))].map(([name, all]) => [name, textOf(all)]))
    },
  }
}

async function documentsOf(db: Db): Promise<ReadonlyMap<string, Document[]>> {
  const names = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name).sort()
  const all = names.map(
    async (name): Promise<[string, Document[]]> => [name, await db.collection(name).find().sort({ _id: 1 }).toArray()],
  )
  return new Map(await Promise.all(all))
}

function textOf(value: Document | readonly Document[] | undefined): string {
  return BSON.EJSON.stringify(value ?? null, { relaxed: false })
}

export type HealthPlant = Awaited<ReturnType<typeof openHealthPlant>>

async function readOf(door: ReturnType<typeof openOfficeDoor>) {
  const answer = await door.call('health.read', {})
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return answer.value
}

/** The program's own link, with its marks in memory. */
export function openTestLink(uri: string, name: string) {
  const marks = new Set<string>()
  return createDatabaseLink({
    connectionString: async () => uri,
    name,
    marks: {
      add: async (id) => void marks.add(id),
      remove: async (id) => void marks.delete(id),
      list: async () => [...marks],
    },
    clock: createClock(),
    log: () => 'TEST-0002',
    onChange: () => undefined,
  })
}

/** What a successful answer holds. */
export function answered<Value>(
  answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: unknown },
): Value {
  if (!answer.ok) throw new Error(JSON.stringify(answer.error))
  return required(answer.value)
}
