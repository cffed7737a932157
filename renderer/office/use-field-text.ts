import { useTranslation } from 'react-i18next'
import type { FieldError, FieldErrors } from './field-error.ts'

/** The sentence of a field's error; `undefined` while the field is in order. */
export function useFieldText<Field extends string>(errors: FieldErrors<Field>): (field: Field) => string | undefined {
  const { t } = useTranslation()
  return (field) => {
    const error: FieldError | undefined = errors[field]
    return error === undefined ? undefined : t(error.key, { ...error.params })
  }
}
