import { z } from 'zod'
import { answerKinds, type Verdict } from './answer.ts'
import type { NumberBlock } from './numbers.ts'
import type { RecentScan, Standing } from './state.ts'
import { subjectSchema } from './subject-schema.ts'

const paramsSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))

export const verdictSchema: z.ZodType<Verdict> = z.object({
  scanId: z.string(),
  at: z.number(),
  kind: z.enum(answerKinds),
  word: z.string(),
  params: paramsSchema,
  code: z.string(),
  warning: z.string().optional(),
  blocks: z.boolean(),
  supervisorCan: z.string().optional(),
})

export const recentScanSchema: z.ZodType<RecentScan> = z.object({
  scanId: z.string(),
  at: z.number(),
  code: z.string(),
  subject: subjectSchema.optional(),
  word: z.string(),
  fate: z.enum([...answerKinds, 'undone', 'conflict']),
  params: paramsSchema,
})

export const offerSchema = z.object({ word: z.string(), facts: z.unknown() })

export const standingSchema: z.ZodType<Standing> = z.object({
  of: z.string(),
  scanId: z.string(),
  at: z.number(),
  word: z.string(),
  params: paramsSchema,
  code: z.string(),
  offer: offerSchema.nullable(),
})

/** By the numbers' name (`numberKey`). */
export const numberBlocksSchema: z.ZodType<Readonly<Record<string, NumberBlock>>> = z.record(
  z.string(),
  z.object({ next: z.number().int(), to: z.number().int() }),
)
