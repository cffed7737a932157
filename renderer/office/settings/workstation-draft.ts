import type { CallInput } from '../../../shared/contract/index.ts'
import type { WorkstationSettings } from '../../../shared/settings.ts'
import { type FormReading, hasErrors, onlyErrors } from '../field-error.ts'
import { wholeNumberWithin } from '../whole-number.ts'

type Saved = CallInput<'settings.saveWorkstation'>

/** This PC's settings as typed. */
export interface WorkstationDraft extends Omit<Saved, 'volume' | 'scanners'> {
  readonly volume: string
  readonly scanners: any
}
export type WorkstationField = 'volume' | 'scanners'

export function workstationDraft(settings: WorkstationSettings): WorkstationDraft {
  const { linea, puesto, job, language, theme, volume, scanners } = settings
  return { linea, puesto, job, language, theme, volume: String(volume), scanners }
}

export function readWorkstation(draft: WorkstationDraft): FormReading<Saved, WorkstationField> {
  const volume = wholeNumberWithin(draft.volume, 0, 100)
  const errors = onlyErrors<WorkstationField>({
    volume: volume === null ? { key: 'office.settings.errors.range', params: { min: 0, max: 100 } } : undefined,
    scanners: undefined,
  })
  if (hasErrors(errors) || volume === null) return { ok: false, errors }
  const { linea, puesto, job, language, theme, scanners } = draft
  return { ok: true, value: { linea, puesto, job, language, theme, volume, scanners } }
}
