import type { Params } from '../../shared/result.ts'
import type { TextKey } from '../i18n/text-key.ts'

/** What is wrong with one field: a text key under `office` and the values of its sentence. */
export interface FieldError {
  readonly key: TextKey
  readonly params?: Params
}

/** At most one error per field; a field without an entry is in order. */
export type FieldErrors<Field extends string> = Readonly<Partial<Record<Field, FieldError>>>

/** What a form came to: the value to send, or what is wrong with it. */
export type FormReading<Value, Field extends string> =
  | { readonly ok: true; readonly value: Value }
  | { readonly ok: false; readonly errors: FieldErrors<Field> }

/** Leaves out the fields that are in order. */
export function onlyErrors<Field extends string>(
  checks: Readonly<Record<Field, FieldError | undefined>>,
): FieldErrors<Field> {
  const wrong: Partial<Record<Field, FieldError>> = {}
  for (const field of Object.keys(checks) as Field[]) {
    // keys() forgets the names
    const error = checks[field]
    if (error !== undefined) wrong[field] = error
  }
  return wrong
}

export function hasErrors(errors: FieldErrors<string>): boolean {
  return Object.keys(errors).length > 0
}
