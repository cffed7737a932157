import { z } from 'zod'
import type { Act, UndoAct } from '../../shared/station/act.ts'
import { actShape } from '../../shared/station/act-schema.ts'
import type { NumberedSubject, UnitSubject } from '../../shared/station/subject.ts'
import { numberedSubjectSchema, unitSubjectSchema } from '../../shared/station/subject-schema.ts'
import type { Counted, TrialState } from './facts.ts'

interface InPlace {
  readonly order: string
  readonly carton: string
  readonly box: string
}

/** Two state steps: opened in quality and approved, in one scan. */
export type CountAct = Act<
  'trialbench',
  'count',
  InPlace & { readonly device: string | null; readonly opens: boolean }
> & {
  readonly subject: UnitSubject
}
export type RejectAct = Act<'trialbench', 'reject', InPlace & { readonly device: string | null }> & {
  readonly subject: UnitSubject
}
/** Touches every unit of the box. */
export type BoxAct = Act<'trialbench', 'box', InPlace & { readonly units: readonly Counted[] }> & {
  readonly subject: NumberedSubject
}
/** Never undone; its units are packed by the station with the duty. */
export type CloseAct = Act<'trialbench', 'close', { readonly units: readonly Counted[] }> & {
  readonly subject: NumberedSubject
}
export type TrialAct = CountAct | RejectAct | BoxAct | CloseAct
export type TrialUndo = UndoAct<TrialAct>

const inPlace = { order: z.string(), carton: z.string(), box: z.string() }
const counted = z.object({ imei: z.string(), device: z.string().nullable() })
const own = { ...actShape, word: z.literal('trialbench') }

export const trialActSchema: z.ZodType<TrialAct> = z.discriminatedUnion('kind', [
  z.object({
    ...own,
    kind: z.literal('count'),
    subject: unitSubjectSchema,
    facts: z.object({ ...inPlace, device: z.string().nullable(), opens: z.boolean() }),
  }),
  z.object({
    ...own,
    kind: z.literal('reject'),
    subject: unitSubjectSchema,
    facts: z.object({ ...inPlace, device: z.string().nullable() }),
  }),
  z.object({
    ...own,
    kind: z.literal('box'),
    subject: numberedSubjectSchema,
    facts: z.object({ ...inPlace, units: z.array(counted) }),
  }),
  z.object({
    ...own,
    kind: z.literal('close'),
    subject: numberedSubjectSchema,
    facts: z.object({ units: z.array(counted) }),
  }),
])

export const trialStateSchema: z.ZodType<TrialState> = z.object({
  order: z.string().nullable(),
  carton: z.string().nullable(),
  box: z.string().nullable(),
  units: z.array(counted),
  boxed: z.array(counted),
  boxes: z.number().int(),
  aside: z.number().int(),
})
