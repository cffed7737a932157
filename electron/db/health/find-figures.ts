import { setTimeout as sleep } from 'node:timers/promises'
import type { ClientSession, Collection, Document } from 'mongodb'
import type { Collections } from '../collections/collections.ts'
import { foldRepository } from '../duty/fold.ts'
import type { OrderSum, Sums } from './find-in-devices.ts'
import { type Finding, finding } from './finding.ts'
import { CheckCancelled, type Pace, pagesOf } from './walk.ts'

/** Longer than a fold is ever late while a station folds. */
const foldLatenessMs = 3000

const figures = ['produced', 'approved', 'rejected'] as const

/**
 * Orders whose figures a fold would not bring right by itself. What the pass over the devices counted only says which
 * orders to look at: units are made while it runs.
 */
export async function* findFigures(
  tables: Collections,
  session: ClientSession,
  pace: Pace,
  { orders: counted }: Pick<Sums, 'orders'>,
): AsyncGenerator<Finding> {
  const orders = tables.orders as unknown as Collection<Document> // also of the platform's
  const fields = {
    ...{ order_number: 1, produced: 1, approved: 1, rejected: 1 },
    ...{ batches: 1, status: 1, ose_status: 1 },
  }
  const folds = foldRepository(tables)
  const maybe = new Map<string, string>()
  for await (const page of pagesOf<Document>(orders, {}, fields, pace, 100)) {
    for (const order of page) {
      const number: unknown = order['order_number']
      if (typeof number !== 'string') continue
      yield* statusReverted(order, number)
      if (!mayDiffer(order, counted.get(number))) continue
      const compared = await folds.compare(session, number)
      if (compared !== null && compared.stored !== compared.real) maybe.set(number, compared.stored)
    }
  }
  if (maybe.size > 0) await sleep(foldLatenessMs)
  for (const [number, before] of maybe) {
    if (pace.signal.aborted) throw new CheckCancelled()
    const now = await folds.compare(session, number)
    if (now === null || now.stored === now.real) continue
    // Wrong for good: its base is, or nothing has come to fold it. Else it is only a second behind.
    if (now.folded === now.real && now.stored !== before) continue
    yield finding('order-figures', 'orders', number, {
      label: number,
      fix: 'offered',
      facts: { stored: now.stored, real: now.real },
    })
  }
}

function mayDiffer(order: Document, sum: OrderSum | undefined): boolean {
  if (figures.some((name) => Number(order[name] ?? 0) !== (sum?.[name] ?? 0))) return true
  const batches: unknown = order['batches']
  if (!Array.isArray(batches)) return false
  return batches.some((batch) => Number(batch?.produced ?? 0) !== (sum?.batches.get(Number(batch?.batch_number)) ?? 0))
}

function* statusReverted(order: Document, number: string): Generator<Finding> {
  const ours: unknown = order['ose_status']?.status
  const stored: unknown = order['status']
  if (typeof ours !== 'string' || ours === '' || ours === stored) return
  yield finding('status-reverted', 'orders', number, {
    label: number,
    fix: 'either',
    facts: { ours, stored: String(stored) },
  })
}

export interface CustomerCounts {
  readonly devices_count: number
  readonly active_devices_count: number
}

/** A recount of a customer's devices. */
export async function countsOf({ devices }: Pick<Collections, 'devices'>, cliente: string): Promise<CustomerCounts> {
  const groups = await devices
    .aggregate<{ _id: unknown; count: number }>([
      { $match: { cliente, valido: { $ne: false } } },
      { $group: { _id: '$estado', count: { $sum: 1 } } },
    ])
    .toArray()
  return {
    devices_count: groups.reduce((sum, { count }) => sum + count, 0),
    active_devices_count: groups.find(({ _id }) => _id === 'activo')?.count ?? 0,
  }
}

/** Customers whose counts of devices are not what the devices say. The pass only says which to count again. */
export async function* findCustomerCounts(
  tables: Collections,
  pace: Pace,
  { customers: counted }: Pick<Sums, 'customers'>,
): AsyncGenerator<Finding> {
  const customers = tables.customers as unknown as Collection<Document> // also of the platform's
  const fields = { customer_code: 1, devices_count: 1, active_devices_count: 1 }
  for await (const page of pagesOf<Document>(customers, {}, fields, pace)) {
    for (const customer of page) {
      const id = String(customer['_id'])
      const sum = counted.get(id) ?? { devices: 0, active: 0 }
      const devices = Number(customer['devices_count'] ?? 0)
      const active = Number(customer['active_devices_count'] ?? 0)
      if (devices === sum.devices && active === sum.active) continue
      const real = await countsOf(tables, id)
      if (devices === real.devices_count && active === real.active_devices_count) continue
      const facts = { devices, active, realDevices: real.devices_count, realActive: real.active_devices_count }
      const label = String(customer['customer_code'] ?? id)
      yield finding('customer-counts', 'customers', id, { label, fix: 'offered', facts })
    }
  }
}
