import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { demoTasks } from '../../electron/db/demo/demo-texts.ts'
import { embeddedFailureCodes } from '../../electron/mongod/status.ts'
import { backupFailures } from '../../shared/backup.ts'
import { checkPhases } from '../../shared/contract/health.ts'
import { serverWarnings } from '../../shared/database.ts'
import { reasonWords } from '../../shared/domain/barcode/code-reasons.ts'
import { foreignWhats } from '../../shared/domain/foreign-change.ts'
import { healthKinds } from '../../shared/domain/health/data-health.ts'
import { importKinds } from '../../shared/domain/import/import-cell.ts'
import { importFields } from '../../shared/domain/import/import-fields.ts'
import { fileReasons } from '../../shared/domain/import/import-file.ts'
import { importReasons } from '../../shared/domain/import/import-reasons.ts'
import { productionJobs } from '../../shared/domain/production-job.ts'
import { exportFailures, exportFormats } from '../../shared/exports.ts'
import { labelTroubles, unitLabelModes } from '../../shared/label-printing.ts'
import { wordSets } from '../../shared/list-words.ts'
import { listColumns, listNames, listViews, type View } from '../../shared/lists.ts'
import { failureCodes } from '../../shared/result.ts'
import { keyboardLayouts } from '../../shared/scanner-settings.ts'
import type { PairingHint, ReadUse } from '../../shared/scanner-view.ts'
import {
  deviceStates,
  employeeRoles,
  orderPriorities,
  orderStatuses,
  permissionKeys,
} from '../../shared/schemas/stored-words.ts'
import type { DatabaseState, ScannerState } from '../../shared/state.ts'
import { frameAnswers } from '../../shared/station/answer.ts'
import { frameExpectations, kindOf, stationTable, stationWords } from '../../shared/stations.ts'
import { textKey } from '../notices.ts'
import { wordKey } from '../office/lists/cell-text.ts'
import type { PrinterHint } from '../office/settings/label-fields.tsx'
import { adviceWords } from '../scanners/scanner-advice.ts'
import { sounds } from '../sounds.ts'
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

// Unions without a list: a word that is added does not compile until it stands here, and then needs its text.
const databaseStates: Readonly<Record<DatabaseState['state'], true>> = {
  none: true,
  starting: true,
  connected: true,
  away: true,
  failed: true,
  moving: true,
}
const databaseKinds: Readonly<Record<DatabaseState['kind'], true>> = { embedded: true, plant: true, demo: true }
const scannerStates: Readonly<Record<ScannerState['state'], true>> = {
  open: true,
  lost: true,
  searching: true,
  failed: true,
}
const scannerKinds: Readonly<Record<ScannerState['kind'], true>> = {
  serial: true,
  keyboard: true,
  hid: true,
  simulated: true,
}

const printerHints: Readonly<Record<PrinterHint, true>> = { none: true, absent: true, default: true, named: true }

