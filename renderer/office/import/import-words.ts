import type { TFunction } from 'i18next'
import type { ImportKind } from '../../../shared/domain/import/import-cell.ts'
import type { ImportForm } from '../../../shared/domain/import/import-field.ts'
import { importField } from '../../../shared/domain/import/import-fields.ts'
import type { ImportProblem } from '../../../shared/domain/import/import-reasons.ts'
import { type WordList, wordLists } from '../../../shared/domain/import/import-words.ts'
import { keyWith } from '../../i18n/text-key.ts'

/** What people call a field; also the title of its column in an example file. */
export function fieldText(t: TFunction, kind: ImportKind, field: string): string {
  return field === '' ? '' : t(`import.field.${kind}.${field}`, { defaultValue: field })
}

/** What is wrong with a row, in one sentence: which column, what, and what would be right. */
export function problemText(t: TFunction, kind: ImportKind, { field, reason, params }: ImportProblem): string {
  const form = importField(kind, field)?.form
  const allowed = form !== undefined && 'of' in form ? { allowed: wordsText(t, form.of) } : {}
  const sentence = t(`import.reason.${reason}`, { ...params, ...allowed })
  const name = fieldText(t, kind, field)
  return name === '' ? sentence : `${name}: ${sentence}.`
}

/** What a column of this form holds. */
export function formText(t: TFunction, form: ImportForm): string {
  switch (form.is) {
    case 'word':
    case 'words':
      return t(`import.form.${form.is}`, { allowed: wordsText(t, form.of) })
    case 'whole':
    case 'number':
      return t(`import.form.${form.is}`, { least: form.least, most: form.most })
    default:
      return t(`import.form.${form.is}`)
  }
}

/** Where the words of a list have their texts; the others have theirs here, as they may stand in a cell. */
const texts: Readonly<Record<WordList, string>> = {
  deviceState: 'estado',
  orderStatus: 'orderStatus',
  priority: 'priority',
  role: 'role',
  employeeStatus: 'office.employees.status',
  customerType: 'lists.words.customerType',
  customerStatus: 'lists.words.customerStatus',
  permission: 'import.word.permission',
  pairing: 'import.word.pairing',
  inspection: 'import.word.inspection',
}

/** The words of a list in the person's language: each is understood where it stands in a file. */
export function wordsText(t: TFunction, list: WordList): string {
  return Object.keys(wordLists[list])
    .map((word) => t(keyWith(`${texts[list]}.${word}`)).replace(/^\p{Lu}(?=\p{Ll})/u, (letter) => letter.toLowerCase()))
    .join(', ')
}
