import { z } from 'zod'
import { inspections, orderStatuses, pairings } from '../schemas/stored-words.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

const here = { needs: { station: 'production' }, whenOffline: 'refuse' } as const

const orderChoiceSchema = z.object({
  order_number: z.string(),
  product_name: z.string(),
  nro_referencia: z.string(),
  brand: z.string(),
  status: z.enum(orderStatuses),
  priority: z.string(),
  quantity: z.number(),
  produced: z.number(),
  pairing: z.enum(pairings),
  inspection: z.enum(inspections),
  batches: z.array(
    z.object({
      lote: z.number(),
      quantity: z.number(),
      produced: z.number(),
      verified: z.number(),
      status: z.string(),
    }),
  ),
})
export type OrderChoice = z.infer<typeof orderChoiceSchema>

/** What only the production station's page sends; the rest goes through `station.*`. */
export const productionCommands = commands({
  /** The line's orders in progress and pending, most urgent first. */
  'production.listOrders': { ...here, input: nothing, output: z.object({ orders: z.array(orderChoiceSchema) }) },
  /** As scanning the batch's traveller does. */
  'production.openOrder': {
    ...here,
    input: z.object({ order_number: z.string().max(60), lote: z.number().int().min(1) }).strict(),
    output: done,
  },
})
