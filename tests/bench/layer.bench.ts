import { randomUUID } from 'node:crypto'
import { cpus } from 'node:os'
import { parseArgs } from 'node:util'
import { type Document, ObjectId } from 'mongodb'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { openForSeeding, seedPlant } from '../../electron/db/demo/seed-plant.ts'
import { customersRepository } from '../../electron/db/lists/customers.ts'
import { devicesRepository } from '../../electron/db/lists/devices.ts'
import { employeesRepository, type NewEmployeeFacts } from '../../electron/db/people/employees.ts'
import { permissionTable } from '../../shared/domain/permissions.ts'
import { type BeanieOperation, launchBeanie } from '../support/beanie-program.ts'
import { startTestServer } from '../support/replica-set.ts'
import { progress } from './report.ts'

/**
 * What our repositories cost: one operation after the other by the bare driver, by them and by the platform's Beanie,
 * in turns on one database with its indexes and with the same durability. A single accepted unit, which is a
 * transaction of five documents, is measured by `scan` and `writers`.
 */
const { values } = parseArgs({
  options: { rounds: { type: 'string', default: '20' }, json: { type: 'boolean' } },
})
const listed = 2000
const order = 'ORD-LAYER'
const name = `layer_${randomUUID().slice(0, 8)}`
/** Operations of a round, of each of the three. */
const perRound = { create: 40, find: 200, update: 40, list: 5 } as const

interface Operation {
  readonly name: BeanieOperation
  readonly collection: string
  readonly input: (index: number) => Document
  readonly driver: (input: Document) => Promise<boolean>
  readonly ours: (input: Document) => Promise<boolean>
}

const server = await startTestServer()
try {
  const database = await openDatabase(server.uri, name)
  const beanie = launchBeanie(`${server.uri}&w=majority&journal=true`, name, 'models')
  try {
    await prepare()
    await beanie.start()
    const results = []
    for (const operation of await operations()) results.push(await measure(operation))
    if (values.json) console.log(JSON.stringify({ bench: 'layer', cores: cpus().length, results }))
    else console.table(results)
  } finally {
    await beanie.stop()
    await database.close()
  }

  async function prepare(): Promise<void> {
    progress('seeding 20000 devices')
    const seeding = await openForSeeding(server.uri, name)
    await seedPlant(seeding.db, { devices: 20_000, seed: 1, now: Date.now() }, () => undefined)
    const { db } = seeding
    const some = await db
      .collection('devices')
      .find({}, { projection: { _id: 1 } })
      .limit(listed)
      .toArray()
    await db
      .collection('devices')
      .updateMany({ _id: { $in: some.map(({ _id }) => _id) } }, { $set: { nro_orden: order, lote: 1 } })
    await seeding.close()
  }

  async function operations(): Promise<readonly Operation[]> {
    const { devices, customers, employees } = database.collections
    const repositories = {
      devices: devicesRepository(database.collections),
      customers: customersRepository(database.collections),
      employees: employeesRepository(database.collections),
    }
    const imeis = await devices.distinct('imei', { estado: 'activo' })
    const codes = await customers.distinct('customer_code')
    const at = new Date()
    return [
      {
        name: 'create',
        collection: 'employees',
        input: () => newEmployee(at),
        // The statement that refuses a known number or e-mail: a mere insert keeps nobody from making one twice.
        driver: async ({ _id, ...document }) =>
          (
            await employees.updateOne(
              { $or: [{ employee_id: document.employee_id }, { email: document.email }] },
              { $setOnInsert: { _id: new ObjectId(), ...document } },
              { upsert: true },
            )
          ).upsertedCount === 1,
        ours: ({ permissions, ...input }) => repositories.employees.create({ ...input, permissions: [] } as never, at), // made below
      },
      {
        name: 'find',
        collection: 'devices',
        input: (index) => ({ imei: imeis[(index * 7919) % imeis.length] }),
        driver: async (input) => (await devices.findOne(input)) !== null,
        ours: async ({ imei }) => (await repositories.devices.findByImei(imei)) !== null,
      },
      {
        name: 'update',
        collection: 'customers',
        input: (index) => ({
          filter: { customer_code: codes[index % codes.length] },
          update: { $inc: { devices_count: 1 }, $set: { updated_at: at } },
        }),
        driver: async ({ filter, update }) => (await customers.updateOne(filter, update)).matchedCount === 1,
        ours: ({ filter }) => repositories.customers.incrementDevicesCount(filter.customer_code, 1, at),
      },
      {
        name: 'list',
        collection: 'devices',
        input: () => ({ nro_orden: order, lote: 1 }),
        driver: async (input) => (await devices.find(input).limit(listed).toArray()).length === listed,
        ours: async ({ nro_orden, lote }) =>
          (await repositories.devices.ofBatch(nro_orden, lote, listed)).length === listed,
      },
    ]
  }

  /** Rounds in turns; the first one warms up. Ratios are the middle one of the rounds', so that one pause counts once. */
  async function measure(operation: Operation) {
    const count = perRound[operation.name]
    const rounds: { readonly driver: number; readonly ours: number; readonly beanie: number }[] = []
    let made = 0
    const inputs = () => Array.from({ length: count }, () => operation.input(made++))
    const timed = async (act: Operation['ours']) => {
      const all = inputs()
      const began = performance.now()
      for (const input of all) if (!(await act(input))) throw new Error(`${operation.name}: ${JSON.stringify(input)}`)
      return performance.now() - began
    }
    for (let round = -1; round < Number(values.rounds); round++) {
      // Who comes first meets a server that Beanie has just left, so the two take turns at it.
      const first = await timed(round % 2 === 0 ? operation.driver : operation.ours)
      const second = await timed(round % 2 === 0 ? operation.ours : operation.driver)
      const [driver, ours] = round % 2 === 0 ? [first, second] : [second, first]
      const theirs = (await beanie.time(operation.collection, operation.name, inputs())) * 1000
      if (round >= 0) rounds.push({ driver, ours, beanie: theirs })
    }
    const each = (side: 'driver' | 'ours' | 'beanie') => rounded(middle(rounds.map((round) => round[side])) / count)
    progress(operation.name)
    return {
      operation: operation.name,
      n: count * rounds.length,
      driver_ms: each('driver'),
      ours_ms: each('ours'),
      beanie_ms: each('beanie'),
      of_driver: rounded(middle(rounds.map(({ driver, ours }) => driver / ours))),
      of_beanie: rounded(middle(rounds.map(({ beanie: theirs, ours }) => theirs / ours))),
    }
  }
} finally {
  await server.stop()
}

function newEmployee(at: Date): Omit<NewEmployeeFacts, 'permissions'> & Document {
  const id = randomUUID().slice(0, 13)
  return {
    ...{ employee_id: id, name: 'Ana', surname: 'Torres', email: `${id}@example.com`, phone: null, role: 'operator' },
    ...{ status: 'active', permissions: permissionTable([]), password_hash: '$2b$12$'.padEnd(60, 'a') },
    ...{ last_login: null, last_login_ip: null, failed_login_attempts: 0, locked_until: null, refresh_token: null },
    ...{ refresh_token_expires: null, created_at: at, updated_at: at, created_by: 'EMP-001', notes: null },
  }
}

function middle(numbers: readonly number[]): number {
  return [...numbers].sort((left, right) => left - right)[Math.floor(numbers.length / 2)] ?? 0
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100
}
