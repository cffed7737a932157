import { useCallback, useEffect, useRef, useState } from 'react'
import type { Failure, Result } from '../../shared/result.ts'

export type Loaded<Value> =
  | { readonly state: 'loading' }
  | { readonly state: 'failed'; readonly failure: Failure['error'] }
  | { readonly state: 'ready'; readonly value: Value }

export interface Load<Value> {
  readonly loaded: Loaded<Value>
  /** On its way, also while an earlier value is still shown. */
  readonly busy: boolean
  readonly reload: () => Promise<void>
}

/**
 * Asks for `ask` whenever there is another `occasion` (the tab is opened, the database is back; `false`: none) and on
 * `reload`. A value once shown stays until the next one is there; an answer that was overtaken by a later question is
 * dropped.
 */
export function useLoad<Value>(ask: () => Promise<Result<Value>>, occasion: string | false): Load<Value> {
  const [loaded, setLoaded] = useState<Loaded<Value>>({ state: 'loading' })
  const [busy, setBusy] = useState(false)
  const newest = useRef(0)
  const question = useRef(ask)
  useEffect(() => {
    question.current = ask
  })

  const reload = useCallback(async () => {
    newest.current += 1
    const mine = newest.current
    setBusy(true)
    const answer = await question.current()
    if (mine !== newest.current) return
    setBusy(false)
    setLoaded(answer.ok ? { state: 'ready', value: answer.value } : { state: 'failed', failure: answer.error })
  }, [])

  useEffect(() => {
    if (occasion !== false) void reload()
  }, [occasion, reload])

  return { loaded, busy, reload }
}
