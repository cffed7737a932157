import { type Document, ObjectId } from 'mongodb'
import { foldRepository } from '../../electron/db/duty/fold.ts'
import { foldMarks } from '../../electron/db/duty/fold-marks.ts'
import type { FixChoice, HealthKind } from '../../shared/domain/health/data-health.ts'
import type { HealthPlant } from './health-plant.ts'
import { required } from './station-bench.ts'

export interface Damage {
  readonly kind: HealthKind
  /** @returns what the dry run must say: label and fields, and the documents afterwards. */
  readonly make: () => Promise<Expected>
  readonly choice?: FixChoice
  /** Kinds that follow from it. */
  readonly also?: Partial<Record<HealthKind, number>>
}

export interface Expected {
  /** What the list of findings calls it, where that is not the document's own label. */
  readonly listed?: string
  readonly changes: readonly {
    readonly label: string
    readonly fields: Readonly<Record<string, readonly [string, string]>>
  }[]
  readonly after: readonly (readonly [collection: string, _id: ObjectId, fields: Document])[]
  /** Where the change is told. */
  readonly told: 'device_events' | 'station_audit'
}

const expectedOf = (
  device: Document,
  fields: Readonly<Record<string, readonly [string, string]>>,
  after: Document,
): Expected => ({
  changes: [{ label: device['imei'], fields }],
  after: [['devices', device['_id'], after]],
  told: 'device_events',
})

