import { z } from 'zod'
import { plantLines, stationNumbers } from '../workplace.ts'
import type { Actor, Operator, Workplace } from './act.ts'

/** An ObjectId as text. */
export const idSchema = z.string().regex(/^[0-9a-f]{24}$/)

export const operatorSchema: z.ZodType<Operator> = z.object({ employee_id: z.string(), name: z.string() })

export const actorSchema: z.ZodType<Actor> = z.object({
  employee_id: z.string(),
  name: z.string(),
  isSupervisor: z.boolean(),
  stations: z.array(z.string()),
})

export const workplaceSchema: z.ZodType<Workplace> = z.object({
  station: z.string(),
  linea: z.literal(plantLines).nullable(),
  puesto: z.literal(stationNumbers).nullable(),
})

/** What acts and undos carry. */
export const actBaseShape = {
  act: idSchema,
  at: z.number(),
  scanId: z.string(),
  operator: operatorSchema,
  workplace: workplaceSchema,
}

/** What every act carries; a slice adds its word, kinds, subject and facts. */
export const actShape = {
  ...actBaseShape,
  reversible: z.boolean(),
  instead: z.string().nullable(),
}
