import type { Failure, Result } from '../../shared/result.ts'

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure['error'] }
  | { readonly state: 'ready'; readonly value: Value }

/** Something that is asked for and shown. */
export interface Load<Value> {
  readonly loaded: Loaded<Value>
  /** On its way, also while an earlier value is still shown. */
  readonly busy: boolean
  readonly reload: () => Promise<void>
}

export function loadedOf<Value>(answer: Result<Value> | undefined): Loaded<Value> {
  if (answer === undefined) return { state: 'loading' }
  return answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', failure: answer.error }
}
