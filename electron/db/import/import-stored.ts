import { type ImportProblem, problem } from '../../../shared/domain/import/import-reasons.ts'
import type { ImportValues } from '../../../shared/domain/import/import-rows.ts'
import type { Device } from '../../../shared/schemas/device.ts'
import type { ImportLookup } from './import-lookup.ts'

/** What is said of a row whose thing is in the database already; nothing of any other. */
export type SayStored = (values: ImportValues) => readonly ImportProblem[]

/** The file's rows, looked up all at once, by their own number. */
export function storedAlready(lookup: ImportLookup) {
  return {
    async devices(rows: readonly ImportValues[]): Promise<SayStored> {
      const [byImei, byCcid] = await Promise.all([
        lookup.devicesBy('imei', texts(rows, 'imei')),
        lookup.devicesBy('ccid', texts(rows, 'ccid')),
      ])
      return ({ imei, ccid }) => {
        const own = storedUnit('imei', byImei.get(String(imei)), imei)
        return own.length > 0 || ccid === undefined ? own : storedUnit('ccid', byCcid.get(String(ccid)), ccid)
      }
    },

    async customers(rows: readonly ImportValues[]): Promise<SayStored> {
      const known = await lookup.customers(texts(rows, 'customer_code'))
      return ({ customer_code }) => {
        const found = known.get(String(customer_code))
        if (found === undefined) return []
        return [problem('customer_code', 'already-stored', { value: found.code, other: found.name })]
      }
    },

    async orders(rows: readonly ImportValues[]): Promise<SayStored> {
      const known = await lookup.orders(texts(rows, 'order_number'))
      const people = await lookup.employees(texts(rows, 'responsible'))
      return ({ order_number, responsible }) => {
        const order = known.get(String(order_number))
        const other = order?.product_name ?? '–'
        if (order !== undefined)
          return [problem('order_number', 'already-stored', { value: order.order_number, other })]
        if (responsible === undefined || people.has(String(responsible))) return []
        return [problem('responsible', 'unknown-employee', { value: String(responsible) })]
      }
    },

    async employees(rows: readonly ImportValues[]): Promise<SayStored> {
      const ids = await lookup.employees(texts(rows, 'employee_id'))
      const emails = await lookup.emails(texts(rows, 'email'))
      return ({ employee_id, email }) => {
        const name = ids.get(String(employee_id))
        if (name !== undefined) {
          return [problem('employee_id', 'already-stored', { value: String(employee_id), other: name })]
        }
        const other = emails.get(String(email))
        return other === undefined ? [] : [problem('email', 'already-stored', { value: String(email), other })]
      }
    },
  }
}

function texts(rows: readonly ImportValues[], field: string): string[] {
  return rows.flatMap((values) => (typeof values[field] === 'string' ? [values[field]] : []))
}

function storedUnit(field: 'imei' | 'ccid', known: Device | undefined, value: unknown): readonly ImportProblem[] {
  if (known === undefined) return []
  const other = field === 'imei' ? (known.nro_orden ?? '–') : known.imei
  return [problem(field, 'already-stored', { value: String(value), other })]
}
