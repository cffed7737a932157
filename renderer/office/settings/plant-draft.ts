import type { CallInput } from '../../../shared/contract/index.ts'
import type { LuhnMode, PlantSettings } from '../../../shared/settings.ts'
import { type FieldError, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import { numberWithin, wholeNumberWithin } from '../whole-number.ts'

export const plantNumbers = [
  'idleMinutes',
  'undoMinutes',
  'halfSeconds',
  'knownHours',
  'lockAfterFailures',
  'lockMinutes',
] as const
export type PlantNumber = (typeof plantNumbers)[number]

// Stand here again because the schema's file brings zod, which has no place in the page. A test holds them together.
export const luhnOrder = ['block', 'warn', 'off'] as const satisfies readonly LuhnMode[]
export const plantRanges: Readonly<Record<PlantNumber, { readonly min: number; readonly max: number }>> = {
  idleMinutes: { min: 0.1, max: 720 },
  undoMinutes: { min: 0, max: 1440 },
  halfSeconds: { min: 2, max: 600 },
  knownHours: { min: 0, max: 168 },
  lockAfterFailures: { min: 1, max: 100 },
  lockMinutes: { min: 1, max: 1440 },
}

/** The plant's settings as typed: numbers are text until they are read. */
export type PlantDraft = Readonly<Record<PlantNumber, string>> &
  Pick<PlantSettings, 'badgeSignIn' | 'imeiLuhn' | 'iccidLuhn'>

export function plantDraft({ badgeSignIn, imeiLuhn, iccidLuhn, ...numbers }: PlantSettings): PlantDraft {
  const typed = plantNumbers.map((name) => [name, String(numbers[name])] as const)
  // One text for each of the names.
  return { badgeSignIn, imeiLuhn, iccidLuhn, ...(Object.fromEntries(typed) as Record<PlantNumber, string>) }
}

export function readPlant(draft: PlantDraft): FormReading<CallInput<'settings.savePlant'>, PlantNumber> {
  const read = plantNumbers.map((name) => [name, numberOf(draft, name)] as const)
  const checks = read.map(([name, value]) => [name, rangeError(name, value)] as const)
  // One for each of the names.
  const errors = onlyErrors(Object.fromEntries(checks) as Record<PlantNumber, FieldError | undefined>)
  if (hasErrors(errors)) return { ok: false, errors }
  const { badgeSignIn, imeiLuhn, iccidLuhn } = draft
  // One number for each of the names: those that are none are errors.
  const numbers = Object.fromEntries(read) as Record<PlantNumber, number>
  return { ok: true, value: { badgeSignIn, imeiLuhn, iccidLuhn, ...numbers } }
}

function numberOf(draft: PlantDraft, name: PlantNumber): number | null {
  const { min, max } = plantRanges[name]
  return name === 'lockAfterFailures' ? wholeNumberWithin(draft[name], min, max) : numberWithin(draft[name], min, max)
}

function rangeError(name: PlantNumber, value: number | null): FieldError | undefined {
  return value === null ? { key: 'office.settings.errors.range', params: plantRanges[name] } : undefined
}
