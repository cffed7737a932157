import { type ClientSession, type Document, ObjectId } from 'mongodb'
import type { Database } from '../../electron/db/connection/client.ts'
import { foldRepository } from '../../electron/db/duty/fold.ts'
import { foldMarks } from '../../electron/db/duty/fold-marks.ts'
import { imei } from './codes.ts'
import { insertOrder } from './plant.ts'
import { required } from './station-bench.ts'

/** Orders with devices and figures as another program leaves them, and the fold that counts them. */
export function countedOrders(database: Database) {
  const folds = foldRepository(database.collections)
  const orders = database.db.collection('production_orders')
  let units = 0

  async function within<Value>(work: (session: ClientSession) => Promise<Value>): Promise<Value> {
    const session = database.client.startSession({ causalConsistency: false })
    try {
      return await work(session)
    } finally {
      await session.endSession()
    }
  }

  const self = {
    folds,
    within,

    /** What another program stores: no transaction, no mark of ours. */
    store: async (order_number: string, fields: Document): Promise<void> =>
      void (await orders.updateOne({ order_number }, { $set: fields })),

    stored: async (order_number: string): Promise<Document> => required(await orders.findOne({ order_number })),

    /** What the order says of itself: its totals, and what was made of each batch. */
    async figures(order_number: string): Promise<readonly number[]> {
      const { produced, approved, rejected, batches } = await self.stored(order_number)
      return [produced, approved, rejected, ...batches.map((batch: Document) => batch['produced'])]
    },

    async devices(order_number: string, count: number, estado = 'en_produccion', lote = 1): Promise<void> {
      const documents = Array.from({ length: count }, () => {
        units += 1
        return { _id: new ObjectId(), imei: imei(units), nro_orden: order_number, lote, estado, valido: true }
      })
      await database.db.collection('devices').insertMany(documents)
    },

    /** An order in work: its devices are stored, and another program says `fields` of it. */
    async order(order_number: string, devices: number, fields: Document = {}): Promise<void> {
      await insertOrder(database, { order_number, batches: [1000], status: 'in_progress', pairing: 'imei' })
      if (devices > 0) await self.devices(order_number, devices)
      await self.store(order_number, fields)
    },

    fold: (order_number: string): Promise<boolean> => within((session) => folds.fold(session, order_number)),

    /** As whoever watches does when another program has changed devices or figures of it. */
    async foldAnew(order_number: string): Promise<boolean> {
      await foldMarks(database.collections).markDirty(order_number)
      return self.fold(order_number)
    },
  }
  return self
}
