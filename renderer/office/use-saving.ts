import { type FormEvent, type RefObject, useRef, useState } from 'react'
import { focusFirstError } from './focus-first-error.ts'
import type { Outcome } from './outcome-notice.tsx'

export interface Saving {
  readonly form: RefObject<HTMLFormElement | null>
  readonly isSaving: boolean
  /** What came of the last try, until it is closed or there is another one. */
  readonly outcome: Outcome | null
  readonly say: (outcome: Outcome | null) => void
  readonly submit: (event: FormEvent) => void
}

/** What saving came to: something to say, nothing (the form is left), or a field that the server refused. */
export type Saved = Outcome | null | 'field-refused'

/** How a form is saved: one try at a time, and only where nothing is wrong; else the first wrong field is shown. */
export function useSaving(isRight: boolean, send: () => Promise<Saved>): Saving {
  const form = useRef<HTMLFormElement>(null)
  const [isSaving, setSaving] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)

  async function save() {
    setOutcome(null)
    if (!isRight) return focusFirstError(form.current)
    setSaving(true)
    const saved = await send()
    setSaving(false)
    if (saved === 'field-refused') focusFirstError(form.current)
    else setOutcome(saved)
  }

  return {
    form,
    isSaving,
    outcome,
    say: setOutcome,
    submit: (event) => {
      event.preventDefault()
      if (!isSaving) void save()
    },
  }
}
