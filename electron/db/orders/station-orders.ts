import type { OrderFacts } from '../../../shared/domain/production-state.ts'
import { type ProductionOrder, readProductionOrder } from '../../../shared/schemas/production-order.ts'
import { orderStationSettings } from '../../../shared/schemas/station-reference.ts'
import type { Collections } from '../collections/collections.ts'

const priorityRank: Readonly<Record<string, number>> = { critical: 0, high: 1, normal: 2, low: 3 }

/** An order as a station works on it: the document, and the rules of its reference. */
export interface StationOrder {
  /** The document's id as text: by it a change of this order is told from others'. */
  readonly id: string
  readonly facts: OrderFacts
  readonly order: ProductionOrder
}

/** One of a line's orders, to be chosen. */
export interface LineOrder extends Pick<StationOrder, 'facts' | 'order'> {
  /** Verified units by batch, over all stations. */
  readonly verified: ReadonlyMap<number, number>
}

/** What a line's station reads of orders. */
export function stationOrders({ orders, references, counters }: Collections) {
  async function verifiedByBatch(numbers: readonly string[]): Promise<Map<string, Map<number, number>>> {
    const groups = await counters
      .aggregate<{ _id: { order_number: string; lote: number }; verified: number }>([
        { $match: { order_number: { $in: [...numbers] } } },
        { $group: { _id: { order_number: '$order_number', lote: '$lote' }, verified: { $sum: '$verified' } } },
      ])
      .toArray()
    const found = new Map<string, Map<number, number>>()
    for (const { _id, verified } of groups) {
      const batches = found.get(_id.order_number) ?? new Map<number, number>()
      batches.set(_id.lote, verified)
      found.set(_id.order_number, batches)
    }
    return found
  }

  return {
    async find(order_number: string): Promise<StationOrder | null> {
      const stored = await orders.findOne({ order_number: order_number.trim().toUpperCase() })
      if (stored === null) return null
      const order = readProductionOrder(stored)
      const { reference_number } = order
      const rules = reference_number === null ? null : await references.findOne({ _id: reference_number })
      return stationOrder(String(stored._id), order, rules?.tacs ?? [], rules?.iccid_prefixes ?? [])
    },

    /** The line's open orders (and those of no line), most urgent first. Index: (status, production_line). */
    async ofLine(linea: number): Promise<LineOrder[]> {
      const stored = await orders
        .find({ status: { $in: ['in_progress', 'pending'] }, production_line: { $in: [linea, null] } })
        .sort({ created_at: 1 })
        .limit(100)
        .toArray()
      const found = stored.map(readProductionOrder)
      const verified = await verifiedByBatch(found.map((order) => order.order_number))
      return found
        .map((order) => ({
          order,
          facts: orderFacts(order, [], []),
          verified: verified.get(order.order_number) ?? new Map<number, number>(),
        }))
        .sort((left, right) => rank(left.order) - rank(right.order))
    },
  }
}

/** @param iccidPrefixes of its reference, like the TACs; none: any */
function stationOrder(
  id: string,
  order: ProductionOrder,
  tacs: readonly string[],
  iccidPrefixes: readonly string[],
): StationOrder {
  return { id, order, facts: orderFacts(order, tacs, iccidPrefixes) }
}

/**
 * The order as a notice has it, with what its reference allows as it was last read.
 * @returns null where the reference is another now: then it is read
 */
export function toldOrder(document: unknown, last: StationOrder): StationOrder | null {
  const order = readProductionOrder(document)
  if (order.reference_number !== last.order.reference_number) return null
  return stationOrder(last.id, order, last.facts.tacs, last.facts.iccidPrefixes)
}

export type StationOrders = ReturnType<typeof stationOrders>

function rank(order: ProductionOrder): number {
  return (order.status === 'in_progress' ? 0 : 10) + (priorityRank[order.priority?.toLowerCase() ?? 'normal'] ?? 2)
}

function orderFacts(order: ProductionOrder, tacs: readonly string[], iccidPrefixes: readonly string[]): OrderFacts {
  return {
    order_number: order.order_number,
    status: order.status,
    production_line: order.production_line,
    product_name: order.product_name ?? '',
    nro_referencia: order.reference_number ?? '',
    brand: order.brand ?? '',
    // Devices keep the SKU as text, orders as a number: the platform reads nothing else.
    sku: order.sku === null ? null : String(order.sku),
    quantity: order.quantity,
    ...orderStationSettings(order.metadata),
    tacs,
    iccidPrefixes,
  }
}
