import { z } from 'zod'
import { newOrderLimits } from '../domain/new-order-limits.ts'
import { orderNumberSchema } from '../schemas/production-order.ts'
import { iccidPrefixSchema, tacSchema } from '../schemas/station-reference.ts'
import { inspections, orderPriorities, orderStatuses, pairings } from '../schemas/stored-words.ts'
import { plantLines } from '../workplace.ts'
import { commands } from './command.ts'
import { done } from './session.ts'

const orderRowSchema = z.object({
  order_number: z.string(),
  product_name: z.string(),
  nro_referencia: z.string(),
  brand: z.string(),
  status: z.enum(orderStatuses),
  production_line: z.number().nullable(),
  priority: z.string(),
  quantity: z.number(),
  produced: z.number(),
  approved: z.number(),
  rejected: z.number(),
  batches: z.number(),
  created_at: z.number(),
})
export type OrderRow = z.infer<typeof orderRowSchema>

export const newOrderSchema = z
  .object({
    order_number: orderNumberSchema,
    product_name: z.string().trim().min(1).max(newOrderLimits.product),
    nro_referencia: z.string().trim().min(1).max(newOrderLimits.reference),
    brand: z.string().trim().min(1).max(newOrderLimits.brand),
    sku: z.number().int().min(0).nullable(),
    quantity: z.number().int().min(1).max(newOrderLimits.quantity),
    /** Each batch's quantity, in order; their sum is the order's quantity. */
    batches: z.array(z.number().int().min(1)).min(1).max(newOrderLimits.batches),
    production_line: z.literal(plantLines),
    priority: z.enum(orderPriorities),
    pairing: z.enum(pairings),
    inspection: z.enum(inspections),
    tacs: z.array(tacSchema).max(newOrderLimits.listed),
    iccid_prefixes: z.array(iccidPrefixSchema).max(newOrderLimits.listed),
    notes: z.string().trim().max(newOrderLimits.notes),
  })
  .strict()
  .refine((order) => order.batches.reduce((sum, quantity) => sum + quantity, 0) === order.quantity, {
    message: 'batches-sum',
    path: ['batches'],
  })
export type NewOrder = z.infer<typeof newOrderSchema>

/** The smallest office: orders with their batches and travellers. Keyset pages, newest first; never `skip`. */
export const ordersCommands = commands({
  'orders.list': {
    needs: 'admin_access',
    whenOffline: 'refuse',
    input: z.object({ before: z.object({ created_at: z.number(), order_number: z.string() }).nullable() }).strict(),
    output: z.object({ orders: z.array(orderRowSchema), more: z.boolean() }),
  },
  'orders.create': { needs: 'admin_access', whenOffline: 'refuse', input: newOrderSchema, output: done },
  'orders.setStatus': {
    needs: 'admin_access',
    whenOffline: 'refuse',
    input: z
      .object({ order_number: z.string().max(60), status: z.enum(['in_progress', 'paused', 'on_hold', 'cancelled']) })
      .strict(),
    output: done,
  },
  /** Writes the traveller (order and batch codes) as a PDF and opens it. */
  'orders.printTraveller': {
    needs: 'admin_access',
    whenOffline: 'refuse',
    input: z.object({ order_number: z.string().max(60) }).strict(),
    output: z.object({ file: z.string() }),
  },
})
