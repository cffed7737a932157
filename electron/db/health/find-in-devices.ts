import type { Document, ObjectId } from 'mongodb'
import { countedAs } from '../../../shared/domain/device-state.ts'
import { deviceLoss } from '../../../shared/domain/foreign-change.ts'
import {
  type CheckedDevice,
  canBePacked,
  differingSpellings,
  isBoxedNotPacked,
  isPackedWithoutBox,
} from '../../../shared/domain/health/data-health-devices.ts'
import { readDevice } from '../../../shared/schemas/device.ts'
import type { Collections } from '../collections/collections.ts'
import { stepsOf } from '../duty/told-steps.ts'
import { type Finding, finding } from './finding.ts'
import { type Pace, paced } from './walk.ts'

/** Devices looked at by one command, which answers with those that may be wrong, and with sums. */
const devicesPerCommand = 5000

const empty = { $in: [null, ''] }
const given = (field: string): Document => ({ $gt: [`$${field}`, ''] })

/** What the rules are asked about; a little more than what they find. The rules decide. */
const mayBeWrong: Document = {
  valido: { $ne: false },
  $or: [
    {
      estado: 'empaquetado',
      ...{ package_no: empty, carton_id: empty, codigo_innerbox: empty, num_palet: empty, pallet_id: empty },
    },
    {
      estado: { $in: ['en_produccion', 'control_calidad', 'rechazado', 'aprobado'] },
      ose_act: { $type: 'string' },
      cliente: empty,
      notificado: { $ne: true },
      $or: [{ carton_id: { $gt: '' } }, { package_no: { $gt: '' } }],
    },
    { $expr: { $and: [given('carton_id'), given('package_no'), { $ne: ['$carton_id', '$package_no'] }] } },
    { $expr: { $and: [given('pallet_id'), given('num_palet'), { $ne: ['$pallet_id', '$num_palet'] }] } },
  ],
}

/** Devices whose `estado` is not the one that the event of their last act tells. By `_id` on both sides. */
const mayBeReverted: Document[] = [
  { $match: { ose_act: { $type: 'string' }, valido: { $ne: false } } },
  {
    $project: {
      estado: 1,
      act: { $convert: { input: '$ose_act', to: 'objectId', onError: null, onNull: null } },
    },
  },
  { $lookup: { from: 'device_events', localField: 'act', foreignField: '_id', as: 'told' } },
  { $match: { 'told.0': { $exists: true } } },
  { $match: { $expr: { $ne: ['$estado', { $first: '$told.estado_nuevo' }] } } },
  { $project: { _id: 1 } },
]

export interface OrderSum {
  produced: number
  approved: number
  rejected: number
  readonly batches: Map<number, number>
}

/** The figures of a recount by order, and of customers by their id; filled on the way. */
export interface Sums {
  readonly orders: Map<string, OrderSum>
  readonly customers: Map<string, { devices: number; active: number }>
}

interface Chunk {
  readonly end: readonly { readonly last: ObjectId; readonly count: number }[]
  readonly orders: readonly {
    readonly _id: { nro_orden: unknown; lote: unknown; estado: unknown }
    readonly n: number
  }[]
  readonly customers: readonly { readonly _id: { cliente: unknown; estado: unknown }; readonly n: number }[]
  readonly suspicious: readonly Document[]
  readonly reverted: readonly { readonly _id: ObjectId }[]
}

/** One pass over all devices: what is wrong with one alone, and the sums that orders and customers are held against. */
export async function* findInDevices(tables: Collections, pace: Pace, sums: Sums): AsyncGenerator<Finding> {
  let last: ObjectId | null = null
  for (;;) {
    const from: Document = last === null ? {} : { _id: { $gt: last } }
    const chunk = await paced(pace, () => readChunk(tables, from))
    const end = chunk.end[0]
    if (end === undefined) return
    addOrders(sums, chunk.orders)
    addCustomers(sums, chunk.customers)
    for (const document of chunk.suspicious) yield* wrongWith(document)
    if (chunk.reverted.length > 0) {
      yield* await revertedAmong(
        tables,
        chunk.reverted.map(({ _id }) => _id),
      )
    }
    pace.step(end.count)
    if (end.count < devicesPerCommand) return
    last = end.last
  }
}

