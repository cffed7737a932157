import i18next from 'i18next'
import { beforeAll, describe, expect, it } from 'vitest'
import en from './i18n/en.json'
import { merged } from './i18n/merged.ts'
import { textOptions } from './i18n/text-options.ts'
import { textKey } from './notices.ts'
import { ageText, sentenceValues } from './sentence.ts'
import { productionSigns } from './stations/production/signs.ts'

const t = i18next.t

beforeAll(async () => {
  await i18next.init({
    ...textOptions,
    lng: 'en',
    resources: { en: { translation: merged(en, [productionSigns.texts.en]) } },
  })
})

describe('the values of a sentence', () => {
  it('show words of the catalogue, not codes', () => {
    const values = sentenceValues(t, 'en', { word: 'batch-full', estado: 'empaquetado', job: 'verify' })
    expect(values).toMatchObject({ word: 'Batch full', estado: 'packed', job: 'Verify' })
  })

  it('show a dash for what is not known', () => {
    expect(sentenceValues(t, 'en', { operator: '', when: 0 })).toMatchObject({ operator: '–', when: '–', code: '–' })
    expect(t(textKey('already-registered', 'text'), sentenceValues(t, 'en', {}))).not.toContain('{{')
  })

  it('name the code by what was read', () => {
    expect(sentenceValues(t, 'en', { imei: '352099001761481' }, 'raw').code).toBe('352099001761481')
    expect(sentenceValues(t, 'en', { imei: '' }, 'raw').code).toBe('raw')
  })

  it('take a barcode as it is, whatever it holds', () => {
    const hostile = '{{imei}} $t(common.cancel) <b>&amp;</b>'
    const values = sentenceValues(t, 'en', { imei: '1' }, hostile)
    expect(t(textKey('unknown-code', 'text'), values)).toContain(hostile)
  })
})

describe('an age', () => {
  it('is said in one unit', () => {
    expect([40_000, 180_000, 7_300_000].map((ms) => ageText(t, ms))).toEqual(['40 s', '3 min', '2 h'])
  })
})
