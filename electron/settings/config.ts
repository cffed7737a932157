import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { type Language, languages, type WorkstationSettings, workstationSettingsSchema } from '../../shared/settings.ts'
import type { AppState } from '../../shared/state.ts'
import { readIfThere, writeAtomically } from '../files/atomic-file.ts'
import {
  allowedValues,
  connectionVariable,
  settingNames,
  settingVariables,
  valueOfVariable,
} from './config-variables.ts'

export type SettingsProblem = AppState['settingsProblems'][number]
type Environment = Readonly<Record<string, string | undefined>>

/** This PC's settings: what a variable says, else what the file says, else the default. */
export interface Config {
  readonly settings: () => WorkstationSettings
  /** Names that a variable sets: shown, not editable. */
  readonly forced: readonly (keyof WorkstationSettings)[]
  /** What was wrong and ignored, with what is allowed. */
  readonly problems: readonly SettingsProblem[]
  readonly file: string
  /** Keeps the named settings; one that a variable sets is kept but has no effect now. @throws when the disk refuses. */
  readonly save: (changes: Partial<WorkstationSettings>) => void
  /** @returns its undo. */
  readonly onChange: (listener: (settings: WorkstationSettings) => void) => () => void
}

export function defaultSettings(language: Language): WorkstationSettings {
  return {
    linea: 1,
    puesto: 1,
    stations: ['production'],
    job: 'default',
    // Works at once, with nothing to set: most scanners leave their box as a US keyboard.
    scanners: [{ id: 'keyboard', kind: 'keyboard', layout: 'us' }],
    language,
    theme: 'system',
    volume: 70,
    stationMode: 'window',
    zoom: 100,
    soundSet: 1,
    // The screen shows the label already; a file costs this PC some 60 ms of work for each unit.
    unitLabel: 'off',
    labelPrinter: '',
    database: 'unset',
    databaseName: 'ose_platform',
    backupFolder: '',
    backupDays: 14,
    backupHour: 2,
  }
}

/** The interface's language for the system's preferred ones, e.g. `['ca-ES', 'es']`; Spanish where none is known. */
export function languageOf(preferred: readonly string[]): Language {
  for (const locale of preferred) {
    const known = languages.find((language) => locale.toLowerCase().split(/[-_.]/)[0] === language)
    if (known !== undefined) return known
  }
  return 'es'
}

/**
 * Reads `settings.json` in the data folder, the copy beside it when that is unreadable, and the variables. Nothing
 * wrong in them keeps the program from starting: it is named among the problems and the default holds.
 */
export function loadConfig({
  folder,
  env,
  preferredLanguages,
}: {
  readonly folder: string
  readonly env: Environment
  readonly preferredLanguages: readonly string[]
}): Config {
  const file = join(folder, 'settings.json')
  const problems: SettingsProblem[] = []
  const kept = readSettingsFile(file, problems)
  const defaults = defaultSettings(languageOf(preferredLanguages))
  const saved = { ...defaults, ...readable(kept, (name, value) => problem(problems, name, value, allowedValues[name])) }
  const forcedValues = readVariables(env, problems)
  const listeners = new Set<(settings: WorkstationSettings) => void>()
  let stored: Record<string, unknown> = kept
  let current: WorkstationSettings = { ...saved, ...forcedValues }

  return {
    settings: () => current,
    forced: settingNames.filter((name) => name in forcedValues),
    problems,
    file,
    save(changes) {
      // What a newer version of the program wrote beside is kept.
      const next = { ...stored, ...changes }
      writeAtomically(file, `${JSON.stringify(next, null, 2)}\n`, true)
      stored = next
      current = { ...current, ...changes, ...forcedValues }
      for (const listener of listeners) listener(current)
    },
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function readSettingsFile(file: string, problems: SettingsProblem[]): Record<string, unknown> {
  for (const candidate of [file, `${file}.bak`]) {
    try {
      const bytes = readIfThere(candidate)
      if (bytes === null) continue
      const value: unknown = JSON.parse(bytes.toString('utf8'))
      if (typeof value === 'object' && value !== null && !Array.isArray(value)) return { ...value }
      throw new Error('no object')
    } catch (error) {
      problem(problems, candidate, error instanceof Error ? error.message : String(error), 'JSON')
      putAside(candidate)
    }
  }
  return {}
}

/** So that the next save does not make it the `.bak` of what was still readable. */
function putAside(file: string): void {
  try {
    renameSync(file, `${file}.unreadable`)
  } catch {
    // It stays where it is; the problem is named either way.
  }
}

/** The values that are what the schema says; each of the others is reported by name. */
function readable(
  values: Readonly<Record<string, unknown>>,
  wrong: (name: keyof WorkstationSettings, value: unknown) => void,
): Partial<WorkstationSettings> {
  const good: Record<string, unknown> = {}
  for (const name of settingNames) {
    if (values[name] === undefined) continue
    const parsed = workstationSettingsSchema.shape[name].safeParse(values[name])
    if (parsed.success) good[name] = parsed.data
    else wrong(name, values[name])
  }
  return good as Partial<WorkstationSettings> // each value was parsed by its own schema
}

function readVariables(env: Environment, problems: SettingsProblem[]): Partial<WorkstationSettings> {
  const values: Record<string, unknown> = {}
  for (const name of settingNames) {
    const text = env[settingVariables[name]]
    if (text !== undefined && text !== '') values[name] = valueOfVariable(name, text)
  }
  const wrong = (name: keyof WorkstationSettings) =>
    problem(problems, settingVariables[name], env[settingVariables[name]], allowedValues[name])
  const good = readable(values, wrong)
  if (good.database === 'unset') {
    wrong('database')
    delete good.database
  }
  if (!env[connectionVariable]) return good
  if (good.database !== undefined && good.database !== 'plant') {
    problem(problems, settingVariables.database, good.database, `plant (${connectionVariable})`)
  }
  return { ...good, database: 'plant' }
}

function problem(problems: SettingsProblem[], name: string, value: unknown, allowed: string): void {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  problems.push({ name, value: text.slice(0, 200), allowed })
}
