import { useState } from 'react'
import { type FieldErrors, type FormReading, hasErrors } from './field-error.ts'
import type { Outcome } from './outcome-notice.tsx'
import { useFieldText } from './use-field-text.ts'
import { type Saving, useSaving } from './use-saving.ts'

/** What a group of fields takes. */
export interface FieldsProps<Draft> {
  readonly draft: Draft
  readonly change: (changes: Partial<Draft>) => void
  readonly errorOf: (field: keyof Draft & string) => string | undefined
}

/** What sending came to: done, one field refused by the server, or a failure to be shown. */
export type Sent<Field extends string> =
  | { readonly done: Outcome }
  | { readonly refused: FieldErrors<Field> }
  | { readonly failed: Outcome }

interface DraftFormParts<Draft, Value> {
  readonly start: () => Draft
  /** Pure: the draft is kept as it was typed, and read anew with every key. */
  readonly read: (draft: Draft) => FormReading<Value, keyof Draft & string>
  readonly send: (value: Value) => Promise<Sent<keyof Draft & string>>
  readonly onUnsaved: (unsaved: boolean) => void
  readonly onDone: (made: Outcome) => void
}

export interface DraftForm<Draft> {
  readonly fields: FieldsProps<Draft>
  readonly saving: Saving
  /** How many fields are called wrong now. */
  readonly wrong: number
}

/**
 * A form for something new. Nothing is called wrong before the first try to save; from then on every key is checked. What
 * the server refused about one field is said until that field changes.
 */
export function useDraftForm<Draft extends object, Value>(parts: DraftFormParts<Draft, Value>): DraftForm<Draft> {
  type Errors = FieldErrors<keyof Draft & string>
  const [draft, setDraft] = useState(parts.start)
  const [isChecked, setChecked] = useState(false)
  const [refused, setRefused] = useState({} as Errors) // no field; the compiler takes no empty object for names it does not know
  const reading = parts.read(draft)
  const errors: Errors = { ...(isChecked && !reading.ok && reading.errors), ...refused }

  const saving = useSaving(reading.ok && !hasErrors(refused), async () => {
    if (!reading.ok) return null
    const sent = await parts.send(reading.value)
    if ('failed' in sent) return sent.failed
    if ('done' in sent) {
      parts.onDone(sent.done)
      return null
    }
    setRefused(sent.refused)
    return 'field-refused'
  })

  function change(changes: Partial<Draft>) {
    setDraft((before) => ({ ...before, ...changes }))
    setRefused((before) => without(before, changes))
    parts.onUnsaved(true)
  }

  return {
    fields: { draft, change, errorOf: useFieldText(errors) },
    saving: {
      ...saving,
      submit: (event) => {
        setChecked(true)
        saving.submit(event)
      },
    },
    wrong: Object.keys(errors).length,
  }
}

function without<Field extends string>(errors: FieldErrors<Field>, changes: object): FieldErrors<Field> {
  const left = Object.entries(errors).filter(([field]) => !(field in changes))
  return Object.fromEntries(left) as FieldErrors<Field> // fromEntries forgets the names
}
