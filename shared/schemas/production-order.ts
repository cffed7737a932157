import { z } from 'zod'

export const orderStatuses = [
  'pending',
  'in_progress',
  'paused',
  'on_hold',
  'packing',
  'completed',
  'cancelled',
] as const
export type OrderStatus = (typeof orderStatuses)[number]

export const orderPriorities = ['low', 'normal', 'high', 'critical'] as const

/** Upper case; the platform trims and upper-cases on read and looks up in that form. `/` and `-` are usual. */
export const orderNumberSchema = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^[A-Z0-9][A-Z0-9/_.-]{1,38}$/)

export const batchSchema = z.object({
  batch_number: z.number().int().min(1),
  quantity: z.number().int().min(1),
  workstation: z.number().int().nullable(),
  operator: z.string().nullable(),
  start_date: z.date().nullable(),
  end_date: z.date().nullable(),
  produced: z.number().int().min(0),
  status: z.string(),
})

export const productionOrderSchema = z.object({
  order_number: orderNumberSchema,
  reference_number: z.string().nullable(),
  sku: z.number().int().nullable(),
  product_name: z.string().nullable(),
  brand: z.string().nullable(),
  quantity: z.number().int().min(1),
  produced: z.number().int().min(0),
  approved: z.number().int().min(0),
  rejected: z.number().int().min(0),
  status: z.enum(orderStatuses),
  production_line: z.number().int().min(1).max(3).nullable(),
  responsible: z.string().nullable(),
  created_at: z.date(),
  start_date: z.date().nullable(),
  end_date: z.date().nullable(),
  estimated_completion: z.date().nullable(),
  updated_at: z.date(),
  batches: z.array(batchSchema),
  total_batches: z.number().int().min(0),
  labels_required: z.record(z.string(), z.number().int()).nullable(),
  notes: z.string().max(500).nullable(),
  priority: z.enum(orderPriorities),
  /** `metadata.station` holds what the stations need beside the reference: `{ pairing, inspection }`. */
  metadata: z.record(z.string(), z.unknown()),
})
export type ProductionOrderDocument = z.infer<typeof productionOrderSchema>

const count = z.coerce.number().int().min(0).catch(0)

export const batchReadSchema = z.object({
  batch_number: z.coerce.number().int(),
  quantity: count,
  workstation: z.coerce.number().nullable().catch(null),
  operator: z.string().nullable().catch(null),
  start_date: z.date().nullable().catch(null),
  end_date: z.date().nullable().catch(null),
  produced: count,
  status: z.string().catch('pending'),
})
export type Batch = z.infer<typeof batchReadSchema>

/** An order as read; an unknown status reads as `on_hold`, so that nothing is produced by mistake. */
export const productionOrderReadSchema = z.object({
  order_number: z.string(),
  reference_number: z.string().nullable().catch(null),
  sku: z.union([z.number(), z.string()]).nullable().catch(null),
  product_name: z.string().nullable().catch(null),
  brand: z.string().nullable().catch(null),
  quantity: count,
  produced: count,
  approved: count,
  rejected: count,
  status: z.enum(orderStatuses).catch('on_hold'),
  production_line: z.coerce.number().int().nullable().catch(null),
  created_at: z.date().catch(new Date(0)),
  start_date: z.date().nullable().catch(null),
  end_date: z.date().nullable().catch(null),
  updated_at: z.date().catch(new Date(0)),
  batches: z.array(z.unknown()).catch([]),
  priority: z.string().nullable().catch(null),
  metadata: z.record(z.string(), z.unknown()).catch({}),
})

export interface ProductionOrder extends Omit<z.infer<typeof productionOrderReadSchema>, 'batches'> {
  readonly batches: readonly Batch[]
}

/**
 * A batch that cannot be read is left out, never guessed; the others are still worked on. An order without batches is
 * one batch of its whole quantity.
 */
export function readProductionOrder(document: unknown): ProductionOrder {
  const order = productionOrderReadSchema.parse(document)
  const batches = order.batches.flatMap((entry) => {
    const batch = batchReadSchema.safeParse(entry)
    return batch.success ? [batch.data] : []
  })
  if (order.batches.length > 0) return { ...order, batches }
  const { quantity, produced, start_date, end_date, status } = order
  const whole = { batch_number: 1, quantity, workstation: null, operator: null, start_date, end_date, produced, status }
  return { ...order, batches: [whole] }
}
