import { type Collection, type Document, ObjectId } from 'mongodb'
import { isCustomerId, otherOrderForms } from '../../../shared/domain/health/data-health.ts'
import type { Collections } from '../collections/collections.ts'
import { type Finding, finding } from './finding.ts'
import { jumpValues, type Pace, paced, pagesOf, walkValues } from './walk.ts'

const together = 500

/** Names of documents that are not there: `nro_orden`, `cliente`, the pallet of a device. */
export async function* findReferences(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  yield* ordersMissing(tables, pace)
  yield* customersMissing(tables, pace, 'devices')
  yield* customersMissing(tables, pace, 'movimientos')
  yield* palletsMissing(tables, pace)
}

async function* ordersMissing(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  const { devices, orders } = tables
  for await (const numbers of inGroups(jumpValues(asDocuments(devices), 'nro_orden', pace))) {
    const there = new Set(
      (
        await orders
          .find({ order_number: { $in: numbers } })
          .project({ order_number: 1 })
          .toArray()
      ).map(({ order_number }) => String(order_number)),
    )
    for (const number of numbers.filter((one) => !there.has(one))) {
      const count = await devices.countDocuments({ nro_orden: number })
      const meant = await orderMeant(tables, number)
      const facts = { meant: meant ?? '' }
      yield finding('order-missing', 'devices', number, {
        label: number,
        count,
        fix: meant === null ? 'by-hand' : 'offered',
        facts,
      })
    }
  }
}

/** The one order that is there under another form of the number. */
export async function orderMeant({ orders }: Pick<Collections, 'orders'>, number: string): Promise<string | null> {
  const forms = otherOrderForms(number)
  const found =
    forms.length === 0
      ? []
      : await orders
          .find({ order_number: { $in: forms } })
          .limit(2)
          .toArray()
  return found.length === 1 ? (found[0]?.order_number ?? null) : null
}

async function* customersMissing(
  tables: Collections,
  pace: Pace,
  on: 'devices' | 'movimientos',
): AsyncGenerator<Finding> {
  const holders = asDocuments(tables[on])
  for await (const values of inGroups(jumpValues(holders, 'cliente', pace))) {
    const ids = values.filter(isCustomerId).map((id) => new ObjectId(id))
    const found = await tables.customers
      .find({ _id: { $in: ids } })
      .project({ _id: 1 })
      .toArray()
    const there = new Set(found.map(({ _id }) => String(_id)))
    for (const cliente of values.filter((one) => !there.has(one))) {
      const kind = isCustomerId(cliente) ? 'customer-missing' : 'customer-is-name'
      // What the platform wrote on a movement stays as it wrote it; the device has the customer.
      if (kind === 'customer-is-name' && on === 'movimientos') continue
      const one = await holders.findOne({ cliente }, { projection: { cliente_codigo: 1, cliente_nombre: 1 } })
      const meant = await customerMeant(tables, cliente, one ?? {})
      const facts = { name: String(one?.['cliente_nombre'] ?? ''), meant: meant?.customer_code ?? '' }
      const count = await holders.countDocuments({ cliente })
      yield finding(kind, on, cliente, { label: cliente, count, fix: meant === null ? 'by-hand' : 'offered', facts })
    }
  }
}

export interface CustomerMeant {
  readonly id: string
  readonly customer_code: string
  readonly name: string
}

/** The one customer of that code, or, where the platform's import left a name, of that name. */
export async function customerMeant(
  { customers }: Pick<Collections, 'customers'>,
  cliente: string,
  holder: Document,
): Promise<CustomerMeant | null> {
  const code: unknown = holder['cliente_codigo']
  const wanted = isCustomerId(cliente)
    ? typeof code === 'string' && code !== ''
      ? { customer_code: code.trim().toUpperCase() }
      : null
    : { $or: [{ customer_code: cliente.trim().toUpperCase() }, { company_name: cliente.trim() }] }
  if (wanted === null) return null
  const found = await customers.find(wanted).limit(2).toArray()
  const [one] = found
  if (one === undefined || found.length > 1) return null
  const name = one.company_name ?? [one.first_name, one.last_name].filter(Boolean).join(' ')
  return { id: one._id.toHexString(), customer_code: one.customer_code, name: name || one.customer_code }
}

