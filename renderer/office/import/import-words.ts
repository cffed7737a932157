import type { TFunction } from 'i18next'
import type { ImportKind } from '../../../shared/domain/import-cell.ts'
import type { ImportForm } from '../../../shared/domain/import-fields.ts'
import type { ImportProblem } from '../../../shared/domain/import-reasons.ts'
import { wordLists } from '../../../shared/domain/import-words.ts'

/** What people call a field; also the title of its column in an example file. */
export function fieldText(t: TFunction, kind: ImportKind, field: string): string {
  return field === '' ? '' : t(`import.field.${kind}.${field}`, { defaultValue: field })
}

/** What is wrong with a row, in one sentence: which column, what, and what would be right. */
export function problemText(t: TFunction, kind: ImportKind, { field, reason, params }: ImportProblem): string {
  const sentence = t(`import.reason.${reason}`, { ...params })
  const name = fieldText(t, kind, field)
  return name === '' ? sentence : `${name}: ${sentence}.`
}

/** What a column of this form holds. */
export function formText(t: TFunction, form: ImportForm): string {
  switch (form.is) {
    case 'word':
    case 'words':
      return t(`import.form.${form.is}`, { allowed: spokenWords(form.of) })
    case 'whole':
    case 'number':
      return t(`import.form.${form.is}`, { least: form.least, most: form.most })
    default:
      return t(`import.form.${form.is}`)
  }
}

/** The stored words: they are always understood, and what an export of ours has. */
function spokenWords(list: keyof typeof wordLists): string {
  return Object.keys(wordLists[list]).join(', ')
}
