import type { TFunction } from 'i18next'
import type { Params } from '../shared/result.ts'

/** Params whose value is itself a word of the catalogue. */
const words: Readonly<Record<string, (value: string) => string>> = {
  word: (value) => `notice.${value}.word`,
  kind: (value) => `kind.${value}`,
  job: (value) => `job.${value}`,
  status: (value) => `orderStatus.${value}`,
  estado: (value) => `estado.${value}`,
  act: (value) => `act.${value}`,
  opens: (value) => `stationName.${value}`,
  instead: (value) => `undo.instead.${value}`,
}

/** Params that are moments, epoch ms. */
const moments: ReadonlySet<string> = new Set(['when', 'until'])

/** What stands for a value that is not known. */
const unknown = '–'

/** The values of a sentence as people read them: times in local form, words translated, the code as scanned. */
export function sentenceValues(t: TFunction, language: string, params: Params, scanned = ''): Params {
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(params)) values[name] = valueText(t, language, name, value)
  values['code'] ??= given(values['imei']) ?? given(values['iccid']) ?? (scanned === '' ? unknown : scanned)
  values['shown'] = scanned === '' ? values['code'] : scanned
  return values
}

function valueText(t: TFunction, language: string, name: string, value: Params[string]): string {
  if (value === '' || (moments.has(name) && value === 0)) return unknown
  if (moments.has(name) && typeof value === 'number') return momentText(language, value)
  const key = words[name]?.(String(value))
  return key === undefined ? String(value) : t(key, { defaultValue: String(value) })
}

function given(value: string | undefined): string | undefined {
  return value === unknown ? undefined : value
}

/** English as in Europe: the floor's clocks have 24 hours. */
export function timeLocale(language: string): string {
  return language === 'en' ? 'en-GB' : language
}

/** Today's moments as a time, others with their date. */
export function momentText(language: string, at: number): string {
  const moment = new Date(at)
  const locale = timeLocale(language)
  const time = new Intl.DateTimeFormat(locale, { hour: '2-digit', minute: '2-digit' }).format(moment)
  if (moment.toDateString() === new Date().toDateString()) return time
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric' }).format(moment)
  return `${day}, ${time}`
}

/** A length of time in the one unit that says enough: 40 s, 3 min, 2 h. */
export function ageText(t: TFunction, ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000))
  if (seconds < 120) return t('time.seconds', { count: seconds })
  const minutes = Math.round(seconds / 60)
  return minutes < 120 ? t('time.minutes', { count: minutes }) : t('time.hours', { count: Math.round(minutes / 60) })
}
