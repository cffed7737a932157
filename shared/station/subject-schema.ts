import { z } from 'zod'
import type { BatchSubject, NumberedSubject, Subject, UnitSubject } from './subject.ts'

const order_number = z.string().nullable()

export const unitSubjectSchema: z.ZodType<UnitSubject> = z.object({
  kind: z.literal('unit'),
  imei: z.string(),
  iccid: z.string().nullable(),
  order_number,
  lote: z.number().int().nullable(),
})

export const batchSubjectSchema: z.ZodType<BatchSubject> = z.object({
  kind: z.literal('batch'),
  order_number: z.string(),
  lote: z.number().int(),
})

export const numberedSubjectSchema: z.ZodType<NumberedSubject> = z.object({
  kind: z.enum(['box', 'carton', 'pallet', 'parcel', 'hold']),
  number: z.string(),
  order_number,
})

export const subjectSchema: z.ZodType<Subject> = z.union([unitSubjectSchema, batchSubjectSchema, numberedSubjectSchema])
