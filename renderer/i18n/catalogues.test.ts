import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { demoTasks } from '../../electron/db/demo/demo-texts.ts'
import { embeddedFailureCodes } from '../../electron/mongod/status.ts'
import { serverWarnings } from '../../shared/database.ts'
import { healthKinds } from '../../shared/domain/health/data-health.ts'
import { importKinds } from '../../shared/domain/import/import-cell.ts'
import { importFields } from '../../shared/domain/import/import-fields.ts'
import { wordSets } from '../../shared/list-words.ts'
import { listColumns, listNames, listViews } from '../../shared/lists.ts'
import { failureCodes } from '../../shared/result.ts'
import { permissionKeys } from '../../shared/schemas/stored-words.ts'
import { frameAnswers } from '../../shared/station/answer.ts'
import { frameExpectations, kindOf, stationTable, stationWords } from '../../shared/stations.ts'
import { textKey } from '../notices.ts'
import { wordKey } from '../office/lists/cell-text.ts'
import { signs } from '../stations/index.ts'
import en from './en.json'
import es from './es.json'
import { merged, type Texts } from './merged.ts'

function textsOf(catalogue: Texts, path = ''): Map<string, string> {
  const texts = new Map<string, string>()
  for (const [key, value] of Object.entries(catalogue)) {
    if (typeof value === 'string') texts.set(path + key, value)
    else for (const [below, text] of textsOf(value, `${path}${key}.`)) texts.set(below, text)
  }
  return texts
}

const pages = Object.values(signs)
const spanish = textsOf(
  merged(
    es,
    pages.map(({ texts }) => texts.es),
  ),
)
const english = textsOf(
  merged(
    en,
    pages.map(({ texts }) => texts.en),
  ),
)

const tables = Object.values(stationTable)
const answerWords = [frameAnswers, ...tables.map(({ answers }) => answers)].flatMap((table) => Object.keys(table))
const expectations = [...frameExpectations, ...tables.flatMap(({ expects }) => expects)]

/** A plural has a form per number; the key in the source has none of them. */
function has(key: string): boolean {
  return spanish.has(key) || spanish.has(`${key}_other`)
}

/** The words that are the same in both languages. */
const sameInBoth = new Set([
  'OSE Station',
  'Electron',
  'Chrome',
  'Node',
  'IMEI',
  'ICCID',
  'Normal',
  'Supervisor',
  '{{count}} min',
  'Excel (XLSX)',
  // A language is named in itself, a path as the system writes it.
  'Español',
  'English',
  '/dev/ttyACM0, COM3…',
])

function valuesIn(text: string): string[] {
  return [...text.matchAll(/\{\{(\w+)\}\}/g)].map((match) => match[1] ?? '').sort()
}

describe('the catalogues', () => {
  it('have the same keys', () => {
    expect([...english.keys()].sort()).toEqual([...spanish.keys()].sort())
  })

  it('have no empty text', () => {
    for (const texts of [spanish, english]) {
      expect([...texts].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
    }
  })

  it('say each thing in two languages', () => {
    const untranslated = [...spanish].filter(
      ([key, text]) =>
        english.get(key) === text && !sameInBoth.has(text) && /\p{L}{3}/u.test(text.replaceAll(/\{\{\w+\}\}/g, '')),
    )
    expect(untranslated).toEqual([])
  })

  it('ask for the same values in both languages', () => {
    const different = [...spanish].filter(
      ([key, text]) => valuesIn(text).join() !== valuesIn(english.get(key) ?? '').join(),
    )
    expect(different).toEqual([])
  })

  it('have a word and a sentence for every answer and failure', () => {
    const words = [...answerWords, ...failureCodes]
    const missing = words.flatMap((word) => [textKey(word, 'word'), textKey(word, 'text')]).filter((key) => !has(key))
    expect(missing).toEqual([])
  })

  it('say what to do now for everything that stops the line or failed', () => {
    const stopping = answerWords.filter((word) => kindOf(word) === 'stops')
    const silent = [...stopping, ...failureCodes].filter((word) => !has(textKey(word, 'next')))
    expect(silent).toEqual([])
  })

  it('keep the big words short enough for the banner', () => {
    for (const texts of [spanish, english]) {
      const long = [...texts].filter(([key, text]) => /^notice\..+\.word$/.test(key) && text.length > 19)
      expect(long).toEqual([])
    }
  })

  it('have a text for every key that is made of a word: those that name one are the compiler’s to check', () => {
    const keys = [
      ...permissionKeys.map((right) => `right.${right}`),
      ...stationWords.map((word) => `stationName.${word}`),
      ...[...serverWarnings, ...embeddedFailureCodes].map((word) => `database.${word}`),
      ...demoTasks.map((task) => `demo.does.${task}`),
      ...expectations.map((word) => `expects.${word}`),
      ...healthKinds.map((kind) => `health.finding.${kind}`),
      ...importKinds.flatMap((kind) => importFields[kind].map(({ name }) => `import.field.${kind}.${name}`)),
      ...listKeys(),
    ]
    expect(keys.filter((key) => !has(key))).toEqual([])
  })

  // The compiler says so too, but an incremental build misses a key that was taken out of the JSON file.
  it('hold every key that the page names', () => {
    const missing = sourceFiles(fileURLToPath(new URL('..', import.meta.url))).flatMap((file) =>
      [...readFileSync(file, 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)]
        .map((match) => match[1] ?? '')
        .filter((key) => !has(key))
        .map((key) => `${file}: ${key}`),
    )
    expect(missing).toEqual([])
  })
})

/** Views, columns and words of the lists, as the page makes keys of them. */
function listKeys(): string[] {
  const { line: _numbers, ...spoken } = wordSets
  const sets = Object.keys(spoken) as (keyof typeof spoken)[] // keys() forgets the names
  return [
    ...listNames.flatMap((list) => Object.keys(listViews[list]).map((view) => `lists.views.${list}.${view}`)),
    ...Object.values(listColumns).flatMap((columns) => columns.map(({ name }) => `lists.columns.${name}`)),
    ...sets.flatMap((set) => spoken[set].map((word) => wordKey(set, word))),
  ]
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [path] : []
  })
}
