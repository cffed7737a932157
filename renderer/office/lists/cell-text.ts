import type { TFunction } from 'i18next'
import type { ListValue } from '../../../shared/contract/lists.ts'
import { type WordSet, wordSets } from '../../../shared/list-words.ts'
import type { ColumnKind } from '../../../shared/lists.ts'
import { keyWith, type TextKey } from '../../i18n/text-key.ts'
import { timeLocale } from '../../sentence.ts'

/** What stands where nothing is stored. */
const nothing = '–'

/** Sets whose words have their texts elsewhere already. */
const ownTexts: Readonly<Partial<Record<WordSet, string>>> = {
  deviceState: 'estado',
  orderStatus: 'orderStatus',
  priority: 'priority',
  role: 'role',
  employeeStatus: 'office.employees.status',
}

/** A word of a set in the user's language; one that is not of the set (another program's) as it stands. */
export function wordText(t: TFunction, set: WordSet, word: string): string {
  const words: readonly string[] = wordSets[set]
  return set === 'line' || !words.includes(word) ? word : t(wordKey(set, word))
}

/** The text key of a word. */
export function wordKey(set: WordSet, word: string): TextKey {
  return keyWith(`${ownTexts[set] ?? `lists.words.${set}`}.${word}`)
}

/** A value as people read it: dates in local time, words and yes and no in their language. */
export function cellText(t: TFunction, language: string, kind: ColumnKind, value: ListValue): string {
  if (value === null || value === '') return nothing
  switch (kind) {
    case 'date':
      return typeof value === 'number' ? dateText(language, value) : String(value)
    case 'flag':
      return typeof value === 'boolean' ? t(value ? 'lists.yes' : 'lists.no') : String(value)
    case 'number':
      return typeof value === 'number' ? new Intl.NumberFormat(language).format(value) : String(value)
    case 'text':
    case 'code':
      return String(value)
    default:
      return wordText(t, kind, String(value))
  }
}

function dateText(language: string, at: number): string {
  return new Intl.DateTimeFormat(timeLocale(language), { dateStyle: 'short', timeStyle: 'short' }).format(at)
}
