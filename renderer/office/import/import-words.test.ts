import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import { importKinds } from '../../../shared/domain/import/import-cell.ts'
import { importFields } from '../../../shared/domain/import/import-fields.ts'
import { guessMapping } from '../../../shared/domain/import/import-headers.ts'
import { type WordList, wordLists, wordOf } from '../../../shared/domain/import/import-words.ts'
import en from '../../i18n/en.json'
import es from '../../i18n/es.json'
import { textOptions } from '../../i18n/text-options.ts'
import { fieldText, problemText, wordsText } from './import-words.ts'

beforeAll(async () => {
  await i18next.init({ ...textOptions, resources: { es: { translation: es }, en: { translation: en } }, lng: 'es' })
})

describe('an example file', () => {
  it.each(importKinds.flatMap((kind) => (['es', 'en'] as const).map((language) => [kind, language] as const)))(
    'of %s in %s has titles that are understood, every one',
    (kind, language) => {
      const names = importFields[kind].map(({ name }) => name)
      const titles = names.map((name) => fieldText(i18next.getFixedT(language), kind, name))
      expect(guessMapping(kind, titles)).toEqual(names)
    },
  )
})

describe('a word that is offered', () => {
  const lists = Object.keys(wordLists) as WordList[] // keys() forgets the names
  it.each(lists.flatMap((list) => (['es', 'en'] as const).map((language) => [list, language] as const)))(
    'of %s in %s is understood in a file',
    (list, language) => {
      const words = wordsText(i18next.getFixedT(language), list).split(', ')
      expect(words.map((word) => wordOf(list, word))).toEqual(Object.keys(wordLists[list]))
    },
  )
})

describe('a problem', () => {
  it('says the column, what was found, and what now', () => {
    const rounded = { field: 'ccid', reason: 'number-rounded', params: { value: '8.988E+19' } } as const
    expect(problemText(i18next.getFixedT('es'), 'devices', rounded)).toBe(
      'ICCID: Excel ha redondeado el número (8.988E+19). Da a la columna formato de texto y escríbelo otra vez.',
    )
    const range = { field: 'discount_rate', reason: 'out-of-range', params: { value: '150', least: 0, most: 100 } }
    expect(problemText(i18next.getFixedT('en'), 'customers', range as never)).toBe(
      'Discount: 150 is not between 0 and 100.',
    )
  })
})
