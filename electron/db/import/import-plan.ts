import { ZodError } from 'zod'
import { assertNever } from '../../../shared/assert-never.ts'
import { countedAs } from '../../../shared/domain/device-state.ts'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import { type ImportProblem, problem } from '../../../shared/domain/import/import-reasons.ts'
import type { ImportRow, ImportValues } from '../../../shared/domain/import/import-rows.ts'
import type { ProductionOrder } from '../../../shared/schemas/production-order.ts'
import type { Collections } from '../collections/collections.ts'
import {
  type ImportTime,
  importedCustomer,
  importedDevice,
  importedEmployee,
  importedOrder,
} from './import-documents.ts'
import { importLookup, type KnownCustomer } from './import-lookup.ts'
import { storedAlready } from './import-stored.ts'

/** What would happen to a row: its document as it would be stored (without what is made when it is), or why not. */
export type PlannedRow = PlannedDocument | RefusedRow

export interface PlannedDocument {
  readonly row: number
  readonly problems: readonly []
  readonly document: Readonly<Record<string, unknown>>
}

export interface RefusedRow {
  readonly row: number
  readonly problems: readonly ImportProblem[]
  readonly document: null
}

/** Looks what rows mean beside the database. It counts what it lets through, so one planner is for one file. */
export function createPlanner(tables: Collections, kind: ImportKind, time: ImportTime) {
  const lookup = importLookup(tables)
  const already = storedAlready(lookup)
  const orders = new Map<string, ProductionOrder | null>()
  const places = new Map<string, Map<number, number>>()

  async function knowOrders(rows: readonly ImportValues[]): Promise<void> {
    const unknown = new Set(rows.flatMap(({ nro_orden }) => (typeof nro_orden === 'string' ? [nro_orden] : [])))
    for (const number of orders.keys()) unknown.delete(number)
    const found = await lookup.orders([...unknown])
    for (const number of unknown) {
      const order = found.get(number) ?? null
      orders.set(number, order)
      if (order !== null) places.set(number, new Map(await lookup.freePlaces(order)))
    }
  }

  function deviceOf(
    values: ImportValues,
    customers: ReadonlyMap<string, KnownCustomer>,
  ): Record<string, unknown> | ImportProblem {
    const { nro_orden, cliente } = values
    const customer = typeof cliente === 'string' ? customers.get(cliente) : null
    if (customer === undefined) return problem('cliente', 'unknown-customer', { value: String(cliente) })
    if (typeof nro_orden !== 'string') {
      if (values['marca'] === undefined) return problem('marca', 'missing')
      return importedDevice(values, { order: null, customer }, time)
    }
    const order = orders.get(nro_orden) ?? null
    if (order === null) return problem('nro_orden', 'unknown-order', { value: nro_orden })
    const { batches } = order
    const lote = values['lote'] ?? (batches.length === 1 ? batches[0]?.batch_number : undefined)
    if (lote === undefined) return problem('lote', 'missing')
    const batch = batches.find((one) => one.batch_number === lote)
    if (batch === undefined) return problem('lote', 'unknown-batch', { value: Number(lote), order: nro_orden })
    if (values['marca'] === undefined && order.brand === null) return problem('marca', 'missing')
    const { brand, reference_number: reference, sku } = order
    const relation = { lote: batch.batch_number, brand, reference, sku }
    const document = importedDevice(values, { order: relation, customer }, time)
    if (!countedAs.produced(document.estado)) return document
    const free = places.get(nro_orden)?.get(batch.batch_number) ?? 0
    if (free < 1) {
      return problem('lote', 'batch-full', { order: nro_orden, value: batch.batch_number, quantity: batch.quantity })
    }
    places.get(nro_orden)?.set(batch.batch_number, free - 1)
    return document
  }

  async function look(rows: readonly ImportValues[]) {
    switch (kind) {
      case 'devices': {
        await knowOrders(rows)
        const codes = rows.flatMap(({ cliente }) => (typeof cliente === 'string' ? [cliente] : []))
        const customers = await lookup.customers(codes)
        return {
          stored: await already.devices(rows),
          document: (values: ImportValues) => deviceOf(values, customers),
        }
      }
      case 'customers':
        return {
          stored: await already.customers(rows),
          document: (values: ImportValues) => importedCustomer(values, time),
        }
      case 'orders':
        return {
          stored: await already.orders(rows),
          document: (values: ImportValues) => importedOrder(values, time),
        }
      case 'employees':
        return {
          stored: await already.employees(rows),
          document: (values: ImportValues) => importedEmployee(values, time),
        }
      default:
        return assertNever(kind)
    }
  }

  /** @param rows of the file, in its order */
  return async function plan(rows: readonly ImportRow[]): Promise<PlannedRow[]> {
    const { stored, document } = await look(rows.map(({ values }) => values))
    return rows.map(({ row, values, problems }): PlannedRow => {
      if (problems.length > 0) return { row, problems, document: null }
      const known = stored(values)
      if (known.length > 0) return { row, problems: known, document: null }
      const made = writable(() => document(values))
      return 'reason' in made
        ? { row, problems: [made as ImportProblem], document: null }
        : { row, problems: [], document: made }
    })
  }
}

/** What passed the reading and still is no document: said as a problem of its row and field, the others go on. */
function writable(make: () => object): Record<string, unknown> | ImportProblem {
  try {
    return { ...make() }
  } catch (error) {
    if (!(error instanceof ZodError)) throw error
    const [issue] = error.issues
    return problem(issue?.path.join('.') ?? '', 'not-stored', { value: issue?.message ?? '' })
  }
}
