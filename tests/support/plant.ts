import { randomUUID } from 'node:crypto'
import type { Document } from 'mongodb'
import { type Database, openDatabase } from '../../electron/db/connection/client.ts'
import { ensureIndexes } from '../../electron/db/indexes/indexes.ts'

export interface TestPlant {
  readonly database: Database
  readonly name: string
  /** Makes an order; what is not given is an ordinary one. */
  readonly order: (given: Partial<OrderGiven> & { readonly order_number: string }) => Promise<void>
  readonly close: () => Promise<void>
}

interface OrderGiven {
  readonly order_number: string
  readonly quantity: number
  readonly batches: readonly number[]
  readonly status: string
  readonly production_line: number | null
  readonly pairing: string
  readonly inspection: string
  readonly tacs: readonly string[]
  readonly iccid_prefixes: readonly string[]
}

/** A database of its own on the run's server, with the program's indexes. */
export async function openTestPlant(uri: string, name = `t_${randomUUID().slice(0, 8)}`): Promise<TestPlant> {
  const database = await openDatabase(uri, name)
  await ensureIndexes(database.collections)
  return {
    database,
    name,
    order: (given) => insertOrder(database, given),
    async close() {
      await database.db.dropDatabase()
      await database.close()
    },
  }
}

/** An order as the office leaves one; what is not given is an ordinary one. */
export async function insertOrder(
  database: Database,
  given: Partial<OrderGiven> & { readonly order_number: string },
): Promise<void> {
  const batches = given.batches ?? [given.quantity ?? 100]
  const quantity = given.quantity ?? batches.reduce((sum, count) => sum + count, 0)
  const document: Document = {
    order_number: given.order_number,
    reference_number: `REF-${given.order_number}`,
    sku: 100,
    product_name: 'GPS Tracker Pro',
    brand: 'OversunTrack',
    quantity,
    produced: 0,
    approved: 0,
    rejected: 0,
    status: given.status ?? 'pending',
    production_line: given.production_line === undefined ? 1 : given.production_line,
    responsible: null,
    created_at: new Date(),
    start_date: null,
    end_date: null,
    estimated_completion: null,
    updated_at: new Date(),
    batches: batches.map((count, index) => ({
      batch_number: index + 1,
      quantity: count,
      workstation: null,
      operator: null,
      start_date: null,
      end_date: null,
      produced: 0,
      status: 'pending',
    })),
    total_batches: batches.length,
    labels_required: null,
    notes: null,
    priority: 'normal',
    metadata: { station: { pairing: given.pairing ?? 'imei-then-iccid', inspection: given.inspection ?? 'every' } },
  }
  await database.db.collection('production_orders').insertOne(document)
  if (given.tacs || given.iccid_prefixes) {
    await database.collections.references.insertOne({
      _id: `REF-${given.order_number}`,
      tacs: [...(given.tacs ?? [])],
      iccid_prefixes: [...(given.iccid_prefixes ?? [])],
      updated_at: new Date(),
      updated_by: 'TEST',
    })
  }
}
