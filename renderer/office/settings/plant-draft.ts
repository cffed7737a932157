import type { CallInput } from '../../../shared/contract/index.ts'
import type { LuhnMode, PlantSettings } from '../../../shared/settings.ts'
import { type FieldError, type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import { numberWithin, wholeNumberWithin } from '../whole-number.ts'

export const plantNumbers = ['idleMinutes', 'undoMinutes', 'halfSeconds', 'lockAfterFailures', 'lockMinutes'] as const
export type PlantNumber = (typeof plantNumbers)[number]

// Stand here again because the schema's file brings zod, which has no place in the page. A test holds them together.
export const luhnOrder = ['block', 'warn', 'off'] as const satisfies readonly LuhnMode[]
export const plantRanges: Readonly<Record<PlantNumber, { readonly min: number; readonly max: number }>> = {
  idleMinutes: { min: 0.1, max: 720 },
  undoMinutes: { min: 0, max: 1440 },
  halfSeconds: { min: 2, max: 600 },
  lockAfterFailures: { min: 1, max: 100 },
  lockMinutes: { min: 1, max: 1440 },
}

/** The plant's settings as typed: numbers are text until they are read. */
export type PlantDraft = Readonly<Record<PlantNumber, string>> &
  Pick<PlantSettings, 'badgeSignIn' | 'imeiLuhn' | 'iccidLuhn'>

export function plantDraft(plant: PlantSettings): PlantDraft {
  return {
    badgeSignIn: plant.badgeSignIn,
    imeiLuhn: plant.imeiLuhn,
    iccidLuhn: plant.iccidLuhn,
    idleMinutes: String(plant.idleMinutes),
    undoMinutes: String(plant.undoMinutes),
    halfSeconds: String(plant.halfSeconds),
    lockAfterFailures: String(plant.lockAfterFailures),
    lockMinutes: String(plant.lockMinutes),
  }
}

export function readPlant(draft: PlantDraft): FormReading<CallInput<'settings.savePlant'>, PlantNumber> {
  const idleMinutes = numberOf(draft, 'idleMinutes')
  const undoMinutes = numberOf(draft, 'undoMinutes')
  const halfSeconds = numberOf(draft, 'halfSeconds')
  const lockAfterFailures = numberOf(draft, 'lockAfterFailures')
  const lockMinutes = numberOf(draft, 'lockMinutes')
  const errors = onlyErrors<PlantNumber>({
    idleMinutes: rangeError('idleMinutes', idleMinutes),
    undoMinutes: rangeError('undoMinutes', undoMinutes),
    halfSeconds: rangeError('halfSeconds', halfSeconds),
    lockAfterFailures: rangeError('lockAfterFailures', lockAfterFailures),
    lockMinutes: rangeError('lockMinutes', lockMinutes),
  })
  if (
    hasErrors(errors) ||
    idleMinutes === null ||
    undoMinutes === null ||
    halfSeconds === null ||
    lockAfterFailures === null ||
    lockMinutes === null
  ) {
    return { ok: false, errors }
  }
  const { badgeSignIn, imeiLuhn, iccidLuhn } = draft
  return {
    ok: true,
    value: { badgeSignIn, imeiLuhn, iccidLuhn, idleMinutes, undoMinutes, halfSeconds, lockAfterFailures, lockMinutes },
  }
}

function numberOf(draft: PlantDraft, name: PlantNumber): number | null {
  const { min, max } = plantRanges[name]
  return name === 'lockAfterFailures' ? wholeNumberWithin(draft[name], min, max) : numberWithin(draft[name], min, max)
}

function rangeError(name: PlantNumber, value: number | null): FieldError | undefined {
  return value === null ? { key: 'office.settings.errors.range', params: plantRanges[name] } : undefined
}
