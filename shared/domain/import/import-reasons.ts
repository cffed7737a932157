import type { Params } from '../../result.ts'

/** Why a row is not imported: a closed list, each with its sentence in the catalogues (`import.reason.<word>`). */
export const importReasons = [
  'missing',
  'number-rounded',
  'imei-digits',
  'imei-length',
  'imei-check-digit',
  'iccid-digits',
  'iccid-length',
  'iccid-letters',
  'iccid-check-digit',
  'too-short',
  'too-long',
  'bad-characters',
  'bad-code',
  'bad-email',
  'not-a-number',
  'ambiguous-number',
  'not-whole',
  'out-of-range',
  'not-a-date',
  'not-yes-no',
  'unknown-word',
  'duplicate-in-file',
  'already-stored',
  'unknown-order',
  'unknown-batch',
  'batch-full',
  'unknown-customer',
  'unknown-employee',
  'batches-sum',
  'too-many-batches',
  'may-not-grant',
  'not-stored',
] as const
export type ImportReason = (typeof importReasons)[number]

/** One thing that is wrong in one row. `field` is the target's name. */
export interface ImportProblem {
  readonly field: string
  readonly reason: ImportReason
  readonly params: Params
}

export function problem(field: string, reason: ImportReason, params: Params = {}): ImportProblem {
  return { field, reason, params }
}