const readUses: Readonly<Record<ReadUse, true>> = {
  station: true,
  trial: true,
  pairing: true,
  incomplete: true,
  'too-long': true,
}
const pairingHints: Readonly<Record<PairingHint, true>> = {
  'no-end': true,
  'affix-too-long': true,
  'prefix-behind-aim': true,
  'alt-mode': true,
  other: true,
}

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

  it('name every state, role, right and failure that a key is made of', () => {
    const keys = [
      ...deviceStates.map((state) => `estado.${state}`),
      ...orderStatuses.map((status) => `orderStatus.${status}`),
      ...orderPriorities.map((priority) => `priority.${priority}`),
      ...employeeRoles.map((role) => `role.${role}`),
      ...permissionKeys.map((right) => `right.${right}`),
      ...stationWords.map((word) => `stationName.${word}`),
      ...productionJobs.map((job) => `job.${job}`),
      ...serverWarnings.map((word) => `database.${word}`),
      ...embeddedFailureCodes.map((code) => `database.${code}`),
      ...backupFailures.flatMap((code) => [`backup.failure.${code}`, `backup.next.${code}`]),
      ...exportFailures.flatMap((code) => [`lists.export.failure.${code}`, `lists.export.next.${code}`]),
      ...exportFormats.flatMap((form) => [`lists.export.formats.${form}`, `lists.export.formatHints.${form}`]),
      ...labelTroubles.flatMap((why) => [`unitLabel.trouble.${why}`, `unitLabel.next.${why}`]),
      ...unitLabelModes.flatMap((mode) => [
        `office.settings.unitLabels.${mode}`,
        `office.settings.unitLabelHints.${mode}`,
      ]),
      ...Object.keys(printerHints).map((hint) => `office.settings.labelPrinterHints.${hint}`),
      ...listKeys(),
      ...importKeys(),
      ...demoTasks.map((task) => `demo.does.${task}`),
      ...expectations.map((word) => `expects.${word}`),
      ...Object.keys(databaseStates).map((state) => `databaseState.${state}`),
      ...Object.keys(databaseKinds).map((kind) => `databaseKind.${kind}`),
      ...Object.keys(scannerStates).map((state) => `scannerState.${state}`),
      ...Object.keys(scannerKinds).map((kind) => `scannerKind.${kind}`),
      ...reasonWords.map((word) => `scanners.reason.${word}`),
      ...adviceWords.map((word) => `scanners.advice.${word}`),
      ...Object.keys(readUses).map((use) => `scanners.use.${use}`),
      ...Object.keys(pairingHints).map((hint) => `scanners.heard.${hint}`),
      ...Object.keys(sounds).map((name) => `scanners.tone.${name}`),
      ...healthKinds.flatMap((kind) => [
        ...['title', 'text', 'fix'].map((part) => `health.kind.${kind}.${part}`),
        `health.finding.${kind}`,
      ]),
      ...checkPhases.map((phase) => `health.phase.${phase}`),
      ...foreignWhats.map((what) => `health.foreign.what.${what}`),
      ...keyboardLayouts.map((layout) => `scanners.layout.${layout}`),
    ]
    expect(keys.filter((key) => !has(key))).toEqual([])
  })

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

/** Names, views, fields, columns and words of the lists, as the page makes keys of them. */
function listKeys(): string[] {
  const shapes = listNames.flatMap((list) =>
    Object.entries(listViews[list] as Readonly<Record<string, View>>).map(([view, shape]) => ({ list, view, shape })),
  )
  const { line: _numbers, ...spoken } = wordSets
  const sets = Object.keys(spoken) as (keyof typeof spoken)[] // keys() forgets the names
  const words = sets.flatMap((set) => spoken[set].map((word) => wordKey(set, word)))
  return [
    ...listNames.map((list) => `lists.names.${list}`),
    ...shapes.map(({ list, view }) => `lists.views.${list}.${view}`),
    ...shapes.flatMap(({ shape }) => shape.fields.map(({ name }) => `lists.fields.${name}`)),
    ...Object.values(listColumns).flatMap((columns) => columns.map(({ name }) => `lists.columns.${name}`)),
    ...words,
  ]
}

/** Kinds, fields and their forms, and why a file or a row is not imported. */
function importKeys(): string[] {
  const fields = importKinds.flatMap((kind) => importFields[kind].map((field) => ({ kind, ...field })))
  return [
    ...importKinds.flatMap((kind) => [`import.kinds.${kind}`, `import.result.next.${kind}`]),
    ...fields.map(({ kind, name }) => `import.field.${kind}.${name}`),
    ...new Set(fields.map(({ form }) => `import.form.${form.is}`)),
    ...fileReasons.map((reason) => `import.file.${reason}`),
    ...importReasons.flatMap((reason) => [`import.reason.${reason}`, `import.why.${reason}`]),
  ]
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return sourceFiles(path)
    return /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.') ? [path] : []
  })
}
