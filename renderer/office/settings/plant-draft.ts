import type { CallInput } from '../../../shared/contract/index.ts'
import { plantRanges } from '../../../shared/setting-values.ts'
import type { PlantSettings } from '../../../shared/settings.ts'
import { type FieldError, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import { numberWithin, wholeNumberWithin } from '../whole-number.ts'

export type PlantNumber = keyof typeof plantRanges
export const plantNumbers = Object.keys(plantRanges) as PlantNumber[] // keys() forgets the names

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
  const range = plantRanges[name]
  return name === 'lockAfterFailures' ? wholeNumberWithin(draft[name], range) : numberWithin(draft[name], range)
}

function rangeError(name: PlantNumber, value: number | null): FieldError | undefined {
  return value === null ? { key: 'office.settings.errors.range', params: plantRanges[name] } : undefined
}
