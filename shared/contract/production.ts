import { z } from 'zod'
import { orderStatuses } from '../schemas/production-order.ts'
import { inspections, pairings } from '../schemas/station-reference.ts'
import { productionJobs } from '../stations.ts'
import { commands } from './command.ts'
import { done, nothing } from './session.ts'

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

const conflictSchema = z.object({
  id: z.string(),
  at: z.number(),
  imei: z.string(),
  iccid: z.string(),
  order_number: z.string(),
  lote: z.number(),
  operator: z.string(),
  station: z.string(),
  word: z.string(),
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
})
export type ConflictRow = z.infer<typeof conflictSchema>

/**
 * The production station's commands. Verdicts come as the event `station.verdict`, whatever the way in was (code,
 * key or touch); the answer of a command only says that it was taken.
 */
export const productionCommands = commands({
  /** The line's orders in progress and pending, most urgent first. */
  'production.listOrders': {
    needs: 'station',
    whenOffline: 'refuse',
    input: nothing,
    output: z.object({ orders: z.array(orderChoiceSchema) }),
  },
  'production.openOrder': {
    needs: 'station',
    whenOffline: 'refuse',
    input: z.object({ order_number: z.string().max(60), lote: z.number().int().min(1) }).strict(),
    output: done,
  },
  'production.closeOrder': { needs: 'station', whenOffline: 'works', input: nothing, output: done },
  'production.setJob': {
    needs: 'station',
    whenOffline: 'works',
    input: z.object({ job: z.enum(productionJobs) }).strict(),
    output: done,
  },
  /** A code typed on the on-screen keypad or keyboard: the same queue as a scan. */
  'production.typeCode': {
    needs: 'station',
    whenOffline: 'journal',
    input: z.object({ code: z.string().min(1).max(4096) }).strict(),
    output: done,
  },
  'production.acknowledge': { needs: 'station', whenOffline: 'journal', input: nothing, output: done },
  'production.clearHalf': { needs: 'station', whenOffline: 'journal', input: nothing, output: done },
  'production.undo': { needs: 'station', whenOffline: 'journal', input: nothing, output: done },
  /** A supervisor's ID and password instead of the badge: good for the one act that the standing refusal offers. */
  'production.supervise': {
    needs: 'station',
    whenOffline: 'refuse',
    input: z
      .object({
        identifier: z.string().trim().min(1).max(200),
        password: z.string().min(1).max(1000),
        reason: z.string().trim().max(200),
      })
      .strict(),
    output: done,
  },
  'production.listConflicts': {
    needs: 'station',
    whenOffline: 'refuse',
    input: nothing,
    output: z.object({ conflicts: z.array(conflictSchema) }),
  },
  'production.resolveConflict': {
    needs: 'supervisor',
    whenOffline: 'refuse',
    input: z.object({ id: z.string().regex(/^[0-9a-f]{24}$/), reason: z.string().trim().min(3).max(200) }).strict(),
    output: done,
  },
})