async function readChunk({ devices }: Collections, from: Document): Promise<Chunk> {
  const [chunk] = await devices
    .aggregate<Chunk>(
      [
        { $match: from },
        { $sort: { _id: 1 } },
        { $limit: devicesPerCommand },
        {
          $facet: {
            end: [{ $group: { _id: null, last: { $max: '$_id' }, count: { $sum: 1 } } }],
            orders: [
              { $match: { valido: { $ne: false }, nro_orden: { $type: 'string' } } },
              { $group: { _id: { nro_orden: '$nro_orden', lote: '$lote', estado: '$estado' }, n: { $sum: 1 } } },
            ],
            customers: [
              { $match: { valido: { $ne: false }, cliente: { $gt: '' } } },
              { $group: { _id: { cliente: '$cliente', estado: '$estado' }, n: { $sum: 1 } } },
            ],
            suspicious: [
              { $match: mayBeWrong },
              {
                $project: {
                  ...{ imei: 1, estado: 1, package_no: 1, carton_id: 1, codigo_innerbox: 1, num_palet: 1 },
                  ...{ pallet_id: 1, cliente: 1, notificado: 1, valido: 1, ose_act: 1 },
                },
              },
            ],
            reverted: mayBeReverted,
          },
        },
      ],
      { allowDiskUse: true },
    )
    .toArray()
  return chunk ?? { end: [], orders: [], customers: [], suspicious: [], reverted: [] }
}

function addOrders({ orders }: Sums, groups: Chunk['orders']): void {
  for (const { _id, n } of groups) {
    const order = String(_id.nro_orden)
    const estado = String(_id.estado ?? '')
    const sum = orders.get(order) ?? { produced: 0, approved: 0, rejected: 0, batches: new Map() }
    for (const name of ['produced', 'approved', 'rejected'] as const) if (countedAs[name](estado)) sum[name] += n
    const lote = Number(_id.lote ?? 0)
    if (countedAs.produced(estado)) sum.batches.set(lote, (sum.batches.get(lote) ?? 0) + n)
    orders.set(order, sum)
  }
}

function addCustomers({ customers }: Sums, groups: Chunk['customers']): void {
  for (const { _id, n } of groups) {
    const cliente = String(_id.cliente)
    const sum = customers.get(cliente) ?? { devices: 0, active: 0 }
    sum.devices += n
    if (_id.estado === 'activo') sum.active += n
    customers.set(cliente, sum)
  }
}

function* wrongWith(document: Document): Generator<Finding> {
  const device: CheckedDevice & { imei: string } = { ...readDevice(document), id: String(document['_id']) }
  const { id, imei: label, estado } = device
  const carton = device.carton_id ?? device.package_no ?? ''
  if (isPackedWithoutBox(device)) yield finding('packed-without-box', 'devices', id, { label, fix: 'offered' })
  if (isBoxedNotPacked(device)) {
    const fix = canBePacked(device) ? 'offered' : 'by-hand'
    yield finding('boxed-not-packed', 'devices', id, { label, fix, facts: { estado, carton } })
  }
  const [differs] = differingSpellings(device)
  if (differs !== undefined) {
    const facts = { ours: differs.before, theirs: differs.after }
    yield finding('spellings-differ', 'devices', id, { label, fix: 'offered', facts })
  }
}

async function revertedAmong(tables: Collections, ids: readonly ObjectId[]): Promise<Finding[]> {
  const found = await tables.devices
    .find({ _id: { $in: [...ids] } })
    .project({ imei: 1, estado: 1 })
    .toArray()
  const told = await stepsOf(
    tables,
    found.map((device) => String(device['_id'])),
  )
  return found.flatMap((device) => {
    const id = String(device['_id'])
    const loss = deviceLoss(String(device['estado'] ?? ''), told.get(id) ?? [])
    if (loss === null) return []
    const facts =
      loss.what === 'estado-reverted'
        ? { ours: loss.told, stored: loss.stored }
        : { ours: '–', stored: String(device['estado'] ?? '') }
    return [finding('estado-reverted', 'devices', id, { label: String(device['imei']), fix: 'either', facts })]
  })
}
