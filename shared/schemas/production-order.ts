import { z } from 'zod'
import { freeObjectSchema } from './free-object.ts'
import { readLeniently } from './lenient.ts'
import { type ReadOf, reading } from './reading.ts'
import { longestOrderNotes, orderNumberForm } from './stored-forms.ts'
import { orderPriorities, orderStatuses } from './stored-words.ts'

export { type OrderStatus, orderPriorities, orderStatuses } from './stored-words.ts'

export const orderNumberSchema = z.string().trim().toUpperCase().regex(orderNumberForm)

const text = z.string().nullable().default(null)
const time = z.date().nullable().default(null)
const count = z.number().int().min(0).default(0)
const quantity = reading(z.number().int().min(1), { fallback: 0 })
const never = new Date(0)

export const batchSchema = z.object({
  batch_number: z.number().int().min(1),
  quantity,
  workstation: z.number().int().nullable().default(null),
  operator: text,
  start_date: time,
  end_date: time,
  produced: count,
  status: z.string().default('pending'),
})

/** Differs from `status` after another program has changed that; `at` makes each of our writes one that can be seen. */
const orderStatusMarkSchema = z.object({
  status: reading(z.string(), { fallback: '' }),
  at: reading(z.date(), { fallback: never }),
})

export const productionOrderSchema = z.object({
  order_number: reading(orderNumberSchema, { fallback: '' }),
  reference_number: text,
  /** A number here, text on devices: the platform reads nothing else. */
  sku: z.number().int().nullable().default(null),
  product_name: text,
  brand: text,
  quantity,
  produced: count,
  approved: count,
  rejected: count,
  /** An unknown word reads as held, so that nothing is produced by mistake. */
  status: reading(z.enum(orderStatuses), { fallback: 'on_hold' }),
  /** A line that does not exist reads as 0: null would mean every line. */
  production_line: reading(z.number().int().min(1).max(3).nullable().default(null), { fallback: 0 }),
  responsible: text,
  created_at: reading(z.date(), { fallback: never }),
  start_date: time,
  end_date: time,
  estimated_completion: time,
  updated_at: reading(z.date(), { fallback: never }),
  batches: z.array(batchSchema).default([]),
  total_batches: count,
  /** Label type → how many. The types are opaque: the factory's documents contradict each other. */
  labels_required: z.record(z.string(), z.number().int().min(0)).nullable().default(null),
  notes: z.string().max(longestOrderNotes).nullable().default(null),
  priority: reading(z.enum(orderPriorities).nullable().default('normal'), { anyCase: true }),
  /** `metadata.station` holds what the stations need beside the reference: `{ pairing, inspection }`. */
  metadata: freeObjectSchema.default({}),
  /** Ours: the status that a station or office of ours set last. See docs/data.md. */
  ose_status: orderStatusMarkSchema.nullable().default(null),
})
export type ProductionOrderDocument = z.infer<typeof productionOrderSchema>

export type Batch = ReadOf<typeof batchSchema> & { readonly batch_number: number }

export interface ProductionOrder extends Omit<ReadOf<typeof productionOrderSchema>, 'batches'> {
  readonly batches: readonly Batch[]
}

/**
 * A batch without a number is left out, never guessed; the others are still worked on. An order without batches is
 * one batch of its whole quantity.
 */
export function readProductionOrder(document: unknown): ProductionOrder {
  const { batches, ...order } = readLeniently(productionOrderSchema, document).value
  if (batches.length > 0) return { ...order, batches: batches.filter(isNumbered) }
  const { quantity, produced, start_date, end_date, status } = order
  const whole = { batch_number: 1, quantity, workstation: null, operator: null, start_date, end_date, produced, status }
  return { ...order, batches: [whole] }
}

function isNumbered(batch: ReadOf<typeof batchSchema>): batch is Batch {
  return batch.batch_number !== null
}
