import { randomUUID } from 'node:crypto'
import { type Db, MongoClient } from 'mongodb'
import { afterEach, beforeEach, expect, inject, it } from 'vitest'
import { collections } from '../../electron/db/collections/collections.ts'
import { openDatabase } from '../../electron/db/connection/client.ts'
import { indexPercent } from '../../electron/db/indexes/index-progress.ts'
import { checkIndexes, ensureIndexes, indexCount } from '../../electron/db/indexes/indexes.ts'
import { customersRepository } from '../../electron/db/lists/customers.ts'
import { orderListsRepository } from '../../electron/db/lists/order-lists.ts'

/** Copied from the reference: `-` is descending. */
const ofTheReference: Readonly<Record<string, string>> = {
  devices:
    'imei ccid nro_orden estado cliente package_no notificado fecha_creacion imei,estado nro_orden,lote cliente,estado notificado,cliente',
  customers: 'customer_code email status customer_type created_at customer_type,status',
  production_orders: 'order_number status production_line created_at status,production_line -created_at',
  movimientos:
    'tipo fecha producto imei cliente deposito usuario documento_referencia created_at tipo,-fecha producto,-fecha cliente,-fecha deposito,-fecha usuario,-fecha',
  series_notifications: 'fecha customer_id location email_to operator_id',
  packages: 'tracking_number order_code transportista estado cliente_email fecha_creacion',
  pallets: 'pallet_number qr_code pedido_id estado fecha_creacion',
  employees: 'employee_id email role status employee_id,status',
}

let client: MongoClient
let db: Db

beforeEach(async () => {
  client = await new MongoClient(inject('mongodbUri')).connect()
  db = client.db(`indexes_${randomUUID().slice(0, 8)}`)
})
afterEach(async () => {
  await db.dropDatabase()
  await client.close()
})

/** MongoDB's own name of an index. */
function defaultName(keys: string): string {
  const parts = keys.split(',').map((key) => (key.startsWith('-') ? `${key.slice(1)}_-1` : `${key}_1`))
  return parts.join('_')
}

it("makes every index of the reference's lists, plain and under its default name, and ours under names of ours", async () => {
  expect(await checkIndexes(collections(db))).not.toEqual([])
  expect(await ensureIndexes(collections(db), 'station')).toEqual([])
  expect(await ensureIndexes(collections(db), 'office')).toEqual([])
  expect(await ensureIndexes(collections(db))).toEqual([])
  expect(await checkIndexes(collections(db))).toEqual([])
  for (const [name, lists] of Object.entries(ofTheReference)) {
    const made = await db.collection(name).indexes()
    for (const wanted of lists.split(' ').map(defaultName)) {
      const found = made.find((index) => index['name'] === wanted)
      expect(found, `${name} ${wanted}`).toBeDefined()
      expect(found?.['unique'] ?? found?.['partialFilterExpression']).toBeUndefined()
    }
    // A name of ours on a key that the platform declares plain keeps it from starting: ours are longer, unique or partial.
    for (const index of made.filter(({ name }) => name?.startsWith('ose_'))) {
      const isOther = index['unique'] || index['partialFilterExpression'] || Object.keys(index.key).length > 1
      expect(isOther, index['name']).toBeTruthy()
    }
  }
})

it('reports what stands in the way with its documents; a customer code keeps nobody from registering', async () => {
  await db.collection('customers').insertMany([{ customer_code: 'CUST-1' }, { customer_code: 'CUST-1' }])
  await db.collection('devices').insertMany([
    { imei: '861888080000001', valido: true },
    { imei: '861888080000001', valido: true },
  ])
  const missing = await ensureIndexes(collections(db))
  expect(missing).toEqual([
    {
      name: 'ose_imei_unique',
      unique: true,
      isNeededToRegister: true,
      duplicates: ['imei 861888080000001 (2×)'],
    },
    {
      name: 'ose_customer_code_unique',
      unique: true,
      isNeededToRegister: false,
      duplicates: ['customer_code CUST-1 (2×)'],
    },
  ])
  // All the others are there.
  expect((await checkIndexes(collections(db))).map(({ name }) => name)).toEqual(missing.map(({ name }) => name))
  await db.collection('customers').deleteOne({ customer_code: 'CUST-1' })
  await db.collection('devices').deleteOne({ imei: '861888080000001' })
  expect(await ensureIndexes(collections(db))).toEqual([])
})

it('lives with the text index of somebody else, and lists before its own indexes are there', async () => {
  await db.collection('customers').createIndex({ company_name: 'text' }, { name: 'search' })
  await db.collection('customers').insertOne({ customer_code: 'CUST-1', company_name: 'Recambios Levante' })
  await db.collection('production_orders').insertOne({ order_number: 'A-1', status: 'pending', created_at: new Date() })
  const { rows } = await orderListsRepository(collections(db)).active({ after: null, limit: 10 })
  expect(rows.map((order) => order.order_number)).toEqual(['A-1'])
  expect(await ensureIndexes(collections(db))).toEqual([])
  const found = await customersRepository(collections(db)).search('levante')
  expect(found.map((customer) => customer.customer_code)).toEqual(['CUST-1'])
})

it('says which collection it is at and how far the server is, and outlives a socket that waits too short', async () => {
  const devices = Array.from({ length: 60_000 }, (_, index) => ({ imei: String(index), nro_orden: `O-${index % 50}` }))
  await db.collection('devices').insertMany(devices)
  const impatient = await new MongoClient(inject('mongodbUri'), { socketTimeoutMS: 100 }).connect()
  const database = await openDatabase(inject('mongodbUri'), db.databaseName)
  const seen: (readonly [collection: string, done: number])[] = []
  const percents: number[] = []
  let isMaking = true
  const watching = (async () => {
    while (isMaking) percents.push((await indexPercent(database, 'devices')) ?? -1)
  })()
  const tables = collections(impatient.db(db.databaseName))
  expect(await ensureIndexes(tables, 'office', (collection, done) => seen.push([collection, done]))).toEqual([])
  isMaking = false
  await watching
  expect(percents.some((percent) => percent >= 0 && percent <= 100)).toBe(true)
  const done = seen.map(([, count]) => count)
  expect(done).toEqual([...done].sort((left, right) => left - right))
  expect(done.at(-1)).toBeLessThan(indexCount('office'))
  expect(seen.map(([collection]) => collection)).toContain('devices')
  expect((await checkIndexes(collections(db), 'office')).map(({ name }) => name)).toEqual([])
  await impatient.close()
  await database.close()
})
