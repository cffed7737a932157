import { z } from 'zod'
import type { ProductionAct, ProductionUnit } from '../../../shared/domain/production-acts.ts'
import { productionJobs } from '../../../shared/domain/production-job.ts'
import type { ProductionState } from '../../../shared/domain/production-state.ts'
import { orderStatuses } from '../../../shared/schemas/production-order.ts'
import { inspections, pairings } from '../../../shared/schemas/station-reference.ts'
import { actShape, idSchema } from '../../../shared/station/act-schema.ts'

/* How the journal's values of this station are parsed. */

const orderSchema = z.object({
  order_number: z.string(),
  status: z.enum(orderStatuses),
  production_line: z.number().nullable(),
  product_name: z.string(),
  nro_referencia: z.string(),
  brand: z.string(),
  sku: z.string().nullable(),
  quantity: z.number(),
  pairing: z.enum(pairings),
  inspection: z.enum(inspections),
  tacs: z.array(z.string()),
  iccidPrefixes: z.array(z.string()),
})

const halfSchema = z.object({
  kind: z.enum(['imei', 'iccid']),
  code: z.string(),
  at: z.number(),
  warning: z.enum(['iccid-check-digit', 'imei-check-digit']).optional(),
})

export const productionStateSchema: z.ZodType<ProductionState> = z.object({
  job: z.enum(productionJobs),
  order: orderSchema.nullable(),
  lote: z.number().int().nullable(),
  half: halfSchema.nullable(),
  lastAccepted: z
    .object({ imei: z.string(), iccid: z.string().nullable(), at: z.number(), otherCodeSince: z.boolean() })
    .nullable(),
  batchStarted: z.boolean(),
  places: z.record(z.string(), z.number()),
})

const unitSchema: z.ZodType<ProductionUnit> = z.object({
  kind: z.literal('unit'),
  imei: z.string(),
  iccid: z.string().nullable(),
  order_number: z.string(),
  lote: z.number().int(),
})

const ofUnit = { ...actShape, word: z.literal('production'), subject: unitSchema }

/** Strict: a fact that a newer program wrote and this one does not know would be lost with the act. */
export const productionActSchema: z.ZodType<ProductionAct> = z.discriminatedUnion('kind', [
  z.strictObject({
    ...ofUnit,
    kind: z.literal('register'),
    facts: z.strictObject({
      device: idSchema,
      movement: idSchema,
      brand: z.string(),
      nro_referencia: z.string(),
      sku: z.string().nullable(),
      startsOrder: z.boolean(),
      startsBatch: z.boolean(),
      override: z.object({ supervisor: z.string(), reason: z.string() }).nullable(),
    }),
  }),
  z.strictObject({
    ...ofUnit,
    kind: z.literal('verify'),
    facts: z.strictObject({
      device: idSchema.nullable(),
      brand: z.string(),
      nro_referencia: z.string(),
      approves: z.boolean(),
    }),
  }),
])

/** What a supervisor was offered for a unit that found no place. */
export const placeOfferSchema = z.object({
  unit: z.object({ imei: z.string(), iccid: z.string().nullable() }),
  from: z.string().optional(),
})