/** What may go wrong with the data, each made in a seeded plant, and exactly what is to come of it. */
export function damagesOf(plant: HealthPlant): Readonly<Record<string, Damage>> {
  const devices = () => plant.db.collection('devices')
  const one = async (filter: Document, before = 0): Promise<Document> =>
    required(
      (
        await devices()
          .find(filter)
          .sort({ _id: 1 })
          .limit(before + 1)
          .toArray()
      )[before],
    )

  return {
    'a device packed in no box': {
      kind: 'packed-without-box',
      async make() {
        const device = await one({ estado: 'empaquetado' })
        const none = { package_no: null, carton_id: null, codigo_innerbox: null, num_palet: null, pallet_id: null }
        await devices().updateOne({ _id: device['_id'] }, { $set: none })
        // Its pallet lists it no more: that is the next kind's business.
        await plant.db
          .collection('pallets')
          .updateOne({ pallet_number: device['num_palet'] }, { $inc: { device_count: -1 } })
        return expectedOf(device, { estado: ['empaquetado', 'aprobado'] }, { estado: 'aprobado' })
      },
    },
    'an approved device in a carton': {
      kind: 'boxed-not-packed',
      async make() {
        const device = await one({ estado: 'empaquetado' }, 1)
        await devices().updateOne({ _id: device['_id'] }, { $set: { estado: 'aprobado' } })
        return expectedOf(device, { estado: ['aprobado', 'empaquetado'] }, { estado: 'empaquetado' })
      },
      also: { 'estado-reverted': 1 },
    },
    'two spellings of a carton': {
      kind: 'spellings-differ',
      async make() {
        const device = await one({ estado: 'enviado' })
        await devices().updateOne({ _id: device['_id'] }, { $set: { package_no: 'OTHER' } })
        return expectedOf(device, { package_no: ['OTHER', device['carton_id']] }, { package_no: device['carton_id'] })
      },
    },
    'a stale save of a device': {
      kind: 'estado-reverted',
      async make() {
        const device = await one({ estado: 'enviado' }, 1)
        await devices().updateOne({ _id: device['_id'] }, { $set: { estado: 'aprobado' } })
        return expectedOf(device, { estado: ['aprobado', 'enviado'] }, { estado: 'enviado' })
      },
    },
    'a change of another program that was right': {
      kind: 'estado-reverted',
      choice: 'accept',
      async make() {
        const device = await one({ estado: 'aprobado' })
        await devices().updateOne({ _id: device['_id'] }, { $set: { estado: 'en_produccion' } })
        await recount(plant, device['nro_orden'])
        return expectedOf(device, { device_events: ['–', 'en_produccion'] }, { estado: 'en_produccion' })
      },
    },
    'an unknown word that was meant': {
      kind: 'word-unknown',
      async make() {
        const device = await one({ estado: 'activo' })
        await devices().updateOne({ _id: device['_id'] }, { $set: { estado: ' Activo' } })
        return expectedOf(device, { estado: [' Activo', 'activo'] }, { estado: 'activo' })
      },
      also: { 'order-figures': 1, 'customer-counts': 1 },
    },
    'an order under the number of its file': {
      kind: 'order-missing',
      async make() {
        const device = await one({ estado: 'activo' }, 2)
        const order = String(device['nro_orden'])
        await devices().updateOne({ _id: device['_id'] }, { $set: { nro_orden: order.toLowerCase() } })
        return {
          ...expectedOf(device, { nro_orden: [order.toLowerCase(), order] }, { nro_orden: order }),
          listed: order.toLowerCase(),
        }
      },
      also: { 'order-figures': 1 },
    },
    'a customer that was made anew': {
      kind: 'customer-missing',
      async make() {
        const device = await one({ estado: 'activo' }, 3)
        const gone = new ObjectId().toHexString()
        await devices().updateOne({ _id: device['_id'] }, { $set: { cliente: gone } })
        return {
          ...expectedOf(device, { cliente: [gone, device['cliente']] }, { cliente: device['cliente'] }),
          listed: gone,
        }
      },
      also: { 'customer-counts': 1 },
    },
    'a customer by name, as an import leaves one': {
      kind: 'customer-is-name',
      async make() {
        const customers = await plant.db
          .collection('customers')
          .find({ company_name: { $ne: null } })
          .toArray()
        const codes = customers.map((customer) => customer['_id'].toHexString())
        const device = await one({ estado: 'activo', cliente: { $in: codes } }, 4)
        const name = device['cliente_nombre']
        await devices().updateOne({ _id: device['_id'] }, { $set: { cliente: name } })
        return {
          ...expectedOf(device, { cliente: [name, device['cliente']] }, { cliente: device['cliente'] }),
          listed: name,
        }
      },
      also: { 'customer-counts': 1 },
    },
    'figures of yesterday': {
      kind: 'order-figures',
      async make() {
        const order = required(await plant.db.collection('production_orders').findOne({ status: 'completed' }))
        await plant.db
          .collection('production_orders')
          .updateOne({ _id: order['_id'] }, { $set: { produced: 3, 'batches.0.produced': 1 } })
        const fields = {
          produced: ['3', String(order['produced'])],
          'batches.0.produced': ['1', String(order['batches'][0].produced)],
        } as const
        return {
          changes: [{ label: order['order_number'], fields }],
          after: [['production_orders', order['_id'], { produced: order['produced'], batches: order['batches'] }]],
          told: 'station_audit',
        }
      },
    },
    'a base that was wrong from the start': {
      kind: 'order-figures',
      async make() {
        const order = required(await plant.db.collection('production_orders').findOne({ produced: { $gt: 5 } }))
        const number: unknown = order['order_number']
        await plant.db
          .collection('station_folds')
          .updateOne({ _id: number as ObjectId }, { $set: { 'batches.1.rejected': 7 } })
        await plant.db.collection('production_orders').updateOne({ _id: order['_id'] }, { $inc: { rejected: 1 } })
        return {
          changes: [
            {
              label: order['order_number'],
              fields: { rejected: [String(order['rejected'] + 1), String(order['rejected'])] },
            },
          ],
          after: [['production_orders', order['_id'], { rejected: order['rejected'] }]],
          told: 'station_audit',
        }
      },
    },
    'counts of a customer': {
      kind: 'customer-counts',
      async make() {
        const customer = required(await plant.db.collection('customers').findOne({ devices_count: { $gt: 0 } }))
        await plant.db.collection('customers').updateOne({ _id: customer['_id'] }, { $inc: { devices_count: 2 } })
        const count: number = customer['devices_count']
        return {
          changes: [
            { label: customer['customer_code'], fields: { devices_count: [String(count + 2), String(count)] } },
          ],
          after: [['customers', customer['_id'], { devices_count: count }]],
          told: 'station_audit',
        }
      },
    },
    'a pallet after a partial import': {
      kind: 'pallet-contents',
      async make() {
        const pallet = required(await plant.db.collection('pallets').findOne({ carton_count: { $gt: 1 } }))
        const cartons: string[] = pallet['carton_ids']
        await plant.db
          .collection('pallets')
          .updateOne({ _id: pallet['_id'] }, { $set: { carton_ids: cartons.slice(0, 1), carton_count: 1 } })
        return {
          changes: [
            {
              label: pallet['pallet_number'],
              fields: {
                carton_ids: [cartons[0] ?? '', cartons.join(', ')],
                carton_count: ['1', String(cartons.length)],
              },
            },
          ],
          after: [['pallets', pallet['_id'], { carton_ids: cartons, carton_count: cartons.length }]],
          told: 'station_audit',
        }
      },
    },
    'a movement of a device that was deleted and made again': {
      kind: 'movement-device-missing',
      async make() {
        const movement = required(await plant.db.collection('movimientos').findOne({ tipo: 'salida' }))
        const gone = new ObjectId().toHexString()
        await plant.db.collection('movimientos').updateOne({ _id: movement['_id'] }, { $set: { producto: gone } })
        return {
          changes: [{ label: movement['imei'], fields: { producto: [gone, movement['producto']] } }],
          after: [['movimientos', movement['_id'], { producto: movement['producto'] }]],
          told: 'device_events',
        }
      },
    },
    'a status that a stale save brought back': {
      kind: 'status-reverted',
      async make() {
        const order = required(await plant.db.collection('production_orders').findOne({ status: 'completed' }))
        const ose_status = { status: 'completed', at: new Date() }
        await plant.db
          .collection('production_orders')
          .updateOne({ _id: order['_id'] }, { $set: { ose_status, status: 'in_progress' } })
        return {
          changes: [{ label: order['order_number'], fields: { status: ['in_progress', 'completed'] } }],
          after: [['production_orders', order['_id'], { status: 'completed' }]],
          told: 'station_audit',
        }
      },
    },
    'a status that another program set on purpose': {
      kind: 'status-reverted',
      choice: 'accept',
      async make() {
        const order = required(await plant.db.collection('production_orders').findOne({ status: 'completed' }))
        const ose_status = { status: 'in_progress', at: new Date() }
        await plant.db.collection('production_orders').updateOne({ _id: order['_id'] }, { $set: { ose_status } })
        return {
          changes: [{ label: order['order_number'], fields: { 'ose_status.status': ['in_progress', 'completed'] } }],
          after: [['production_orders', order['_id'], { status: 'completed' }]],
          told: 'station_audit',
        }
      },
    },
  }
}

/** A change of another program marks its order: the figures follow within a second. Here nobody folds. */
export async function recount(plant: HealthPlant, order_number: string): Promise<void> {
  const folds = foldRepository(plant.tables)
  const session = plant.office.database.client.startSession()
  await foldMarks(plant.tables).markDirty(order_number)
  await folds.fold(session, order_number)
  await session.endSession()
}
