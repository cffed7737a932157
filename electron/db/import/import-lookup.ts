import { countedAs } from '../../../shared/domain/device-state.ts'
import { roomLimit } from '../../../shared/domain/room-limit.ts'
import { type Device, readDevice } from '../../../shared/schemas/device.ts'
import { type ProductionOrder, readProductionOrder } from '../../../shared/schemas/production-order.ts'
import type { Collections } from '../collections/collections.ts'

/** Values asked for in one command; each is one step into an index. */
const atOnce = 1000

export interface KnownCustomer {
  readonly id: string
  readonly code: string
  readonly name: string
}

/** What rows of a file are compared with. Every question is an `$in` over an index. */
export function importLookup({ devices, customers, orders, employees, rooms }: Collections) {
  return {
    /** Devices that have one of these numbers; a legacy duplicate (`valido: false`) stands in nobody's way. */
    async devicesBy(field: 'imei' | 'ccid', values: readonly string[]): Promise<ReadonlyMap<string, Device>> {
      const projection = { imei: 1, ccid: 1, nro_orden: 1, estado: 1 } as const
      const found = await inParts(values, (part) =>
        devices.find({ [field]: { $in: part }, valido: { $ne: false } }, { projection }).toArray(),
      )
      return new Map(found.map((document) => [String(document[field]), readDevice(document)]))
    },

    async customers(codes: readonly string[]): Promise<ReadonlyMap<string, KnownCustomer>> {
      const projection = { customer_code: 1, company_name: 1, first_name: 1, last_name: 1 } as const
      const found = await inParts(codes, (part) =>
        customers.find({ customer_code: { $in: part } }, { projection }).toArray(),
      )
      return new Map(
        found.map(({ _id, customer_code, company_name, first_name, last_name }) => {
          const person = [first_name, last_name].filter(Boolean).join(' ')
          // As the platform shows one: company, else person, else code.
          const name = String(company_name || person || customer_code)
          return [String(customer_code), { id: _id.toHexString(), code: String(customer_code), name }]
        }),
      )
    },

    async orders(numbers: readonly string[]): Promise<ReadonlyMap<string, ProductionOrder>> {
      const found = await inParts(numbers, (part) => orders.find({ order_number: { $in: part } }).toArray())
      return new Map(found.map((order) => [String(order.order_number), readProductionOrder(order)]))
    },

    /** Employee number → name. */
    async employees(ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const projection = { _id: 0, employee_id: 1, name: 1, surname: 1 } as const
      const found = await inParts(ids, (part) =>
        employees.find({ employee_id: { $in: part } }, { projection }).toArray(),
      )
      return new Map(found.map((one) => [String(one.employee_id), `${one.name ?? ''} ${one.surname ?? ''}`.trim()]))
    },

    /** Address → employee number. */
    async emails(addresses: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const projection = { _id: 0, email: 1, employee_id: 1 } as const
      const found = await inParts(addresses, (part) =>
        employees.find({ email: { $in: part } }, { projection }).toArray(),
      )
      return new Map(found.map(({ email, employee_id }) => [String(email), String(employee_id)]))
    },

    /**
     * How many units each batch of an order can still take, as its stations would be told: the free places of its
     * room, else what its quantity leaves.
     */
    async freePlaces(order: ProductionOrder): Promise<ReadonlyMap<number, number>> {
      const { order_number } = order
      const [produced, made] = await Promise.all([
        producedByBatch(devices, order_number),
        rooms.find({ order_number }).toArray(),
      ])
      return new Map(
        order.batches.map(({ batch_number: lote, quantity }) => {
          const room = made.find((one) => one.lote === lote)
          const limit = roomLimit({ order: order.quantity, batch: quantity }, lote, made, produced)
          return [lote, Math.max(0, room?.free ?? limit - (produced.get(lote) ?? 0))]
        }),
      )
    },
  }
}

export type ImportLookup = ReturnType<typeof importLookup>

async function inParts<Value>(all: Iterable<string>, ask: (part: string[]) => Promise<Value[]>): Promise<Value[]> {
  const values = [...new Set(all)]
  const found: Value[] = []
  for (let at = 0; at < values.length; at += atOnce) found.push(...(await ask(values.slice(at, at + atOnce))))
  return found
}

async function producedByBatch(
  devices: Collections['devices'],
  order_number: string,
): Promise<ReadonlyMap<number, number>> {
  const states = await devices
    .aggregate<{ _id: { lote: number | null; estado: string }; count: number }>([
      { $match: { nro_orden: order_number, valido: { $ne: false } } },
      { $group: { _id: { lote: '$lote', estado: '$estado' }, count: { $sum: 1 } } },
    ])
    .toArray()
  const produced = new Map<number, number>()
  for (const { _id, count } of states) {
    if (!countedAs.produced(_id.estado)) continue
    const lote = Number(_id.lote ?? 0)
    produced.set(lote, (produced.get(lote) ?? 0) + count)
  }
  return produced
}
