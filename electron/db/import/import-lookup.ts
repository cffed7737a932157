import { countedAs } from '../../../shared/domain/device-state.ts'
import { type ImportProblem, problem } from '../../../shared/domain/import/import-reasons.ts'
import type { ImportValues } from '../../../shared/domain/import/import-rows.ts'
import { roomLimit } from '../../../shared/domain/room-limit.ts'
import { readDevice } from '../../../shared/schemas/device.ts'
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
  async function inParts<Value>(all: Iterable<string>, ask: (part: string[]) => Promise<Value[]>): Promise<Value[]> {
    const values = [...new Set(all)]
    const found: Value[] = []
    for (let at = 0; at < values.length; at += atOnce) found.push(...(await ask(values.slice(at, at + atOnce))))
    return found
  }

  const texts = (rows: readonly ImportValues[], field: string): string[] =>
    rows.flatMap((values) => (typeof values[field] === 'string' ? [values[field]] : []))

  /** Devices that have one of these numbers; a legacy duplicate (`valido: false`) stands in nobody's way. */
  async function devicesBy(field: 'imei' | 'ccid', values: readonly string[]) {
    const projection = { imei: 1, ccid: 1, nro_orden: 1, estado: 1 } as const
    const found = await inParts(values, (part) =>
      devices.find({ [field]: { $in: part }, valido: { $ne: false } }, { projection }).toArray(),
    )
    return new Map(found.map((document) => [String(document[field]), readDevice(document)]))
  }

  return {
    /** Units of the file that are in the database: each with what is said of it, by their own number. */
    async storedDevices(rows: readonly ImportValues[]): Promise<(values: ImportValues) => ImportProblem[]> {
      const [byImei, byCcid] = await Promise.all([
        devicesBy('imei', texts(rows, 'imei')),
        devicesBy('ccid', texts(rows, 'ccid')),
      ])
      const told = (field: 'imei' | 'ccid', known: ReturnType<typeof byImei.get>, value: unknown) =>
        known === undefined
          ? []
          : [
              problem(field, 'already-stored', {
                value: String(value),
                other: field === 'imei' ? (known.nro_orden ?? '–') : known.imei,
              }),
            ]
      return ({ imei, ccid }) => {
        const own = told('imei', byImei.get(String(imei)), imei)
        return own.length > 0 || ccid === undefined ? own : told('ccid', byCcid.get(String(ccid)), ccid)
      }
    },

    async storedCustomers(rows: readonly ImportValues[]): Promise<(values: ImportValues) => ImportProblem[]> {
      const known = await this.customers(texts(rows, 'customer_code'))
      return ({ customer_code }) => {
        const found = known.get(String(customer_code))
        if (found === undefined) return []
        return [problem('customer_code', 'already-stored', { value: found.code, other: found.name })]
      }
    },

    async storedOrders(rows: readonly ImportValues[]): Promise<(values: ImportValues) => ImportProblem[]> {
      const known = await this.orders(texts(rows, 'order_number'))
      const people = await this.employees(texts(rows, 'responsible'))
      return ({ order_number, responsible }) => {
        const order = known.get(String(order_number))
        const other = order?.product_name ?? '–'
        if (order !== undefined)
          return [problem('order_number', 'already-stored', { value: order.order_number, other })]
        if (responsible === undefined || people.has(String(responsible))) return []
        return [problem('responsible', 'unknown-employee', { value: String(responsible) })]
      }
    },

    async storedEmployees(rows: readonly ImportValues[]): Promise<(values: ImportValues) => ImportProblem[]> {
      const ids = await this.employees(texts(rows, 'employee_id'))
      const emails = new Map(
        (
          await inParts(texts(rows, 'email'), (part) =>
            employees.find({ email: { $in: part } }, { projection: { _id: 0, email: 1, employee_id: 1 } }).toArray(),
          )
        ).map(({ email, employee_id }) => [String(email), String(employee_id)]),
      )
      return ({ employee_id, email }) => {
        const name = ids.get(String(employee_id))
        if (name !== undefined) {
          return [problem('employee_id', 'already-stored', { value: String(employee_id), other: name })]
        }
        const other = emails.get(String(email))
        return other === undefined ? [] : [problem('email', 'already-stored', { value: String(email), other })]
      }
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

    /**
     * How many units each batch of an order can still take, as its stations would be told: the free places of its
     * room, else what its quantity leaves.
     */
    async freePlaces(order: ProductionOrder): Promise<ReadonlyMap<number, number>> {
      const { order_number } = order
      const [states, made] = await Promise.all([
        devices
          .aggregate<{ _id: { lote: number | null; estado: string }; count: number }>([
            { $match: { nro_orden: order_number, valido: { $ne: false } } },
            { $group: { _id: { lote: '$lote', estado: '$estado' }, count: { $sum: 1 } } },
          ])
          .toArray(),
        rooms.find({ order_number }).toArray(),
      ])
      const produced = new Map<number, number>()
      for (const { _id, count } of states) {
        if (!countedAs.produced(_id.estado)) continue
        const lote = Number(_id.lote ?? 0)
        produced.set(lote, (produced.get(lote) ?? 0) + count)
      }
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