async function* palletsMissing(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  const { devices, pallets } = tables
  for (const field of ['pallet_id', 'num_palet'] as const) {
    for await (const numbers of inGroups(jumpValues(asDocuments(devices), field, pace))) {
      const found = await pallets
        .find({ $or: [{ pallet_number: { $in: numbers } }, { pallet_id: { $in: numbers } }] })
        .project({ pallet_number: 1, pallet_id: 1 })
        .toArray()
      const there = new Set(found.flatMap((pallet) => [pallet['pallet_number'], pallet['pallet_id']]))
      for (const number of numbers.filter((one) => !there.has(one))) {
        // Where both spellings are there and differ, the platform's holds, and the other is a finding of its own.
        const where = field === 'pallet_id' ? { pallet_id: number } : { num_palet: number, pallet_id: null }
        const count = await devices.countDocuments(where)
        if (count > 0) yield finding('pallet-missing', 'devices', number, { label: number, count, fix: 'by-hand' })
      }
    }
  }
}

/** Movements of a device that is not there. Undoing a registration deletes both, so none of ours is left alone. */
export async function* findMovements(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  const { devices, movimientos } = tables
  for await (const values of walkValues(asDocuments(movimientos), 'producto', pace)) {
    for (let start = 0; start < values.length; start += 5000) {
      const part = values.slice(start, start + 5000)
      const ids = part.filter(({ value }) => isCustomerId(value)).map(({ value }) => new ObjectId(value))
      const found = await paced(pace, () =>
        devices
          .find({ _id: { $in: ids } })
          .project({ _id: 1 })
          .toArray(),
      )
      const there = new Set(found.map(({ _id }) => String(_id)))
      for (const { value, count } of part) {
        if (there.has(value)) continue
        const movement = await movimientos.findOne({ producto: value })
        const imei = movement?.imei ?? ''
        const fix = imei !== '' && (await deviceMeant(tables, imei)) !== null ? 'offered' : 'by-hand'
        yield finding('movement-device-missing', 'movimientos', value, { label: imei || value, count, fix })
      }
    }
  }
}

/** The one valid device of an IMEI, as its id. */
export async function deviceMeant({ devices }: Pick<Collections, 'devices'>, imei: string): Promise<string | null> {
  const found = await devices
    .find({ imei, valido: { $ne: false } })
    .project({ _id: 1 })
    .limit(2)
    .toArray()
  return found.length === 1 ? String(found[0]?.['_id']) : null
}

/** Parcels and pallets that list a device which is not there. */
export async function* findListed(tables: Collections, pace: Pace): AsyncGenerator<Finding> {
  for (const on of ['packages', 'pallets'] as const) {
    const listing = { 'dispositivos.0': { $exists: true } }
    const fields = { dispositivos: 1, tracking_number: 1, pallet_number: 1, pallet_id: 1 }
    for await (const page of pagesOf<Document>(asDocuments(tables[on]), listing, fields, pace, 200)) {
      const listed = page.map((document) => (document['dispositivos'] as readonly unknown[]).map(String)) // filtered for a list
      const ids = [...new Set(listed.flat())].filter(isCustomerId).map((id) => new ObjectId(id))
      const found = await tables.devices
        .find({ _id: { $in: ids } })
        .project({ _id: 1 })
        .toArray()
      const there = new Set(found.map(({ _id }) => String(_id)))
      for (const [index, document] of page.entries()) {
        const missing = (listed[index] ?? []).filter((id) => !there.has(id))
        if (missing.length === 0) continue
        const label = String(document['tracking_number'] ?? document['pallet_number'] ?? document['pallet_id'] ?? '')
        const facts = { devices: missing.length, first: missing[0] ?? '' }
        yield finding('listed-device-missing', on, String(document['_id']), { label, fix: 'by-hand', facts })
      }
    }
  }
}

async function* inGroups(values: AsyncIterable<string>): AsyncGenerator<string[]> {
  let group: string[] = []
  for await (const value of values) {
    group.push(value)
    if (group.length < together) continue
    yield group
    group = []
  }
  if (group.length > 0) yield group
}

function asDocuments(collection: unknown): Collection<Document> {
  return collection as Collection<Document> // of any of the platform's: fields are looked up by name
}
